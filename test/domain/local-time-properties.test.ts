import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockMs, dayOf, momentAt, movedOnWall, wallTime, weekdayOf } from '../../server/src/domain/local-time.ts'
import { dailyHours, longestOpening } from '../../server/src/domain/opening-hours.ts'
import { momentOf, wallOf } from '../../web/src/desk/rules/wall-clock.ts'
import { anyHours, anyMoment, zones } from '../support/documents.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const zone = fc.constantFrom(...zones)
/** Nights in which clocks were set forward or back by an hour, or by half of one. */
const changes = [
  ['Europe/Berlin', '2021-03-28T01:00Z'],
  ['Europe/Berlin', '2021-10-31T01:00Z'],
  ['America/New_York', '2021-03-14T07:00Z'],
  ['America/New_York', '2021-11-07T06:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00Z'],
  ['Australia/Lord_Howe', '2021-10-02T15:30Z'],
  ['Australia/Lord_Howe', '2021-04-03T15:00Z'],
] as const
type Zoned = { timeZone: string; at: number; wall: number }
/** A moment, and a time that may stand on a wall, of a zone; half of them within two hours of such a change. */
const zoned: fc.Arbitrary<Zoned> = fc.oneof(
  fc.record({ timeZone: zone, at: anyMoment, wall: anyMoment }),
  fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -120, max: 120 }), fc.nat(MINUTE - 1)).map(([[timeZone, change], minutes, rest]) => {
    const at = Date.parse(change) + minutes * MINUTE + rest
    return { timeZone, at, wall: wallTime(Date.parse(change), timeZone) + minutes * MINUTE + rest }
  }),
)

/** Whether any clock of the zone ever shows a wall time, asked of every quarter of an hour by which a zone may differ from UTC. */
const isShown = (wall: number, timeZone: string): boolean => {
  for (let offset = -12 * HOUR; offset <= 14 * HOUR; offset += HOUR / 4) if (wallTime(wall - offset, timeZone) === wall) return true
  return false
}

describe('moments and what a clock on the wall shows', () => {
  it('the moment of a wall time shows that wall time, and is the first one that does, at most an hour from any other', () => {
    fc.assert(
      fc.property(zoned, ({ at, timeZone }) => {
        const wall = wallTime(at, timeZone)
        const [first, last] = [momentAt(wall, timeZone), momentAt(wall, timeZone, 'last')]
        expect([wallTime(first, timeZone), wallTime(last, timeZone)]).toEqual([wall, wall])
        expect(first <= at && at <= last).toBe(true)
        expect(last - first).toBeLessThanOrEqual(HOUR)
      }),
      { numRuns: 400 },
    )
  })

  it('a wall time that is skipped becomes a moment as far behind the gap: an hour at most', () => {
    fc.assert(
      fc.property(zoned, ({ wall, timeZone }) => {
        const shown = wallTime(momentAt(wall, timeZone), timeZone)
        if (isShown(wall, timeZone)) expect(shown).toBe(wall)
        else expect(shown > wall && shown - wall <= HOUR).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('moved to another time, a contest’s moments stand as far apart on the wall as before', () => {
    fc.assert(
      fc.property(zoned, anyMoment, fc.integer({ min: 0, max: 60 * DAY }), ({ at, timeZone }, from, later) => {
        const to = at - later
        const wanted = wallTime(to, timeZone) + wallTime(from + later, timeZone) - wallTime(from, timeZone)
        const shown = wallTime(movedOnWall(from + later, from, to, timeZone), timeZone)
        if (isShown(wanted, timeZone)) expect(shown).toBe(wanted)
        else expect(shown > wanted && shown - wanted <= HOUR).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('moved to where it is, nothing moves but the second of two equal wall times', () => {
    fc.assert(
      fc.property(zoned, anyMoment, ({ at, timeZone }, from) => {
        expect(movedOnWall(at, from, from, timeZone)).toBe(momentAt(wallTime(at, timeZone), timeZone))
      }),
    )
  })

  it('the desk and the server read every typed minute as the same moment, and show it alike', () => {
    fc.assert(
      fc.property(zoned, ({ wall, timeZone }) => {
        const minute = Math.floor(wall / MINUTE) * MINUTE
        const typed = new Date(minute).toISOString().slice(0, 16)
        expect(momentOf(typed, timeZone)).toBe(momentAt(minute, timeZone))
        expect(wallOf(minute, timeZone)).toBe(new Date(wallTime(minute, timeZone)).toISOString().slice(0, 16))
      }),
      { numRuns: 400 },
    )
  })
})

describe('the longest opening inside a window', () => {
  const STEP = 15 * MINUTE
  const window = fc
    .tuple(anyMoment, fc.integer({ min: 1, max: 18 * 96 }))
    .map(([at, steps]) => ({ opensAt: Math.floor(at / STEP) * STEP, closesAt: Math.floor(at / STEP) * STEP + steps * STEP }))

  it('is the longest run of quarters of an hour that are each open, counted one by one; a run ends with its day', () => {
    fc.assert(
      fc.property(
        window,
        anyHours(15, 15),
        fc.constantFrom('Asia/Ho_Chi_Minh', 'UTC', 'Asia/Kathmandu'),
        ({ opensAt, closesAt }, hours, timeZone) => {
          let [longest, run] = [0, 0]
          for (let at = opensAt; at < closesAt; at += STEP) {
            const wall = wallTime(at, timeZone)
            const time = wall - dayOf(wall)
            const open = hours.days.includes(weekdayOf(wall)) && clockMs(hours.from) <= time && time < clockMs(hours.until)
            if (time === 0) run = 0
            run = open ? run + STEP : 0
            longest = Math.max(longest, run)
          }
          expect(longestOpening(hours, { opensAt, closesAt }, timeZone)).toBe(longest)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is no shorter than any time that an attempt could have, wherever the clocks change', () => {
    fc.assert(
      fc.property(
        zoned,
        fc.integer({ min: 1, max: 20 * DAY }),
        fc.integer({ min: 0, max: 20 * DAY }),
        anyHours(1),
        ({ at: opensAt, timeZone }, length, after, hours) => {
          const window = { opensAt, closesAt: opensAt + length }
          const at = opensAt + (after % length)
          const { opensAt: from, closesAt: until } = dailyHours(hours, timeZone, at)
          const could = Math.min(until, window.closesAt) - Math.max(from, at)
          expect(longestOpening(hours, window, timeZone)).toBeGreaterThanOrEqual(could)
        },
      ),
      { numRuns: 300 },
    )
  })
})
