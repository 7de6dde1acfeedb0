import { startOfDay, wallTime } from './local-time.ts'

const HOUR_MS = 3_600_000
const HOURS = 24

export type Busy = { at: number; people: number; attempts: number }

/** Attempts and people by the hour of the day (`at` 0 … 23) and by the day (`at`: its first moment), on the wall clock of a zone. */
export function peopleByTime(timeZone: string) {
  const hours = Array.from({ length: HOURS }, (_, at): Busy => ({ at, people: 0, attempts: 0 }))
  const days = new Map<number, Busy>()
  const dayAt = (at: number): Busy => {
    const known = days.get(at) ?? { at, people: 0, attempts: 0 }
    days.set(at, known)
    return known
  }
  return {
    /** All moments at which one person handed in; a person counts once in each hour and each day. */
    add(moments: readonly number[]): void {
      const inHours = moments.map((at) => hours[Math.floor(wallTime(at, timeZone) / HOUR_MS) % HOURS]).filter((hour) => hour !== undefined)
      const inDays = moments.map((at) => dayAt(startOfDay(at, timeZone)))
      for (const busy of [...inHours, ...inDays]) busy.attempts += 1
      for (const busy of new Set([...inHours, ...inDays])) busy.people += 1
    },
    result: (): { hours: Busy[]; days: Busy[] } => ({ hours, days: [...days.values()].sort((a, b) => a.at - b.at) }),
  }
}
