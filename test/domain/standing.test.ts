import { describe, expect, it, test } from 'vitest'
import { contestStanding, roundStanding, type Outcome, type Standing } from '../../server/src/domain/standing.ts'
import { plainRules } from '../support/contest.ts'

const outcome = (number: number, score: number, minutes: number, changes: Partial<Outcome> = {}): Outcome => ({
  attemptId: `a${number}`,
  roundId: 'r',
  contestId: 'c',
  contestantId: 'An',
  unionId: `u${number}`,
  contestantKind: 'member',
  number,
  score,
  maxScore: 20,
  allCorrect: score === 20,
  prediction: 3,
  durationMs: minutes * 60_000,
  submittedAt: number * 1_000,
  receipt: '',
  voided: false,
  ...changes,
})
const standing = (score: number, minutes: number, submittedAt: number, changes: Partial<Standing> = {}): Standing => ({
  contestantId: 'An',
  unionId: `u${submittedAt}`,
  attemptId: `a${submittedAt}`,
  attempts: 1,
  score,
  allCorrect: score === 20,
  durationMs: minutes * 60_000,
  submittedAt,
  keys: [0, 0, 0, 0],
  ...changes,
})

describe('a person on a round’s board', () => {
  test.each([
    // counts, attempt that counts
    ['best', 'a2'],
    ['first', 'a1'],
    ['last', 'a3'],
  ] as const)('%s: attempt %s counts, in whatever order the log gave them', (counts, attemptId) => {
    const outcomes = [outcome(1, 10, 5), outcome(2, 20, 9), outcome(3, 15, 7)]
    for (const order of [outcomes, [...outcomes].reverse()]) {
      expect(roundStanding(order, { ...plainRules, counts })).toMatchObject({ attemptId, attempts: 3, unionId: 'u3', allCorrect: true })
    }
  })

  it('passes over a voided attempt wholly: the next best counts', () => {
    expect(roundStanding([outcome(1, 10, 5), outcome(2, 20, 9, { voided: true })], plainRules)).toMatchObject({
      attemptId: 'a1',
      attempts: 1,
      unionId: 'u1',
      allCorrect: false,
      score: 10,
    })
  })

  it('is off the board with no attempt, or with all of them voided', () => {
    expect(roundStanding([], plainRules)).toBeNull()
    expect(roundStanding([outcome(1, 20, 5, { voided: true })], plainRules)).toBeNull()
  })

  it('is not ordered by the prediction before the seal', () => {
    const [near, far] = [3, 9_999].map((prediction) => roundStanding([outcome(1, 20, 5, { prediction })], plainRules))
    expect(near?.keys).toEqual([-2_000, 300_000, 1_000, 0])
    expect(far?.keys).toEqual(near?.keys)
  })
})

describe('a person on the contest’s board', () => {
  it('has scores and durations summed, the last submission and the newest union', () => {
    expect(contestStanding([standing(18.35, 5, 100), standing(20, 7, 300), standing(0.1, 2, 200)], plainRules)).toEqual({
      contestantId: 'An',
      unionId: 'u300',
      attemptId: 'a300',
      attempts: 3,
      score: 38.45,
      allCorrect: false,
      durationMs: 840_000,
      submittedAt: 300,
      keys: [-3_845, 840_000, 300, 0],
    })
  })

  it('is all-correct only when every round is', () => {
    expect(contestStanding([standing(20, 5, 100), standing(20, 5, 200)], plainRules)?.allCorrect).toBe(true)
    expect(contestStanding([standing(20, 5, 100), standing(19, 5, 200)], plainRules)?.allCorrect).toBe(false)
  })

  it('is off the board without a round', () => expect(contestStanding([], plainRules)).toBeNull())
})
