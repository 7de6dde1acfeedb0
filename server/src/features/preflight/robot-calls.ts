import type { Contracts } from '@hoithi/shared/contracts/index'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { ReplyOf } from '../../http/route.ts'

type Input<Name extends RouteName> = {
  params?: Record<string, string>
  body?: Contracts[Name] extends { body: infer Body extends z.ZodType } ? z.input<Body> : never
}
/** A reply, or the code of the refusal; `trouble` is '' when there is none. */
type Answer<Name extends RouteName> = { body: ReplyOf<Name> | null; trouble: string }
export type Call = <Name extends RouteName>(name: Name, input: Input<Name>) => Promise<Answer<Name>>

/** One phone: it calls routes by name without a network, and keeps the cookie that it is given. */
export function caller(app: FastifyInstance): Call {
  const cookies: Record<string, string> = {}
  return async (name, { params = {}, body }) => {
    const [method = 'GET', pattern = ''] = routes[name].split(' ')
    const response = await app.inject({
      method: method as 'GET' | 'POST' | 'PUT' | 'DELETE',
      url: pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? '')),
      headers: { 'sec-fetch-site': 'same-origin' },
      cookies,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    for (const cookie of response.cookies) cookies[cookie.name] = cookie.value
    if (response.statusCode === 200) return { body: response.json(), trouble: '' }
    return { body: null, trouble: response.json<{ code?: string }>().code ?? String(response.statusCode) }
  }
}
