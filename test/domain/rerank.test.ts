import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { compareRankings, rerank, type OtherRules } from '../../server/src/domain/rerank.ts'
import type { SealedAttempt } from '../../server/src/domain/sealing.ts'
import { plainRules } from '../support/plain-rules.ts'

/** An attempt as a judge writes it: person, number, score, minutes, when. */
type Written = [person: string, number: number, score: number, minutes: number, at: number]
const attempt = ([contestantId, number, score, minutes, submittedAt]: Written): SealedAttempt => ({
  attemptId: `${contestantId}-${number}`,
  contestantId,
  unionId: 'u',
  number,
  score,
  maxScore: 20,
  allCorrect: score === 20,
  prediction: null,
  predictionDistance: null,
  durationMs: minutes * 60_000,
  submittedAt,
  receipt: '',
})
const rules = { ...plainRules, prediction: null, tieBreaks: ['score' as const, 'durationMs' as const] }
const tried = (written: Written[], other: Partial<OtherRules>, places = 100) =>
  compareRankings(...rerank(written.map(attempt), rules, { ...rules, ...other }, (id) => id), places)

describe('ranks under other rules', () => {
  const people: Written[] = [
    ['An', 1, 19, 5, 40],
    ['Bình', 1, 19, 6, 10],
    ['Chi', 1, 19, 6, 20],
    ['Dũng', 1, 12, 2, 30],
    ['Dũng', 2, 18, 9, 50],
  ]
  const rows = (found: ReturnType<typeof tried>) => found.top.map(({ contestantId, before, after }) => [contestantId, before, after])

  it('by moment instead of minutes: who moves, and the tie that is broken', () => {
    const found = tried(people, { tieBreaks: ['score', 'submittedAt'] })
    expect(rows(found)).toEqual([
      ['Bình', 2, 1],
      ['Chi', 2, 2],
      ['An', 1, 3],
      ['Dũng', 4, 4],
    ])
    expect(found).toMatchObject({ people: 4, moved: 2, undecided: { before: 1, after: 0 } })
  })

  it('by the first attempt: another one counts', () => {
    const found = tried(people, { counts: 'first' })
    expect(found.top.at(-1)).toMatchObject({ contestantId: 'Dũng', number: 1, score: 12, before: 4, after: 4 })
    expect(found.moved).toBe(0)
  })

  it('by lot instead of a shared rank: nobody is equal, a lot still decides', () => {
    expect(tried(people, { equals: 'lot' })).toMatchObject({ moved: 1, undecided: { before: 1, after: 1 } })
  })

  it('names who would leave the first places', () => {
    const found = tried(people, { tieBreaks: ['score', 'submittedAt'] }, 2)
    expect([rows(found), found.leaving.map(({ contestantId, before, after }) => [contestantId, before, after])]).toEqual([
      [
        ['Bình', 2, 1],
        ['Chi', 2, 2],
      ],
      [['An', 1, 3]],
    ])
  })
})

test('the same rules move nobody, whatever they are', () => {
  const written = fc.tuple(
    fc.constantFrom('An', 'Bình', 'Chi', 'Dũng', 'Em'),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 9 }),
    fc.nat(50),
  )
  const chain = fc.shuffledSubarray(['score', 'durationMs', 'submittedAt'] as const, { minLength: 1 })
  fc.assert(
    fc.property(
      fc.array(written, { maxLength: 30 }),
      chain,
      fc.constantFrom('sharedRank' as const, 'lot' as const),
      fc.constantFrom('best' as const, 'first' as const, 'last' as const),
      (attempts, named, equals, counts) => {
        const numbered = attempts.map(([who, score, minutes, at], index): SealedAttempt => attempt([who, index + 1, score, minutes, at]))
        const own = { ...rules, tieBreaks: named, equals, counts }
        const [now, then] = rerank(numbered, own, own, (id) => id)
        expect(then).toEqual(now)
        const found = compareRankings(now, then, 3)
        expect([found.moved, found.leaving, found.undecided.before]).toEqual([0, [], found.undecided.after])
      },
    ),
  )
})
