const MINUTE_MS = 60_000
const QUARTER_MS = 900_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MOST_KEPT = 20_000
/** A zone may be named in any mix of capitals, and a formatter takes 60 KB. */
const MOST_CLOCKS = 100

const clocks = new Map<string, Intl.DateTimeFormat>()
/** Offsets change on quarters of an hour only, so each quarter is asked for once. */
const offsets = new Map<string, number>()

/** One formatter for each zone: making one costs more than using it a thousand times. Throws RangeError on an unknown zone. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
  if (clocks.size >= MOST_CLOCKS) clocks.clear()
  clocks.set(timeZone, clock)
  return clock
}

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
  const part = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second'])
}

export function isTimeZone(name: string): boolean {
  try {
    clockOf(name)
    return true
  } catch {
    return false
  }
}

/** What the clock on a zone's wall shows at a moment, as if that were UTC: milliseconds that only another wall time compares with. */
export const wallTime = (at: number, timeZone: string): number => at + offsetAt(at, timeZone)

/** The moment at which a zone's wall clock shows a time; of two such moments the first unless asked otherwise, and for a time that is skipped the one as far after the gap. */
export function momentAt(wall: number, timeZone: string, which: 'first' | 'last' = 'first'): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((at) => offsetAt(at, timeZone))
  const moments = offsets.map((offset) => wall - offset).filter((at) => wallTime(at, timeZone) === wall)
  if (moments.length === 0) return wall - (offsets[0] ?? 0)
  return which === 'first' ? Math.min(...moments) : Math.max(...moments)
}

export const dayOf = (wall: number): number => Math.floor(wall / DAY_MS) * DAY_MS
/** 1 Monday … 7 Sunday; day 0 of the epoch was a Thursday. */
export const weekdayOf = (wall: number): number => ((((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7) + 1

/** "07:30" as milliseconds after midnight; "24:00" is the next one. */
export function clockMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE_MS
}

/** A moment moved by what two other moments differ on the wall, so that local clock times stay what they were. */
export function movedOnWall(at: number, from: number, to: number, timeZone: string): number {
  return momentAt(wallTime(at, timeZone) + wallTime(to, timeZone) - wallTime(from, timeZone), timeZone)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** hh:mm dd/MM/yyyy in a zone. */
export function momentWords(at: number, timeZone: string): string {
  const wall = new Date(wallTime(at, timeZone))
  return `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())} ${two(wall.getUTCDate())}/${two(wall.getUTCMonth() + 1)}/${wall.getUTCFullYear()}`
}

/** The whole hour, on the zone's clock, in which a moment lies. */
export function startOfHour(at: number, timeZone: string): number {
  return at - (wallTime(at, timeZone) % HOUR_MS)
}

/** The midnight, on the zone's clock, with which the day of a moment begins; `days` later or earlier if asked. */
export function startOfDay(at: number, timeZone: string, days = 0): number {
  const clock = wallTime(at, timeZone)
  return momentAt(clock - (clock % DAY_MS) + days * DAY_MS, timeZone)
}

/** The Monday's midnight with which the week of a moment begins; `weeks` later or earlier if asked. */
export function startOfWeek(at: number, timeZone: string, weeks = 0): number {
  return startOfDay(at, timeZone, weeks * 7 - (weekdayOf(wallTime(at, timeZone)) - 1))
}
