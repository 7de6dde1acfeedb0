import type { OpenHours } from '@hoithi/shared/contracts/rules'
import type { Window } from './contest.ts'
import { clockMs, dayOf, momentAt, wallTime, weekdayOf } from './local-time.ts'

const DAY_MS = 86_400_000
/** Every weekday comes once whole inside so many days, whatever the window's ends cut off. */
const DAYS_ENOUGH = 9

/** The longest single stretch, in milliseconds, for which the hours are open inside a window; 0 when they never are. */
export function longestOpening({ days, from, until }: OpenHours, window: Window, timeZone: string): number {
  const first = dayOf(wallTime(window.opensAt, timeZone))
  const last = Math.min(dayOf(wallTime(window.closesAt, timeZone)), first + DAYS_ENOUGH * DAY_MS)
  let longest = 0
  for (let day = first; day <= last; day += DAY_MS) {
    if (!days.includes(weekdayOf(day))) continue
    const opens = Math.max(window.opensAt, momentAt(day + clockMs(from), timeZone))
    const closes = Math.min(window.closesAt, momentAt(day + clockMs(until), timeZone))
    longest = Math.max(longest, closes - opens)
  }
  return longest
}
