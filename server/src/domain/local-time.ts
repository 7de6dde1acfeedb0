const QUARTER_MS = 900_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MOST_KEPT = 20_000

const clocks = new Map<string, Intl.DateTimeFormat>()
/** Offsets change on quarters of an hour only, so each quarter is asked for once. */
const offsets = new Map<string, number>()

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(at / QUARTER_MS)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MOST_KEPT) offsets.clear()
  const offset = localClock(at, timeZone) - Math.floor(at / 1000) * 1000
  offsets.set(key, offset)
  return offset
}

/** What a clock in the zone shows at a moment, written as if it stood in UTC. */
function localClock(at: number, timeZone: string): number {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second'])
}

/** The moment at which a clock in the zone shows `local`. */
function momentOf(local: number, timeZone: string): number {
  const guess = local - offsetAt(local, timeZone)
  return local - offsetAt(guess, timeZone)
}

const local = (at: number, timeZone: string): number => at + offsetAt(at, timeZone)

/** The whole hour, on the zone's clock, in which a moment lies. */
export function startOfHour(at: number, timeZone: string): number {
  return at - (local(at, timeZone) % HOUR_MS)
}

/** The midnight, on the zone's clock, with which the day of a moment begins; `days` later or earlier if asked. */
export function startOfDay(at: number, timeZone: string, days = 0): number {
  const clock = local(at, timeZone)
  return momentOf(clock - (clock % DAY_MS) + days * DAY_MS, timeZone)
}

/** The Monday's midnight with which the week of a moment begins; `weeks` later or earlier if asked. */
export function startOfWeek(at: number, timeZone: string, weeks = 0): number {
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(local(at, timeZone) / DAY_MS) + 3) % 7
  return startOfDay(at, timeZone, weeks * 7 - weekday)
}
