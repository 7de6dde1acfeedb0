import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { clockTime, day, moment, momentSeconds, number } from '../../web/src/lib/format.ts'

test.each([
  [0, 0, '0', '0'],
  [999, 0, '999', '999'],
  [1_000, 0, '1.000', '1,000'],
  [25_114, 0, '25.114', '25,114'],
  [1_060_438, 0, '1.060.438', '1,060,438'],
  [9.575, 2, '9,58', '9.58'],
  [12.5, 2, '12,5', '12.5'],
  [1234.05, 1, '1.234,1', '1,234.1'],
  [-1_532, 0, '-1.532', '-1,532'],
  [-0.004, 2, '0', '0'],
  [1e-9, 2, '0', '0'],
])('%d with at most %d decimals is %s, in English %s', (value, digits, vi, en) => {
  expect([number(value, 'vi', digits), number(value, 'en', digits)]).toEqual([vi, en])
})

it('writes what the tables of the browser would', () => {
  const figure = fc.oneof(
    fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
    fc.integer({ min: -9_999_999, max: 9_999_999 }).map((n) => n / 1000),
  )
  fc.assert(
    fc.property(figure, fc.integer({ min: 0, max: 2 }), (value, digits) => {
      const tables = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: digits }).format(value)
      expect(number(value, 'vi', digits)).toBe(tables === '-0' ? '0' : tables)
    }),
  )
})

const ms = (iso: string): number => Date.parse(iso)

test.each([
  ['2021-05-23T17:00:00Z', '00:00 24/05/2021', '00:00:00 24/05/2021', '24/05/2021'],
  ['2021-05-23T16:59:59.999Z', '23:59 23/05/2021', '23:59:59 23/05/2021', '23/05/2021'],
  ['2020-12-31T17:00:01Z', '00:00 01/01/2021', '00:00:01 01/01/2021', '01/01/2021'],
  ['2024-02-28T20:30:00Z', '03:30 29/02/2024', '03:30:00 29/02/2024', '29/02/2024'],
])('%s is %s in the contest’s zone', (at, minute, second, date) => {
  expect([moment(ms(at)), momentSeconds(ms(at)), day(ms(at))]).toEqual([minute, second, date])
})

it('writes moments as the time-zone tables would, in every year of a contest', () => {
  const tables = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'medium' })
  fc.assert(
    fc.property(fc.integer({ min: ms('2000-01-01'), max: ms('2100-01-01') }), (at) => {
      const [date, time] = tables.format(at).split(', ')
      expect(momentSeconds(at)).toBe(`${time} ${date}`)
    }),
  )
})

test.each([
  [0, '00:00'],
  [59_001, '01:00'],
  [3_600_000, '1:00:00'],
  [-5, '00:00'],
])('%d ms left read %s', (left, shown) => {
  expect(clockTime(left)).toBe(shown)
})
