import type { RefusalCode } from '@hoithi/shared/refusals'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../ports/clock.ts'
import { rollingCounts } from './rolling-counts.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const RATE_OVER_SECONDS = 10

/** Asked to come back: neither an error nor a refusal for good. */
const asked: ReadonlySet<RefusalCode | null> = new Set<RefusalCode>(['server-busy', 'start-later', 'try-later'])

export type TrafficLook = {
  savesPerSecond: number
  savesLastMinute: number
  serverErrors: number
  refusals: { code: string; count: number }[]
}
export type Traffic = {
  /** Since the process started. */
  readonly totals: { saves: number; serverErrors: number; refusals: Partial<Record<RefusalCode, number>> }
  /** Saves of the last minute; errors and refusals of the last 60, the most frequent first. */
  look: () => TrafficLook
}

/** Counts what this process answered, after each reply has gone out. */
export function watchTraffic(app: FastifyInstance, clock: Pick<Clock, 'now'>): Traffic {
  const saves = rollingCounts(SECOND_MS, 60)
  const failures = rollingCounts(MINUTE_MS, 60)
  const totals: Traffic['totals'] = { saves: 0, serverErrors: 0, refusals: {} }

  app.addHook('onResponse', (request, reply, done) => {
    if (reply.statusCode === 200 && request.routeOptions.config.name === 'saveResponses') {
      totals.saves += 1
      saves.add('saves', clock.now())
    }
    if (reply.refusal !== null) {
      totals.refusals[reply.refusal] = (totals.refusals[reply.refusal] ?? 0) + 1
      failures.add(reply.refusal, clock.now())
    }
    if (reply.statusCode >= 500 && !asked.has(reply.refusal)) {
      totals.serverErrors += 1
      failures.add('5xx', clock.now())
    }
    done()
  })

  return {
    totals,
    look: () => {
      const now = clock.now()
      const failed = failures.sums(now)
      const serverErrors = failed.get('5xx') ?? 0
      failed.delete('5xx')
      return {
        savesPerSecond: (saves.sums(now, RATE_OVER_SECONDS).get('saves') ?? 0) / RATE_OVER_SECONDS,
        savesLastMinute: saves.sums(now).get('saves') ?? 0,
        serverErrors,
        refusals: [...failed].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
      }
    },
  }
}
