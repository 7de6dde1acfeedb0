import { day, moment } from '../../lib/format.ts'
import { t } from '../../lib/text/play-rounds.svelte.ts'
import { windowNow } from '../next-step.ts'
import type { RoundView } from '../session.svelte.ts'

const clock = (at: number): string => moment(at).slice(0, 5)

/** The open hours of today, or of the next day that has any; null where the whole window is open or nothing comes any more. */
export function hoursText(round: Pick<RoundView, 'opensAt' | 'closesAt' | 'daily'>, now: number): string | null {
  const { opensAt, closesAt } = windowNow(round, now)
  if (round.daily === null || now >= closesAt) return null
  // The midnight that ends a day is its 24:00, not the next one's 00:00.
  const to = clock(closesAt) === '00:00' ? '24:00' : clock(closesAt)
  const key = day(opensAt) === day(now) || opensAt <= now ? 'hours.today' : 'hours.next'
  return t(key, { from: clock(opensAt), to, day: day(opensAt) })
}
