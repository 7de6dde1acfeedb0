import type { RouteName } from '@hoithi/shared/routes'
import { call, Refused, type Call, type CallOptions, type Reply } from '../lib/api.ts'
import { anchor } from '../lib/server-clock.ts'
import { go } from './navigation.svelte.ts'

/** Call a route, take the server's clock from its reply, and lead to the login screen (and back) when the session is over. */
export async function ask<Name extends RouteName>(name: Name, input: Call<Name>, options?: CallOptions): Promise<Reply<Name>> {
  try {
    const reply = await call(name, input, options)
    const { now } = reply as { now?: unknown }
    if (typeof now === 'number') anchor(now)
    return reply
  } catch (error) {
    if (error instanceof Refused && error.code === 'not-logged-in') goToLogIn()
    throw error
  }
}

function goToLogIn(): void {
  const back = new URLSearchParams({ tiep: location.pathname + location.search })
  go('/dang-nhap', { replace: true, search: `?${back.toString()}` })
}
