import type { OpenHours } from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { startOfDay } from '../../server/src/domain/local-time.ts'
import { dailyHours, openAt } from '../../server/src/domain/opening-hours.ts'

const iso = (at: number): string => new Date(at).toISOString().replace(':00.000Z', 'Z')
const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('the first moment of a day', () => {
  test.each([
    // a moment,              zone,               its day begins
    ['2021-05-23T00:00+07:00', 'Asia/Ho_Chi_Minh', '2021-05-22T17:00Z'],
    ['2021-05-22T23:59+07:00', 'Asia/Ho_Chi_Minh', '2021-05-21T17:00Z'],
    ['2021-05-23T12:00Z', 'UTC', '2021-05-23T00:00Z'],
    // The clock is set forward at 02:00 and back at 03:00 on these days.
    ['2021-03-28T12:00+02:00', 'Europe/Berlin', '2021-03-27T23:00Z'],
    ['2021-10-31T12:00+01:00', 'Europe/Berlin', '2021-10-30T22:00Z'],
    // There is no midnight on this day: the clock jumps from 23:59:59 to 01:00.
    ['2018-11-04T12:00-02:00', 'America/Sao_Paulo', '2018-11-04T03:00Z'],
  ])('%s in %s: %s', (at, timeZone, begins) => {
    expect(iso(startOfDay(Date.parse(at), timeZone))).toBe(begins)
  })
})

describe('days and hours', () => {
  const week: OpenHours = { days: [2, 4, 7], from: '07:00', until: '21:00' }
  test.each([
    // Tuesday, Thursday and Sunday from 07:00 to 21:00; 18/5/2021 was a Tuesday
    ['18T06:59', false, '18T07:00'],
    ['18T07:00', true, '18T07:00'],
    ['18T20:59', true, '18T07:00'],
    ['18T21:00', false, '20T07:00'],
    ['19T12:00', false, '20T07:00'],
    ['22T12:00', false, '23T07:00'],
    ['23T21:00', false, '25T07:00'],
  ])('on %s: open is %s, the hours begin %s', (at, open, begins) => {
    const moment = Date.parse(`2021-05-${at}:00+07:00`)
    expect(openAt(week, 'Asia/Ho_Chi_Minh', moment)).toBe(open)
    expect(iso(dailyHours(week, 'Asia/Ho_Chi_Minh', moment).opensAt)).toBe(iso(Date.parse(`2021-05-${begins}:00+07:00`)))
  })

  it('one day a week is found from the day after it', () => {
    const mondays: OpenHours = { days: [1], from: '00:00', until: '24:00' }
    const found = dailyHours(mondays, 'Asia/Ho_Chi_Minh', Date.parse('2021-05-25T00:00+07:00'))
    expect([iso(found.opensAt), iso(found.closesAt)]).toEqual(['2021-05-30T17:00Z', '2021-05-31T17:00Z'])
  })

  it('without hours it is always open', () => expect(openAt(null, 'Asia/Ho_Chi_Minh', 0)).toBe(true))

  test.each([
    // on the day when clocks change,   from,    until,   opens,             closes
    ['2021-03-28T05:00Z', '02:30', '06:00', '2021-03-28T01:30Z', '2021-03-28T04:00Z', 'what falls into the gap comes as much later'],
    ['2021-03-27T23:30Z', '00:00', '24:00', '2021-03-27T23:00Z', '2021-03-28T22:00Z', 'a day of 23 hours'],
    ['2021-10-30T23:30Z', '00:00', '24:00', '2021-10-30T22:00Z', '2021-10-31T23:00Z', 'a day of 25 hours'],
    ['2021-10-31T00:30Z', '02:30', '04:00', '2021-10-31T00:30Z', '2021-10-31T03:00Z', 'the first of two half past two opens'],
    ['2021-10-31T00:45Z', '00:00', '02:30', '2021-10-30T22:00Z', '2021-10-31T01:30Z', 'the second one closes'],
  ])('Berlin at %s, %s to %s: %s to %s (%s)', (at, from, until, opens, closes) => {
    const moment = Date.parse(at) > Date.parse(opens) ? Date.parse(opens) : Date.parse(at)
    const found = dailyHours({ days: everyDay, from, until }, 'Europe/Berlin', moment)
    expect([iso(found.opensAt), iso(found.closesAt)]).toEqual([opens, closes])
  })
})
