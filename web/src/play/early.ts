import type { RouteName } from '@hoithi/shared/routes'
import { pathOf, type Call, type Reply } from '../lib/api.ts'
import { anchor } from '../lib/server-clock.ts'
import { ask } from './ask.ts'

/** What the page asked for before the app had come, by address, with the moment of the reply on the page's own timer. */
type Early = Record<string, Promise<{ response: Response; at: number }>>
const PATIENCE_MS = 20_000

/** The reply to what the page has asked for already, once; else, and where that came to nothing, `ask`. */
export async function askEarly<Name extends RouteName>(name: Name, input: Call<Name>): Promise<Reply<Name>> {
  const { early = {} } = window as { early?: Early }
  const path = pathOf(name, (input as { params?: Record<string, string> }).params)
  const asked = early[path]
  delete early[path]
  if (asked === undefined) return ask(name, input)
  try {
    const { response, at } = await Promise.race([asked, new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS))])
    if (!response.ok) throw new Error(String(response.status))
    const payload = (await response.json()) as { now?: number }
    // It has waited for the app, and the server's clock has moved on meanwhile.
    if (payload.now !== undefined) anchor((payload.now += Math.round(performance.now() - at)))
    return payload as Reply<Name>
  } catch {
    return ask(name, input)
  }
}
