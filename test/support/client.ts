import type { Role } from '@hoithi/shared/contracts/common'
import { routes, type RouteName } from '@hoithi/shared/routes'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Services } from '../../server/src/services.ts'

/** A signed session token as the server makes it. */
export function tokenFor(
  app: FastifyInstance,
  { ids, clock }: Pick<Services, 'ids' | 'clock'>,
  actor: { id: string; role: Role; unionId?: string | null },
): string {
  return app.jwt.sign({
    sub: actor.id,
    role: actor.role,
    unionId: actor.unionId ?? null,
    jti: ids.next(clock.now()),
    since: clock.now(),
    // As good for what weighs most as it is for the rest.
    proven: clock.now() + 86_400_000,
    until: clock.now() + 86_400_000,
  })
}

export type RouteInput = {
  params?: Record<string, string>
  query?: Record<string, string | number>
  body?: unknown
  /** The body of a route that takes a file as it is. */
  bytes?: Uint8Array
  token?: string
  headers?: Record<string, string>
}

/** What somebody who registers sends, with what is otherwise in `patch`. */
export const registration = (unionId: string, patch: object) => ({
  fullName: 'Lò Văn Páo',
  birthDate: '1990-05-23',
  unionId,
  contestantKind: 'member',
  consentVersion: 'v1',
  ...patch,
})

/** Call a route by its name, as a script with a Bearer token would. */
export function callRoute(app: FastifyInstance, name: RouteName, input: RouteInput = {}): Promise<LightMyRequestResponse> {
  const [method, pattern] = routes[name].split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
  const url = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(input.params?.[key] ?? ''))
  return app.inject({
    method,
    url,
    ...(input.query === undefined ? {} : { query: Object.fromEntries(Object.entries(input.query).map(([key, value]) => [key, String(value)])) }),
    ...(input.bytes === undefined ? {} : { payload: Buffer.from(input.bytes) }),
    ...(input.body === undefined ? {} : { payload: input.body as object }),
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(input.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...(input.token === undefined ? {} : { authorization: `Bearer ${input.token}` }),
      ...input.headers,
    },
  })
}
