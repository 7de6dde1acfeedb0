import type { OpenHours } from '@hoithi/shared/contracts/rules'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Beyond this many days without an open one there is none: days name at least one of seven. */
const WEEK = 8

const formatters = new Map<string, Intl.DateTimeFormat>()

/** One formatter for each zone: making one costs a hundred times what using it does. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}

/** What the clocks on the wall of a zone show at a moment, as if it were UTC; whole seconds. */
function wallTime(at: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second)
}

/** The moment at which the wall shows a time; of two (clocks set back) the asked one, and after a gap (set forward) as much later. */
function momentOf(wall: number, timeZone: string, which: 'first' | 'last'): number {
  const offsetAt = (at: number): number => wallTime(at, timeZone) - Math.floor(at / 1_000) * 1_000
  const offsets = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)]
  const moments = offsets.map((offset) => wall - offset).filter((at) => wallTime(at, timeZone) === wall)
  if (moments.length === 0) return wall - (offsets[0] ?? 0)
  return which === 'first' ? Math.min(...moments) : Math.max(...moments)
}

/** The first moment of the calendar day, in a zone, that holds `at`. */
export function startOfDay(at: number, timeZone: string): number {
  const wall = wallTime(at, timeZone)
  return momentOf(wall - (wall % DAY_MS), timeZone, 'first')
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Open and close on the day whose wall midnight is given; null on a day that is not named. */
function hoursOn(midnight: number, hours: OpenHours, timeZone: string): { opensAt: number; closesAt: number } | null {
  const weekday = new Date(midnight).getUTCDay() || 7
  if (!hours.days.includes(weekday)) return null
  return {
    opensAt: momentOf(midnight + minutesOf(hours.from) * MINUTE_MS, timeZone, 'first'),
    closesAt: momentOf(midnight + minutesOf(hours.until) * MINUTE_MS, timeZone, 'last'),
  }
}

export type Daily = { opensAt: number; closesAt: number }

/** The hours that hold `at`, or the next ones after it; half-open like every window. */
export function dailyHours(hours: OpenHours, timeZone: string, at: number): Daily {
  const wall = wallTime(at, timeZone)
  for (let day = 0; day < WEEK; day += 1) {
    const found = hoursOn(wall - (wall % DAY_MS) + day * DAY_MS, hours, timeZone)
    if (found !== null && at < found.closesAt) return found
  }
  throw new Error('the hours name no day of the week')
}

export function openAt(hours: OpenHours | null, timeZone: string, at: number): boolean {
  return hours === null || dailyHours(hours, timeZone, at).opensAt <= at
}

/** The hours of a round that hold `now` or come next, and those after them, as far as it is open; null where it has none. */
export function nextHours(
  round: { rules: { hours: OpenHours | null }; opensAt: number; closesAt: number },
  timeZone: string,
  now: number,
): Daily[] | null {
  const { hours } = round.rules
  if (hours === null) return null
  const first = dailyHours(hours, timeZone, Math.max(now, round.opensAt))
  return [first, dailyHours(hours, timeZone, first.closesAt)].filter(({ opensAt }) => opensAt < round.closesAt)
}
