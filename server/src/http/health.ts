import type { FastifyInstance } from 'fastify'
import { backupReadiness } from './backup-health.ts'
import type { Services } from '../services.ts'
import { unready } from './readiness.ts'
import { languageOf } from './refusals.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Told to stop: what is under way is finished, and a monitor hears it first. */
    stopping: boolean
  }
}

/** Below this the log and the copies soon have no room. */
const LOW_BYTES = 512 * 1024 * 1024
/** More entries than that are more than a few seconds of boards. */
const LATE_ENTRIES = 2_000

type Checks = Record<'database' | 'disk' | 'projector' | 'clock', string>

/** How each part stands: ok, or what ails it. `reason`: why nothing can be written; null: it can. */
function checked(reason: string | null, freeBytes: number | null, lag: number | null): Checks {
  const about = reason === null ? null : reason === 'clock-set-back' ? 'clock' : /^(disk|no-file)/.test(reason) ? 'disk' : 'database'
  return {
    database: 'ok',
    disk: freeBytes !== null && freeBytes < LOW_BYTES ? 'low' : 'ok',
    projector: lag === null ? 'unknown' : lag > LATE_ENTRIES ? 'late' : 'ok',
    clock: 'ok',
    ...(about === null || reason === null ? {} : { [about]: reason }),
  }
}

/** A clock that was set back by less is level again within a quarter of an hour. */
const LONGEST_AHEAD_MS = 60_000

/** /healthz: the process answers. /readyz: a write reaches the disk, or why not, and how it stands with the copies. */
export function healthRoutes(app: FastifyInstance, { storage, projector, clock, backups, machine }: Services): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))

  app.decorate('stopping', false)
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    // Asked at once: each of them waits for a database that is away.
    const behind = projector.lag().catch(() => null)
    const error = await fault()
    if (error === null) return reply.code(503).send(unready(null, languageOf(request)))
    const [freeBytes, lag] = await Promise.all([machine.freeBytes(), behind])
    if (error !== undefined) {
      const said = unready(error, languageOf(request))
      return reply.code(503).send({ ...said, checks: checked(said.reason, freeBytes, lag) })
    }
    const [checks, copies] = [checked(null, freeBytes, lag), backupReadiness(await backups.look())]
    const late = Object.entries(checks).flatMap(([name, state]) => (state === 'ok' ? [] : [`${name}-${state}`]))
    return { ok: true, ...copies, degraded: [...copies.degraded, ...late], checks }
  })
  /** Why it is not ready; null: it is stopping; undefined: it is ready. */
  async function fault(): Promise<unknown> {
    if (app.stopping) return null
    if ((clock.aheadMs?.() ?? 0) > LONGEST_AHEAD_MS) return { code: 'CLOCK_SET_BACK' }
    return storage.ready().then(
      () => undefined,
      (failed: unknown) => failed ?? 'failed',
    )
  }
}
