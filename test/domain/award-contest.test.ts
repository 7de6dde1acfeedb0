import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addRound, compareContest, contestKeys, contestRanker, type RoundRow } from '../../server/src/domain/award-contest.ts'
import { place } from '../../server/src/domain/ranking.ts'
import { contestStanding, type Standing } from '../../server/src/domain/standing.ts'
import { inPieces, sortedInPieces } from '../../server/src/features/awards/in-pieces.ts'
import { plainRules } from '../support/plain-rules.ts'

const row = (contestantId: string, round: number, figures: Partial<RoundRow> = {}): RoundRow => ({
  contestantId,
  attemptId: `${round}-${contestantId}`,
  unionId: `union-${round}`,
  unionName: '',
  score: 10,
  durationMs: 1_000,
  submittedAt: round,
  ...figures,
})
const ranked = (rows: readonly RoundRow[], rules = plainRules) => {
  const sums = new Map<string, RoundRow>()
  for (const one of rows) addRound(sums, one)
  return [...sums.values()]
    .map((sum) => contestKeys(sum, rules, (attemptId) => attemptId))
    .sort(compareContest)
    .map(contestRanker(rules))
}

describe('the whole contest', () => {
  test.each([
    ['scores are summed', [row('an', 1), row('an', 2), row('binh', 1, { score: 15 })], 'an1 binh2'],
    ['equal scores are parted by the tie-breaks', [row('an', 1, { durationMs: 9 }), row('binh', 1, { durationMs: 8 })], 'binh1 an2'],
    ['equal on everything share a rank', [row('an', 1), row('binh', 1), row('chi', 1, { score: 1 })], 'an1 binh1 chi3'],
  ])('%s', (_, rows, order) =>
    expect(
      ranked(rows)
        .map(({ contestantId, rank }) => `${contestantId}${rank}`)
        .join(' '),
    ).toBe(order),
  )

  it('a lot parts equals', () =>
    expect(ranked([row('an', 1), row('binh', 1)], { ...plainRules, equals: 'lot' }).map(({ rank }) => rank)).toEqual([1, 2]))

  it('a person stands for the union of their newest round', () => {
    expect(ranked([row('an', 2, { unionId: 'new' }), row('an', 1, { unionId: 'old' })])[0]).toMatchObject({ unionId: 'new', attemptId: '2-an' })
  })

  it('is ranked as its board is', () => {
    const rows = fc.uniqueArray(
      fc.record({
        who: fc.constantFrom('a', 'b', 'c', 'd'),
        round: fc.integer({ min: 1, max: 3 }),
        score: fc.integer({ min: 0, max: 4 }),
        durationMs: fc.integer({ min: 0, max: 2 }),
      }),
      { selector: ({ who, round }) => `${who} ${round}` },
    )
    fc.assert(
      fc.property(rows, (some) => {
        const all = some.map(({ who, round, score, durationMs }) => row(who, round, { score: score / 4, durationMs, submittedAt: round }))
        const standings = [...new Set(all.map(({ contestantId }) => contestantId))].map((who) => {
          const own = all.filter(({ contestantId }) => contestantId === who)
          return contestStanding(
            own.map(({ unionName: _name, ...one }): Standing => ({ ...one, attempts: 1, allCorrect: false, keys: [0, 0, 0, 0] })),
            plainRules,
          )!
        })
        const board = place(
          standings.map((standing) => ({ ...standing, predictionDistance: null })),
          { ...plainRules, tieBreaks: ['score', 'durationMs', 'submittedAt'] },
          (attemptId) => attemptId,
        )
        expect(ranked(all).map(({ contestantId, rank, score }) => [contestantId, rank, score])).toEqual(
          board.map(({ contestantId, rank, score }) => [contestantId, rank, score]),
        )
      }),
    )
  })
})

describe('work in pieces', () => {
  it('sorts as one sort does, and lets others have their turn', async () => {
    const items = Array.from({ length: 9_001 }, (_, index) => ({ key: (index * 7919) % 1_000, index }))
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const sorted = await sortedInPieces(items, (a, b) => a.key - b.key)
    clearInterval(timer)
    expect(sorted).toEqual([...items].sort((a, b) => a.key - b.key))
    expect(turns).toBeGreaterThan(0)
    expect(await sortedInPieces<number>([], () => 0)).toEqual([])
  })
  it('maps every item in order', async () => {
    const items = Array.from({ length: 4_500 }, (_, index) => index)
    expect(await inPieces(items, (item) => item * 2)).toEqual(items.map((item) => item * 2))
  })
})
