import type { Contest } from '../../domain/contest.ts'
import { startOfDay, startOfHour } from '../../domain/local-time.ts'
import type { Moment } from '../../ports/activity.ts'

const HOUR_MS = 3_600_000
const MOST_DAYS = 60

/** The newest moment of a contest that has anything to show: now, or its last one once it is over. */
export function newestMoment(contest: Pick<Contest, 'closesAt'>, now: number): number {
  return Math.min(now, contest.closesAt - 1)
}

/** Midnights from the contest's opening to the day of `upTo`, at most the last 60; none before it opens. */
export function daysOf({ opensAt, timeZone }: Pick<Contest, 'opensAt' | 'timeZone'>, upTo: number): number[] {
  const days: number[] = []
  for (let back = 0; back < MOST_DAYS; back += 1) {
    const day = startOfDay(upTo, timeZone, -back)
    if (day < startOfDay(opensAt, timeZone)) break
    days.unshift(day)
  }
  return days
}

/** The hours of a day on the zone's clock: 24, but for a change of summer time. */
export function hoursOf(day: number, timeZone: string): number[] {
  const hours: number[] = []
  for (let at = day; at < startOfDay(day, timeZone, 1); at = startOfHour(at + HOUR_MS, timeZone)) hours.push(at)
  return hours
}

/** A stretch for each start, empty where nothing happened. */
export function filled(starts: readonly number[], moments: readonly Moment[]): Moment[] {
  const known = new Map(moments.map((moment) => [moment.at, moment]))
  return starts.map((at) => known.get(at) ?? { at, people: 0, attempts: 0 })
}
