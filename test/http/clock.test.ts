import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rehearsalClock, steadyClock } from '../../server/src/clock.ts'
import { sharedClock } from '../../server/src/shared-clock.ts'

const START = Date.parse('2021-05-10T08:00:00+07:00')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-clock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a rehearsal’s clock', () => {
  test.each([[1], [60], [3_600]])('at speed %i runs that many times faster than real time, and never backwards', async (speed) => {
    const began = performance.now()
    const clock = rehearsalClock(START, join(folder, 'clock'), speed)
    const made = performance.now()
    await pause(60)
    const before = performance.now()
    const now = clock.now()
    const after = performance.now()
    clock.stop()
    // Whatever the machine does meanwhile, the reading lies between the two bounds of the real time that passed.
    expect(now - START).toBeGreaterThanOrEqual(Math.floor((before - made) * speed))
    expect(now - START).toBeLessThanOrEqual((after - began) * speed)
    expect(clock.now()).toBeGreaterThanOrEqual(now)
  })

  test('goes on behind everything that a killed process can have told, however fast it ran', () => {
    const file = join(folder, 'clock')
    const kept = START + 3_600_000
    writeFileSync(file, String(kept))
    const clock = rehearsalClock(START, file, 100)
    expect(clock.now()).toBeGreaterThanOrEqual(kept + 2_000 * 100)
    clock.stop()
    expect(Number(readFileSync(file, 'utf8'))).toBeGreaterThanOrEqual(kept)
  })
})

describe('the machine’s clock, set while the server runs', () => {
  // Seconds of real time that pass, how far the machine's clock is set besides, and what the server's clock then shows: seconds since the start.
  const cases: [title: string, turns: [passed: number, set: number][], shows: number][] = [
    ['not at all', [[10, 0]], 10],
    [
      'forwards: it follows at once',
      [
        [10, 0],
        [0, 3_600],
      ],
      3_610,
    ],
    [
      'back: time goes on, a tenth slower',
      [
        [10, 0],
        [0, -5],
        [10, 0],
      ],
      19,
    ],
    [
      'back, until both are level',
      [
        [10, 0],
        [0, -5],
        [60, 0],
      ],
      65,
    ],
    [
      'back and forth again',
      [
        [10, 0],
        [0, -5],
        [0, 5],
        [10, 0],
      ],
      20,
    ],
    [
      'back by an hour',
      [
        [10, 0],
        [0, -3_600],
        [100, 0],
      ],
      100,
    ],
    [
      'unevenly, by less than anybody sets it',
      [
        [10, 0],
        [0, -0.04],
        [10, 0],
      ],
      19.96,
    ],
  ]
  test.each(cases)('%s', (_title, turns, shows) => {
    let [wall, ticks] = [START, 5_000]
    const clock = steadyClock(
      () => wall,
      () => ticks,
    )
    let before = clock.now()
    for (const [passed, set] of turns) {
      wall += (passed + set) * 1_000
      ticks += passed * 1_000
      const now = clock.now()
      expect(now).toBeGreaterThanOrEqual(before)
      before = now
    }
    expect((clock.now() - START) / 1_000).toBeCloseTo(shows, 2)
  })
})

describe('the clock that servers share', () => {
  const AHEAD_MS = 3_600_000
  /** A store whose machine's clock is an hour ahead of this one's. */
  const store = (began: number) => ({ now: async () => Date.now() + AHEAD_MS, rehearsalBegan: async () => began })
  const near = (told: number, expected: number): boolean => Math.abs(told - expected) < 10_000

  test('is the store’s, whatever the machine’s own says, and never goes back', async () => {
    const clock = await sharedClock(store(0), { start: null, speed: 1 })
    expect(clock.rehearsal).toBe(false)
    expect(near(clock.now(), Date.now() + AHEAD_MS)).toBe(true)
    const told = Array.from({ length: 1_000 }, () => clock.now())
    expect(told).toEqual([...told].sort((a, b) => a - b))
    clock.stop()
  })

  test('of a rehearsal goes on from where it began, so many times as fast, for whoever starts later', async () => {
    const began = Date.now() + AHEAD_MS - 60_000
    const clock = await sharedClock(store(began), { start: START, speed: 100 })
    expect(clock.rehearsal).toBe(true)
    expect(near((clock.now() - START) / 100, 60_000)).toBe(true)
    clock.stop()
  })
})
