import { describe, expect, test } from 'vitest'
import { startOfDay, startOfHour, startOfWeek } from '../../server/src/domain/local-time.ts'

const VIETNAM = 'Asia/Ho_Chi_Minh'
const iso = (at: number): string => new Date(at).toISOString()

describe('stretches of time begin on the clock of the contest’s zone', () => {
  const cases: [now: string, zone: string, hour: string, day: string, week: string][] = [
    // The last and the first millisecond of a week: Sunday 9/5 and Monday 10/5/2021.
    ['2021-05-09T23:59:59.999+07:00', VIETNAM, '2021-05-09T23:00+07:00', '2021-05-09T00:00+07:00', '2021-05-03T00:00+07:00'],
    ['2021-05-10T00:00:00.000+07:00', VIETNAM, '2021-05-10T00:00+07:00', '2021-05-10T00:00+07:00', '2021-05-10T00:00+07:00'],
    // Still Saturday in UTC.
    ['2021-05-02T03:00:00.000+07:00', VIETNAM, '2021-05-02T03:00+07:00', '2021-05-02T00:00+07:00', '2021-04-26T00:00+07:00'],
    ['2021-01-01T12:34:56.789+07:00', VIETNAM, '2021-01-01T12:00+07:00', '2021-01-01T00:00+07:00', '2020-12-28T00:00+07:00'],
    ['2021-05-05T12:50:00.000+05:45', 'Asia/Kathmandu', '2021-05-05T12:00+05:45', '2021-05-05T00:00+05:45', '2021-05-03T00:00+05:45'],
    // Summer time began on Sunday 28/3/2021 at 02:00.
    ['2021-03-28T12:00:00.000+02:00', 'Europe/Berlin', '2021-03-28T12:00+02:00', '2021-03-28T00:00+01:00', '2021-03-22T00:00+01:00'],
    ['2021-03-31T00:00:00.000+02:00', 'Europe/Berlin', '2021-03-31T00:00+02:00', '2021-03-31T00:00+02:00', '2021-03-29T00:00+02:00'],
  ]
  test.each(cases)('%s in %s', (now, zone, hour, day, week) => {
    const at = Date.parse(now)
    const found = [startOfHour(at, zone), startOfDay(at, zone), startOfWeek(at, zone)].map(iso)
    expect(found).toEqual([hour, day, week].map((text) => iso(Date.parse(text))))
  })

  const steps: [from: string, zone: string, days: number, to: string][] = [
    ['2021-05-01T10:00+07:00', VIETNAM, -1, '2021-04-30T00:00+07:00'],
    ['2021-05-01T10:00+07:00', VIETNAM, 7, '2021-05-08T00:00+07:00'],
    ['2021-03-27T10:00+01:00', 'Europe/Berlin', 2, '2021-03-29T00:00+02:00'],
  ]
  test.each(steps)('from %s in %s %i days on it is %s', (from, zone, days, to) =>
    expect(iso(startOfDay(Date.parse(from), zone, days))).toBe(iso(Date.parse(to))),
  )
})
