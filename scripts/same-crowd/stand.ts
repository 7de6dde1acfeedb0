import { createHash } from 'node:crypto'
import type { RouteName } from '@hoithi/shared/routes'
import { routes } from '@hoithi/shared/routes'
import type { Role } from '@hoithi/shared/contracts/common'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { StoreAt } from '../../server/src/domain/store-at.ts'
import type { ReplyOf } from '../../server/src/http/route.ts'
import { timeSortedIds } from '../../server/src/ids.ts'
import type { Services } from '../../server/src/services.ts'
import { root } from '../setup.mjs'

/** Everything that was asked and answered, in its order; `reply`: a digest of the bytes. */
export type Line = { at: number; name: RouteName; status: number; reply: string }
export type Asked = { params?: Record<string, string>; query?: Record<string, string>; body?: object; token?: string }
export type Answered<Name extends RouteName> = { status: number; bytes: Buffer; body: ReplyOf<Name> }

/** One store, and the settings of a server on it. */
export type Side = { name: string; dataDir: string; settings: Record<string, string>; store: StoreAt }

/** A server on a store of its own whose clock and chance are given: whatever it decides follows from the seed and from what it is asked. */
export type Stand = {
  services: Services
  store: StoreAt
  /** Move the clock on; it never goes back. */
  set: (at: number) => void
  session: (actor: { id: string; role: Role; unionId: string | null }) => string
  ask: <Name extends RouteName>(name: Name, asked?: Asked) => Promise<Answered<Name>>
  transcript: Line[]
  close: () => Promise<void>
}

const DAY_MS = 86_400_000

/** The bytes that ids and draws are made of. */
function chanceOf(seed: string): (count: number) => Buffer {
  let turn = 0
  return (count) => {
    turn += 1
    return createHash('sha256').update(`${seed}\n${turn}`).digest().subarray(0, count)
  }
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
/** The one word of a reply that names this very request. */
const nameless = (bytes: Buffer, type: string): Buffer =>
  type.startsWith('application/json') ? Buffer.from(bytes.toString().replace(/,?"requestId":"[^"]+"/, '')) : bytes

export async function openStand({ dataDir, settings, store }: Side, { seed, at }: { seed: string; at: number }): Promise<Stand> {
  let now = at
  const clock = { now: () => now, rehearsal: true }
  const secrets = { JWT_SECRET: `${seed} is no secret`.padEnd(32, '.'), SAFE_KEY: `${seed} is no key`.padEnd(32, '.') }
  const config = readConfig(
    {
      ...{
        DATA_DIR: dataDir,
        LOG_LEVEL: 'silent',
        ADDRESS_LIMIT: '100000000',
        PUBLIC_PAGE_MS: '0',
        STAFF_TOTP: 'optional',
        STAFF_IDLE_MINUTES: '1440',
      },
      ...secrets,
      ...settings,
    },
    root,
  )
  const services = await compose(config, clock, clock.now, timeSortedIds(chanceOf(seed)))
  const app: FastifyInstance = await buildApp(services)
  const transcript: Line[] = []
  return {
    services,
    store,
    transcript,
    set(next) {
      if (next < now) throw new Error('the clock was set back')
      now = next
    },
    session: ({ id, role, unionId }) =>
      app.jwt.sign({ sub: id, role, unionId, jti: services.ids.next(now), since: now, proven: now + 60 * DAY_MS, until: now + 60 * DAY_MS }),
    async ask(name, { params = {}, query = {}, body, token } = {}) {
      const [method, pattern] = routes[name].split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
      const reply = await app.inject({
        method,
        url: pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? '')),
        query,
        ...(body === undefined ? {} : { payload: body }),
        headers: { 'sec-fetch-site': 'same-origin', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      })
      const type = String(reply.headers['content-type'] ?? '')
      const bytes = nameless(reply.rawPayload, type)
      transcript.push({ at: now, name, status: reply.statusCode, reply: digest(bytes) })
      return { status: reply.statusCode, bytes, body: (type.startsWith('application/json') ? JSON.parse(bytes.toString()) : null) as never }
    },
    async close() {
      await app.close()
      await services.projector.stop()
      await services.leader.stop()
      await services.storage.close()
    },
  }
}
