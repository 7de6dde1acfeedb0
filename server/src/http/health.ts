import type { FastifyInstance } from 'fastify'
import { backupFigures, backupReadiness } from './backup-health.ts'
import type { Services } from '../services.ts'
import { unready } from './readiness.ts'
import { languageOf } from './refusals.ts'
import type { Traffic } from './traffic.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Told to stop: what is under way is finished, and a monitor hears it first. */
    stopping: boolean
  }
}

/** A clock that was set back by less is level again within a quarter of an hour. */
const LONGEST_AHEAD_MS = 60_000

/** /healthz: the process answers. /readyz: a write reaches the disk, or why not, and how it stands with the copies. /metrics: figures for a monitor, in Prometheus text. */
export function healthRoutes(app: FastifyInstance, { storage, projector, clock, backups }: Services, traffic: Traffic): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))

  app.decorate('stopping', false)
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    const error = await fault()
    if (error !== undefined) return reply.code(503).send(unready(error, languageOf(request)))
    return { ok: true, ...backupReadiness(await backups.look()) }
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

  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const memory = process.memoryUsage()
    const figures = {
      hoithi_log_entries: (await storage.log.head()).seq,
      hoithi_projector_lag_entries: await projector.lag(),
      hoithi_contestants: await storage.accounts.contestantCount(),
      hoithi_clock_ms: clock.now(),
      ...backupFigures(await backups.look()),
      hoithi_saves_total: traffic.totals.saves,
      hoithi_server_errors_total: traffic.totals.serverErrors,
      ...Object.fromEntries(Object.entries(traffic.totals.refusals).map(([code, total]) => [`hoithi_refusals_total{code="${code}"}`, total])),
      process_resident_memory_bytes: memory.rss,
      process_uptime_seconds: Math.round(process.uptime()),
    }
    return reply.type('text/plain; version=0.0.4').send(
      Object.entries(figures)
        .map(([name, value]) => `${name} ${value}\n`)
        .join(''),
    )
  })
}
