import { describe, expect, it, test } from 'vitest'
import { changeBars, movesBetween, moveOrders, type Place } from '../../server/src/domain/rank-moves.ts'

/** "an:1:10 ba:2:9" as places. */
const places = (text: string): Place[] =>
  text.split(' ').map((one) => {
    const [contestantId = '', rank, score] = one.split(':')
    return { contestantId, unionId: 'u', rank: Number(rank), score: Number(score) }
  })
const told = (moves: ReturnType<typeof movesBetween>): string =>
  moves.map(({ contestantId, fromRank, toRank }) => `${contestantId} ${fromRank}→${toRank}`).join(', ')

const before = places('an:1:10 ba:2:9 chi:2:9 duy:4:7 em:5:6')
const after = places('duy:1:11 an:2:10 ba:3:9 chi:4:8 em:5:7')

describe('who moves', () => {
  it('the largest move first, then the larger change of score; whoever keeps rank and score is not among them', () => {
    expect(told(movesBetween(before, after))).toBe('duy 4→1, chi 2→4, an 1→2, ba 2→3, em 5→5')
    expect(movesBetween(before, before)).toEqual([])
  })

  test.each<[keyof typeof moveOrders, string]>([
    ['move', 'duy chi an ba em'],
    ['rank', 'duy an ba chi em'],
    ['score', 'duy em an ba chi'],
  ])('sorted by %s', (order, expected) => {
    const sorted = movesBetween(before, after).sort(moveOrders[order])
    expect(sorted.map(({ contestantId }) => contestantId).join(' ')).toBe(expected)
  })
})

describe('bars of changes', () => {
  it('one for each value while there are few', () => {
    expect(changeBars([1, -0.5, 1, 2])).toEqual([
      { from: -0.5, to: -0.5, attempts: 1 },
      { from: 1, to: 1, attempts: 2 },
      { from: 2, to: 2, attempts: 1 },
    ])
    expect(changeBars([])).toEqual([])
  })

  it('of equal width where there are many, and every change falls into one', () => {
    const changes = Array.from({ length: 400 }, (_, index) => Math.round((index - 130) * 7) / 100)
    const bars = changeBars(changes)
    expect(bars.length).toBeLessThanOrEqual(12)
    for (const { from, to, attempts } of bars) expect(changes.filter((change) => from < change && change <= to)).toHaveLength(attempts)
    expect(bars.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(400)
  })
})
