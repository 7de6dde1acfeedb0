import { expect, test } from 'vitest'
import { isWorkingDay, publicHolidays } from '../../server/src/domain/public-holidays.ts'

const DAY = 86_400_000
const written = (day: number): string => `${new Date(day).getUTCDate()}/${new Date(day).getUTCMonth() + 1}`
/** The days from Monday to Friday that are off, as a calendar on the wall shows them. */
function daysOff(year: number): string {
  const days = Array.from({ length: 366 }, (_, index) => Date.UTC(year, 0, 1) + index * DAY)
  return days
    .filter((day) => new Date(day).getUTCFullYear() === year && ![0, 6].includes(new Date(day).getUTCDay()) && !isWorkingDay(day))
    .map(written)
    .join(' ')
}

// As the government announced them, less the days that it added around Tết.
test.each([
  [2021, '1/1 11/2 12/2 15/2 21/4 30/4 3/5 2/9 3/9'],
  [2022, '3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9'],
  [2023, '2/1 23/1 24/1 25/1 1/5 2/5 3/5 1/9 4/9'],
  [2024, '1/1 9/2 12/2 13/2 18/4 30/4 1/5 2/9 3/9'],
  [2025, '1/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 1/9 2/9'],
  [2026, '1/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 1/9 2/9'],
])('in %i nobody works on %s', (year, days) => expect(daysOff(year)).toBe(days))

test.each([
  [2027, '1/1 5/2 8/2 9/2 16/4 30/4 3/5 2/9'],
  [2030, '1/1 1/2 4/2 5/2 12/4 30/4 1/5 2/9'],
])('in %i, of which nothing is decreed yet, on %s', (year, days) => expect(daysOff(year)).toBe(days))

test('beyond the table of lunar days only the days of the sun’s year are off', () => {
  expect([...publicHolidays(2099)].map(written)).toEqual(['1/1', '30/4', '1/5', '2/9'])
})

test('the table holds what the lunar calendar can be: Tết from 20/1 to 20/2, Giỗ Tổ from 28/3 to 29/4, a whole number of months and nine days apart', () => {
  for (let year = 2021; year <= 2040; year += 1) {
    const [eve, first] = [...publicHolidays(year)] as [number, number]
    expect([year, first - eve]).toEqual([year, DAY])
    expect([year, first >= Date.UTC(year, 0, 20), first <= Date.UTC(year, 1, 20)]).toEqual([year, true, true])
    const ancestors = [...publicHolidays(year)].find((day) => day >= Date.UTC(year, 2, 28) && day <= Date.UTC(year, 3, 29))!
    const months = ((ancestors - first) / DAY - 9) / 29.53
    expect([year, Math.abs(months - Math.round(months)) < 0.05, [2, 3].includes(Math.round(months))]).toEqual([year, true, true])
  }
})
