import { describe, expect, test } from 'vitest'
import { dueBy } from '../../server/src/domain/data-request.ts'

const at = (day: string, time: string) => Date.parse(`2021-05-${day}T${time}+07:00`)

// Monday is 10 May 2021.
describe('two working days end', () => {
  test.each([
    ['Monday morning', '10', '08:00:00', '13'],
    ['the last second of Monday', '10', '23:59:59', '13'],
    ['Tuesday', '11', '00:00:00', '14'],
    ['Wednesday: with Friday', '12', '17:00:00', '15'],
    ['Thursday: with Monday', '13', '17:00:00', '18'],
    ['Friday: with Tuesday', '14', '09:00:00', '19'],
    ['Saturday: with Tuesday', '15', '09:00:00', '19'],
    ['Sunday: with Tuesday', '16', '23:59:00', '19'],
  ])('asked on %s', (_when, day, time, end) => expect(dueBy(at(day, time))).toBe(at(end, '00:00:00')))

  test.each([
    ['before 30 April and 1 May, a Saturday moved on to Monday: with Wednesday', '2021-04-29', '2021-05-06'],
    ['the day before Giỗ Tổ: with Friday', '2021-04-20', '2021-04-24'],
    ['in the last days of the old year, over Tết', '2021-02-10', '2021-02-18'],
    ['on New Year’s Eve, a Friday', '2021-12-31', '2022-01-06'],
    ['before 2 September and the day after it', '2021-09-01', '2021-09-08'],
  ])('asked %s', (_when, day, end) => expect(dueBy(Date.parse(`${day}T09:00:00+07:00`))).toBe(Date.parse(`${end}T00:00:00+07:00`)))
})
