import { weekdayOf } from './local-time.ts'

const DAY_MS = 86_400_000
const FRIDAY = 5

/**
 * The first day of Tết and Giỗ Tổ (10/3 of the lunar year) by the calendar of Việt Nam, reckoned at UTC+7. Node’s Chinese calendar is no source for them: it has
 * Tết of 2027 a day late, and Hà Nội sees some new moons on the day before Beijing (Tết of 2030, Giỗ Tổ of 2037 and 2038).
 */
const lunar: Readonly<Record<number, readonly [tet: string, ancestors: string]>> = {
  2021: ['02-12', '04-21'],
  2022: ['02-01', '04-10'],
  2023: ['01-22', '04-29'],
  2024: ['02-10', '04-18'],
  2025: ['01-29', '04-07'],
  2026: ['02-17', '04-26'],
  2027: ['02-06', '04-16'],
  2028: ['01-26', '04-04'],
  2029: ['02-13', '04-23'],
  2030: ['02-02', '04-12'],
  2031: ['01-23', '04-01'],
  2032: ['02-11', '04-19'],
  2033: ['01-31', '04-09'],
  2034: ['02-19', '04-28'],
  2035: ['02-08', '04-17'],
  2036: ['01-28', '04-06'],
  2037: ['02-15', '04-24'],
  2038: ['02-04', '04-13'],
  2039: ['01-24', '04-03'],
  2040: ['02-12', '04-20'],
}

/** The day beside 2 September that is off too, as it was decreed; of a year that is not here only 2 September is. */
const besideNationalDay: Readonly<Record<number, string>> = {
  2021: '09-03',
  2022: '09-01',
  2023: '09-01',
  2024: '09-03',
  2025: '09-01',
  2026: '09-01',
}

const dayIn = (year: number, day: string): number => Date.parse(`${year}-${day}T00:00:00Z`)

const isWeekend = (day: number): boolean => weekdayOf(day) > FRIDAY

/**
 * The days of a year on which nobody has to work (Bộ luật Lao động 2019, điều 111 and 112), as midnights of the wall clock: 1/1, Giỗ Tổ, 30/4, 1/5 and 2/9, each
 * moved on from a weekend, the day beside 2/9, and Tết from the last day of the old year to the fourth of the new. What more is decreed around Tết, and what the
 * tables above do not reach, counts as worked on: an answer is then due too early, never too late.
 */
export function publicHolidays(year: number): ReadonlySet<number> {
  const [tet, ancestors] = lunar[year] ?? []
  const beside = besideNationalDay[year]
  const single = ['01-01', '04-30', '05-01', '09-02', ...(ancestors === undefined ? [] : [ancestors])].map((day) => dayIn(year, day))
  const atTet = tet === undefined ? [] : [-1, 0, 1, 2, 3].map((offset) => dayIn(year, tet) + offset * DAY_MS)
  const days = new Set([...atTet, ...single, ...(beside === undefined ? [] : [dayIn(year, beside)])])
  for (const day of single.toSorted((a, b) => a - b)) if (isWeekend(day)) days.add(nextFree(day, days))
  return days
}

function nextFree(day: number, taken: ReadonlySet<number>): number {
  const next = day + DAY_MS
  return isWeekend(next) || taken.has(next) ? nextFree(next, taken) : next
}

/** Whether a day, as the midnight of its wall clock, is worked on. */
export const isWorkingDay = (day: number): boolean => !isWeekend(day) && !publicHolidays(new Date(day).getUTCFullYear()).has(day)
