import type { FastifyInstance } from 'fastify'
import { backupFigures, backupReadiness } from './backup-health.ts'
import type { Services } from '../services.ts'
import type { Traffic } from './traffic.ts'

/** /healthz: the process answers. /readyz: a write reaches the disk. /metrics: figures for a monitor, in Prometheus text. */
export function healthRoutes(app: FastifyInstance, { storage, projector, clock, backups }: Services, traffic: Traffic): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))

  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await storage.ready()
      return { ok: true, ...backupReadiness(await backups.look()) }
    } catch (error) {
      return reply.code(503).send({ ok: false, reason: error instanceof Error ? error.message : 'not ready' })
    }
  })

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
