import { expect, test } from 'vitest'
import { judgeMemory } from '../../scripts/soak/verdict.ts'

const MIB = 1024 * 1024
/** Thirty samples over a stretch, as much MiB at a moment (0 … 1) as `held` says. */
const over = (minutes: number, held: (share: number) => number) =>
  Array.from({ length: 30 }, (_, index) => ({
    seconds: ((index + 1) / 30) * minutes * 60,
    residentBytes: held((index + 1) / 30) * MIB,
  }))

// What a server held; how long; what is said of it.
test.each([
  ['the same all the time', () => 200, 10, 'flat'],
  ['more and more while it warms up, then the same', (share: number) => (share < 0.3 ? 100 + share * 400 : 220), 10, 'flat'],
  ['now more, now less', (share: number) => 200 + 30 * Math.sin(share * 60), 10, 'flat'],
  ['garbage that waits longer each time, and goes', (share: number) => 200 + 180 * share * ((share * 17) % 1), 10, 'flat'],
  ['what garbage leaves behind', (share: number) => 200 + share * 150 + 60 * ((share * 10) % 1), 10, 'grows'],
  ['a little more, as the collector leaves it', (share: number) => 200 + share * 40, 10, 'flat'],
  ['100 MiB more in each half of the time', (share: number) => 200 + share * 200, 10, 'grows'],
  ['a leak of 10 % an hour on top of much', (share: number) => 1_000 + share * 400, 600, 'grows'],
  ['a leak, but nobody looked long enough', (share: number) => 200 + share * 200, 2, 'tooShort'],
] as const)('%s', (_what, held, minutes, verdict) => expect(judgeMemory(over(minutes, held)).verdict).toBe(verdict))
