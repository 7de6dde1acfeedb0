const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const words = {
  before: { days: 'dataRequests.dueIn.days', hours: 'dataRequests.dueIn.hours' },
  after: { days: 'dataRequests.late.days', hours: 'dataRequests.late.hours' },
} as const

/** How long there is to answer, or since when it is overdue: whole days from two on, whole hours below. */
export function timeLeft(dueAt: number, now: number) {
  const ms = Math.abs(dueAt - now)
  const unit = ms >= 2 * DAY_MS ? 'days' : 'hours'
  return { key: words[dueAt > now ? 'before' : 'after'][unit], n: Math.floor(ms / (unit === 'days' ? DAY_MS : HOUR_MS)) }
}
