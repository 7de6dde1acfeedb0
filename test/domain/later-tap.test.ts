import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { laterTap, type SavedResponse } from '../../server/src/domain/attempt.ts'

// Few moments and few choices, so that ties are the normal case.
const tap = fc.record({ position: fc.constant(1), choice: fc.subarray(['a', 'b', 'c', 'd']), tappedAt: fc.integer({ min: 0, max: 3 }) })
const saved = (choice: string[], tappedAt: number): SavedResponse => ({ position: 1, choice, tappedAt })

test.each([
  // one,              other,             kept
  [saved(['a'], 1), saved(['b'], 2), saved(['b'], 2)],
  [saved(['b'], 2), saved(['a'], 1), saved(['b'], 2)],
  [saved([], 2), saved(['d'], 1), saved([], 2)],
  [saved(['a'], 1), saved(['b'], 1), saved(['b'], 1)],
])('of %j and %j the later tap is %j', (one, other, kept) => {
  expect(laterTap(one, other)).toEqual(kept)
})

describe('the later of two taps, whatever order the network delivers', () => {
  it('does not depend on which comes first', () => {
    fc.assert(
      fc.property(tap, tap, (a, b) => {
        expect(laterTap(a, b)).toEqual(laterTap(b, a))
      }),
    )
  })

  it('does not depend on how three are paired', () => {
    fc.assert(
      fc.property(tap, tap, tap, (a, b, c) => {
        expect(laterTap(laterTap(a, b), c)).toEqual(laterTap(a, laterTap(b, c)))
      }),
    )
  })

  it('is unchanged by a replay', () => {
    fc.assert(
      fc.property(tap, tap, (a, b) => {
        expect(laterTap(a, a)).toEqual(a)
        expect(laterTap(laterTap(a, b), b)).toEqual(laterTap(a, b))
      }),
    )
  })

  it('is always one of the two, and never an earlier one', () => {
    fc.assert(
      fc.property(tap, tap, (a, b) => {
        const kept = laterTap(a, b)
        expect([a, b]).toContainEqual(kept)
        expect(kept.tappedAt).toBe(Math.max(a.tappedAt, b.tappedAt))
      }),
    )
  })
})
