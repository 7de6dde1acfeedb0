import type { OpenHours } from '@hoithi/shared/contracts/rules'
import type { Window } from './contest.ts'
import { clockMs, dayOf, momentAt, wallTime, weekdayOf } from './local-time.ts'

const DAY_MS = 86_400_000
/** Beyond this many days without an open one there is none: days name at least one of seven. */
const WEEK = 8
/** Every weekday comes once whole inside so many days, whatever the window's ends cut off. */
const DAYS_ENOUGH = 9

/** Open and close on the day whose wall midnight is given; null on a day that is not named. */
function hoursOn(midnight: number, { days, from, until }: OpenHours, timeZone: string): Window | null {
  if (!days.includes(weekdayOf(midnight))) return null
  return { opensAt: momentAt(midnight + clockMs(from), timeZone), closesAt: momentAt(midnight + clockMs(until), timeZone, 'last') }
}

/** The hours that hold `at`, or the next ones after it; half-open like every window. */
export function dailyHours(hours: OpenHours, timeZone: string, at: number): Window {
  const today = dayOf(wallTime(at, timeZone))
  for (let day = 0; day < WEEK; day += 1) {
    const found = hoursOn(today + day * DAY_MS, hours, timeZone)
    if (found !== null && at < found.closesAt) return found
  }
  throw new Error('the hours name no day of the week')
}

export function openAt(hours: OpenHours | null, timeZone: string, at: number): boolean {
  return hours === null || dailyHours(hours, timeZone, at).opensAt <= at
}

/** The hours of a round that hold `now` or come next, and those after them, as far as it is open; null where it has none. */
export function nextHours(round: Window & { rules: { hours: OpenHours | null } }, timeZone: string, now: number): Window[] | null {
  const { hours } = round.rules
  if (hours === null) return null
  const first = dailyHours(hours, timeZone, Math.max(now, round.opensAt))
  return [first, dailyHours(hours, timeZone, first.closesAt)].filter(({ opensAt }) => opensAt < round.closesAt)
}

/** The longest single stretch, in milliseconds, for which the hours are open inside a window; 0 when they never are. */
export function longestOpening(hours: OpenHours, window: Window, timeZone: string): number {
  const first = dayOf(wallTime(window.opensAt, timeZone))
  const last = Math.min(dayOf(wallTime(window.closesAt, timeZone)), first + DAYS_ENOUGH * DAY_MS)
  let longest = 0
  for (let day = first; day <= last; day += DAY_MS) {
    const found = hoursOn(day, hours, timeZone)
    if (found === null) continue
    longest = Math.max(longest, Math.min(window.closesAt, found.closesAt) - Math.max(window.opensAt, found.opensAt))
  }
  return longest
}
