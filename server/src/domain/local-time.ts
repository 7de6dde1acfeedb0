const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** One formatter for each zone: making one costs more than using it a thousand times. Throws RangeError on an unknown zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(timeZone, made)
  return made
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}

/** What the clock on a zone's wall shows at a moment, as if that were UTC: milliseconds that only another wall time compares with. */
export function wallTime(at: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000)
}

/** The moment at which a zone's wall clock shows a time; of two such moments the earlier, and for a time that is skipped the one as far after the gap. */
export function momentAt(wall: number, timeZone: string): number {
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((at) => wallTime(at, timeZone) - at)
  const found = offsets.map((offset) => wall - offset).filter((at) => wallTime(at, timeZone) === wall)
  return found.length > 0 ? Math.min(...found) : wall - (offsets[0] ?? 0)
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
