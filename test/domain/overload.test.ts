import { describe, expect, it } from 'vitest'
import { loadAfter, type Load } from '../../server/src/domain/overload.ts'

const calm = { loopMs: 0, writeMs: 0 }
const late = (loopMs: number) => ({ loopMs, writeMs: 0 })

describe('the load of a server whose limit is 100 ms', () => {
  // it was     event loop  it is
  const cases: [before: Load, loopMs: number, after: Load][] = [
    ['easy', 99, 'easy'],
    ['easy', 100, 'pressed'],
    // One long write is no flood yet.
    ['easy', 5_000, 'pressed'],
    ['pressed', 299, 'pressed'],
    ['pressed', 300, 'flooded'],
    // Not as soon as it is a little better, and then one step at a time.
    ['flooded', 299, 'flooded'],
    ['flooded', 150, 'flooded'],
    ['flooded', 149, 'pressed'],
    ['flooded', 0, 'pressed'],
    ['pressed', 50, 'pressed'],
    ['pressed', 49, 'easy'],
  ]
  it.each(cases)('%s, late by %d ms: %s', (before, loopMs, after) => expect(loadAfter(before, late(loopMs), 100)).toBe(after))

  it('a write that waits counts as much as an event loop that is late', () => {
    expect(loadAfter('easy', { loopMs: 3, writeMs: 120 }, 100)).toBe('pressed')
    expect(loadAfter('pressed', { loopMs: 3, writeMs: 300 }, 100)).toBe('flooded')
  })
  it('without a limit there is never any', () => {
    expect(loadAfter('easy', late(60_000), 0)).toBe('easy')
    expect(loadAfter('flooded', late(60_000), 0)).toBe('pressed')
  })
  it('in two looks of calm everything is open again', () => {
    expect(loadAfter(loadAfter('flooded', calm, 100), calm, 100)).toBe('easy')
  })
})
