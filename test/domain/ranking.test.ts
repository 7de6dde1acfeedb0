import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { tieBreaks, type TieBreak } from '@hoithi/shared/contracts/rules'
import { BLANK_DISTANCE, compareRanked, countedAttempt, place, rankingKeys, type Ranked } from '../../server/src/domain/ranking.ts'

/** A row as a judge writes it: name, score, distance of the prediction, minutes taken, minute of submission. */
type Written = [name: string, score: number, distance: number, minutes: number, submitted: number]
const row = ([attemptId, score, predictionDistance, minutes, submitted]: Written): Ranked => ({
  attemptId,
  score,
  predictionDistance,
  durationMs: minutes * 60_000,
  submittedAt: submitted * 60_000,
})
const noLot = (): string => {
  throw new Error('no lot is drawn where ranks are shared')
}
const placed = (rows: Written[], chain: readonly TieBreak[]) => place(rows.map(row), { tieBreaks: [...chain], equals: 'sharedRank' }, noLot)
const reasons = (rows: Written[], chain: readonly TieBreak[]) =>
  placed(rows, chain).map(({ attemptId, rank, decidedBy, own, next }) => [attemptId, rank, decidedBy, own, next])

describe('rule sets of real contests, ranks worked by hand', () => {
  // The same five people under each set of rules:     score, distance, minutes, submitted
  const people: Written[] = [
    ['An', 19, 0, 5, 1],
    ['Bình', 20, 9, 12, 30],
    ['Chi', 20, 3, 15, 40],
    ['Dung', 20, 3, 15, 20],
    ['Em', 20, 9, 8, 50],
  ]
  test.each([
    ['Bình Tân 2019: score, duration, submitted', ['score', 'durationMs', 'submittedAt'], ['Em', 'Bình', 'Dung', 'Chi', 'An']],
    [
      'VCNET 2020 and Quảng Nam 2014: score, prediction, submitted',
      ['score', 'predictionDistance', 'submittedAt'],
      ['Dung', 'Chi', 'Bình', 'Em', 'An'],
    ],
    ['Phú Yên 2021: score, duration, prediction', ['score', 'durationMs', 'predictionDistance'], ['Em', 'Bình', 'Chi', 'Dung', 'An']],
    [
      'the shipped pack: score, prediction, duration, submitted',
      ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
      ['Dung', 'Chi', 'Em', 'Bình', 'An'],
    ],
    ['prediction before everything', ['predictionDistance', 'score'], ['An', 'Chi', 'Dung', 'Bình', 'Em']],
  ] as const)('%s', (_name, chain, order) => {
    expect(placed(people, chain).map(({ attemptId }) => attemptId)).toEqual(order)
  })

  it('Phú Yên 2021 does not look at the moment: Chi and Dung share rank 3, An is fifth', () => {
    expect(placed(people, ['score', 'durationMs', 'predictionDistance']).map(({ rank }) => rank)).toEqual([1, 2, 3, 3, 5])
  })
})

describe('why a row stands above the next, with both values', () => {
  const chain = ['score', 'predictionDistance', 'durationMs', 'submittedAt'] as const

  it('names the first criterion that differs', () => {
    expect(
      reasons(
        [
          ['A', 20, 1, 9, 9],
          ['B', 19.5, 1, 1, 1],
          ['C', 19.5, 4, 1, 1],
          ['D', 19.5, 4, 2, 1],
          ['E', 19.5, 4, 2, 7],
        ],
        chain,
      ),
    ).toEqual([
      ['A', 1, 'score', 20, 19.5],
      ['B', 2, 'predictionDistance', 1, 4],
      ['C', 3, 'durationMs', 60_000, 120_000],
      ['D', 4, 'submittedAt', 60_000, 420_000],
      ['E', 5, 'last', null, null],
    ])
  })

  it('equal on everything: ranks 1, 1, 3', () => {
    expect(
      reasons(
        [
          ['A', 20, 1, 9, 9],
          ['B', 20, 1, 9, 9],
          ['C', 19, 1, 9, 9],
        ],
        chain,
      ),
    ).toEqual([
      ['A', 1, 'equal', null, null],
      ['B', 1, 'score', 20, 19],
      ['C', 3, 'last', null, null],
    ])
  })

  it('a blank prediction stands behind every given one of the same score', () => {
    expect(
      reasons(
        [
          ['blank', 20, BLANK_DISTANCE, 1, 1],
          ['far', 20, 99_999_999, 20, 9],
        ],
        chain,
      ),
    ).toEqual([
      ['far', 1, 'predictionDistance', 99_999_999, BLANK_DISTANCE],
      ['blank', 2, 'last', null, null],
    ])
  })

  it('one person alone is first and last; nobody is an empty board', () => {
    expect(reasons([['A', 0, 0, 1, 1]], chain)).toEqual([['A', 1, 'last', null, null]])
    expect(placed([], chain)).toEqual([])
  })
})

describe('a drawn lot', () => {
  const equals: Written[] = ['A', 'B', 'C', 'D'].map((name): Written => [name, 20, 0, 5, 5])
  const draw = (rows: Written[], lot: (id: string) => string) => place(rows.map(row), { tieBreaks: ['score', 'durationMs'], equals: 'lot' }, lot)
  const lot = (id: string) => ({ A: '7', B: '2', C: '9', D: '1' })[id] ?? ''

  it('parts equals by their numbers, each with a rank of its own', () => {
    expect(draw(equals, lot).map(({ attemptId, rank, decidedBy }) => [attemptId, rank, decidedBy])).toEqual([
      ['D', 1, 'lot'],
      ['B', 2, 'lot'],
      ['A', 3, 'lot'],
      ['C', 4, 'last'],
    ])
  })

  it('comes out the same again, in whatever order the rows were read', () => {
    expect(draw([...equals].reverse(), lot)).toEqual(draw(equals, lot))
  })

  it('never lifts anyone over a better row', () => {
    expect(draw([['worse', 19, 0, 1, 1], ...equals], (id) => (id === 'worse' ? '0' : lot(id))).at(-1)).toMatchObject({ attemptId: 'worse', rank: 5 })
  })

  it('an equal lot still parts: the attempt id has the last word', () => {
    expect(draw(equals, () => '5').map(({ attemptId }) => attemptId)).toEqual(['A', 'B', 'C', 'D'])
  })
})

describe('which of a person’s attempts counts', () => {
  const attempts = [
    { number: 1, ...row(['1', 18, 5, 9, 10]) },
    { number: 2, ...row(['2', 20, 9, 12, 20]) },
    { number: 3, ...row(['3', 20, 2, 14, 30]) },
    { number: 4, ...row(['4', 15, 0, 2, 40]) },
  ]
  test.each([
    // counts, chain, attempt
    ['first', ['score'], 1],
    ['last', ['score'], 4],
    ['best', ['score'], 2],
    ['best', ['score', 'predictionDistance'], 3],
    ['best', ['score', 'durationMs'], 2],
    ['best', ['durationMs'], 4],
  ] as const)('%s by %j: attempt %d', (counts, chain, number) => {
    for (const order of [attempts, [...attempts].reverse()]) expect(countedAttempt(order, { counts, bestAmongEquals: 'tieBreaks', tieBreaks: [...chain] })?.number).toBe(number)
  })

  test.each([
    // counts, of equal scores, attempt; the chain would choose attempt 3 of the two with 20 points
    ['best', 'tieBreaks', 3],
    ['best', 'earlier', 2],
    ['first', 'earlier', 1],
    ['last', 'earlier', 4],
  ] as const)('%s, of equal scores %s: attempt %d', (counts, bestAmongEquals, number) => {
    const rules = { counts, bestAmongEquals, tieBreaks: ['score', 'predictionDistance', 'submittedAt'] as TieBreak[] }
    for (const order of [attempts, [...attempts].reverse()]) expect(countedAttempt(order, rules)?.number).toBe(number)
  })

  it('none, when there is none', () => expect(countedAttempt([], { counts: 'best', bestAmongEquals: 'tieBreaks', tieBreaks: ['score'] })).toBeNull())
})

describe('the order of any rows', () => {
  const chain = fc.shuffledSubarray([...tieBreaks], { minLength: 1 })
  // Few values, so that ties are the normal case.
  const few = fc.integer({ min: 0, max: 2 })
  const rows = fc
    .array(fc.tuple(few, few, few, few), { maxLength: 12 })
    .map((all) => all.map((figures, index) => row([`id-${String(index).padStart(2, '0')}`, ...figures])))
  const keyed = (item: Ranked, by: TieBreak[]) => ({ keys: rankingKeys(item, by), attemptId: item.attemptId })

  it('is total: any two compare one way, any three agree, none equals another', () => {
    fc.assert(
      fc.property(rows, chain, (all, by) => {
        const items = all.map((item) => keyed(item, by))
        for (const a of items) {
          for (const b of items) {
            expect(Math.sign(compareRanked(a, b)) + Math.sign(compareRanked(b, a))).toBe(0)
            expect(compareRanked(a, b) === 0).toBe(a === b)
            for (const c of items) if (compareRanked(a, b) < 0 && compareRanked(b, c) < 0) expect(compareRanked(a, c)).toBeLessThan(0)
          }
        }
      }),
    )
  })

  it('does not depend on the order in which the rows are read', () => {
    fc.assert(
      fc.property(rows, chain, fc.constantFrom('sharedRank' as const, 'lot' as const), (all, by, equals) => {
        const rules = { tieBreaks: by, equals }
        expect(place([...all].reverse(), rules, (id) => id.slice(-1))).toEqual(place(all, rules, (id) => id.slice(-1)))
      }),
    )
  })

  it('gives each row one more than the number of rows strictly better by the chain', () => {
    fc.assert(
      fc.property(rows, chain, (all, by) => {
        const better = (a: Ranked, b: Ranked): boolean => {
          const parting = by.find((tieBreak) => a[tieBreak] !== b[tieBreak])
          if (parting === undefined) return false
          return parting === 'score' ? a.score > b.score : (a[parting] ?? 0) < (b[parting] ?? 0)
        }
        const result = place(all, { tieBreaks: by, equals: 'sharedRank' }, noLot)
        expect(result.map(({ position }) => position)).toEqual(all.map((_, index) => index + 1))
        for (const item of result) expect(item.rank).toBe(1 + all.filter((other) => better(other, item)).length)
      }),
    )
  })
})
