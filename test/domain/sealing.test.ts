import fc from 'fast-check'
import { tieBreaks } from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { BLANK_DISTANCE } from '../../server/src/domain/ranking.ts'
import { sealResults, type SealedAttempt } from '../../server/src/domain/sealing.ts'
import { plainRules } from '../support/plain-rules.ts'

const HIGHEST = 20
/** An attempt as a judge writes it: person, number, score, prediction, minutes. */
type Written = [person: string, number: number, score: number, prediction: number | null, minutes: number]
const attempt = ([contestantId, number, score, prediction, minutes]: Written): SealedAttempt => ({
  attemptId: `${contestantId}-${number}`,
  contestantId,
  unionId: 'u',
  number,
  score,
  maxScore: HIGHEST,
  allCorrect: score === HIGHEST,
  prediction,
  predictionDistance: null,
  durationMs: minutes * 60_000,
  submittedAt: number * 1_000_000,
  receipt: '',
})
const seal = (attempts: Written[], rules: Partial<typeof plainRules> = {}) =>
  sealResults(attempts.map(attempt), { ...plainRules, ...rules }, (id) => id)
const order = (sealed: ReturnType<typeof seal>) => sealed.rows.map(({ attemptId, predictionDistance }) => [attemptId, predictionDistance])

describe('the prediction target', () => {
  it('counts people all-correct, not all-correct attempts', () => {
    const sealed = seal([
      ['An', 1, 20, 2, 5],
      ['An', 2, 20, 2, 4],
      ['An', 3, 20, 2, 3],
      ['Bình', 1, 20, 4, 9],
      ['Chi', 1, 12, 9, 9],
    ])
    expect(sealed).toMatchObject({ people: 3, attempts: 5, allCorrectCount: 2, predictionTarget: 2 })
  })

  it('counts a person whose all-correct attempt is not the one that counts', () => {
    expect(
      seal(
        [
          ['An', 1, 20, 1, 5],
          ['An', 2, 10, 1, 5],
        ],
        { counts: 'last' },
      ),
    ).toMatchObject({ allCorrectCount: 1, predictionTarget: 1, rows: [{ attemptId: 'An-2' }] })
  })

  it('is the number of people where people predict participants', () => {
    expect(
      seal(
        [
          ['An', 1, 20, 1, 5],
          ['An', 2, 10, 1, 5],
          ['Bình', 1, 3, 1, 5],
        ],
        { prediction: { target: 'participants', closeness: 'nearest' } },
      ).predictionTarget,
    ).toBe(2)
  })

  it('is 0 when nobody is all-correct', () => {
    expect(
      order(
        seal([
          ['An', 1, 19, 3, 5],
          ['Bình', 1, 19, 0, 9],
        ]),
      ),
    ).toEqual([
      ['Bình-1', 0],
      ['An-1', 3],
    ])
  })

  it('is none, and no distance counts, when the rules ask for no prediction', () => {
    const sealed = seal(
      [
        ['An', 1, 20, 1, 5],
        ['Bình', 1, 20, null, 4],
      ],
      { prediction: null, tieBreaks: ['score', 'durationMs'] },
    )
    expect(sealed.predictionTarget).toBeNull()
    expect(order(sealed)).toEqual([
      ['Bình-1', null],
      ['An-1', null],
    ])
  })
})

describe('the attempt that counts', () => {
  it('is chosen with the distance known: of two perfect ones the better predicted, though slower', () => {
    const sealed = seal([
      ['An', 1, 20, 50, 3],
      ['An', 2, 20, 2, 12],
      ['Bình', 1, 20, 3, 4],
    ])
    expect(order(sealed)).toEqual([
      ['An-2', 0],
      ['Bình-1', 1],
    ])
  })

  it('puts each person on the board once', () => {
    expect(
      seal([
        ['An', 1, 5, 1, 5],
        ['An', 2, 6, 1, 5],
        ['Bình', 1, 4, 1, 5],
      ]).rows.map(({ contestantId }) => contestantId),
    ).toEqual(['An', 'Bình'])
  })
})

test('a blank prediction stands last among equals', () => {
  expect(
    order(
      seal([
        ['An', 1, 20, null, 1],
        ['Bình', 1, 20, 1_000_000, 20],
      ]),
    ),
  ).toEqual([
    ['Bình-1', 999_998],
    ['An-1', BLANK_DISTANCE],
  ])
})

test('exact closeness: one that misses by one equals one that misses by far', () => {
  const sealed = seal(
    [
      ['An', 1, 20, 4, 9],
      ['Bình', 1, 20, 900, 5],
      ['Chi', 1, 20, 3, 19],
    ],
    { prediction: { target: 'allCorrectCount', closeness: 'exact' } },
  )
  expect(order(sealed)).toEqual([
    ['Chi-1', 0],
    ['Bình-1', 1],
    ['An-1', 1],
  ])
})

test('nobody took part: empty results, not an error', () => {
  expect(seal([])).toEqual({ people: 0, attempts: 0, allCorrectCount: 0, predictionTarget: 0, rows: [] })
})

describe('sealing any attempts under any rules', () => {
  const few = fc.integer({ min: 18, max: 20 })
  const written = fc
    .uniqueArray(fc.tuple(fc.constantFrom('An', 'Bình', 'Chi', 'Dung', 'Em'), fc.integer({ min: 1, max: 3 }), few, fc.option(few), few), {
      maxLength: 12,
      selector: ([person, number]) => `${person} ${number}`,
    })
    .chain((attempts) => fc.tuple(fc.constant(attempts), fc.shuffledSubarray(attempts, { minLength: attempts.length })))
  const rules = fc.record({
    counts: fc.constantFrom('best' as const, 'first' as const, 'last' as const),
    bestAmongEquals: fc.constantFrom('tieBreaks' as const, 'earlier' as const),
    equals: fc.constantFrom('sharedRank' as const, 'lot' as const),
    tieBreaks: fc.shuffledSubarray([...tieBreaks], { minLength: 1 }),
    prediction: fc.option(
      fc.record({
        target: fc.constantFrom('allCorrectCount' as const, 'participants' as const),
        closeness: fc.constantFrom('nearest' as const, 'exact' as const),
      }),
    ),
  })

  it('gives the same ranks in whatever order the log is read, and every person one', () => {
    fc.assert(
      fc.property(written, rules, ([attempts, shuffled], changes) => {
        const sealed = seal(attempts, changes)
        expect(seal(shuffled, changes)).toEqual(sealed)
        expect(sealed.rows.map(({ contestantId }) => contestantId).sort()).toEqual([...new Set(attempts.map(([person]) => person))].sort())
        expect(sealed.rows.map(({ position }) => position)).toEqual(sealed.rows.map((_, index) => index + 1))
      }),
    )
  })

  it('a voided attempt that did not count moves nobody, unless it changes the target', () => {
    fc.assert(
      fc.property(written, rules, ([attempts], changes) => {
        const sealed = seal(attempts, changes)
        const counted = new Set(sealed.rows.map(({ attemptId }) => attemptId))
        const rest = seal(
          attempts.filter(([person, number]) => counted.has(`${person}-${number}`)),
          changes,
        )
        if (rest.predictionTarget === sealed.predictionTarget) expect(rest.rows).toEqual(sealed.rows)
      }),
    )
  })
})
