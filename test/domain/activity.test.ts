import { describe, expect, test } from 'vitest'
import { activityOf } from '../../server/src/domain/activity.ts'
import type { Outcome } from '../../server/src/domain/standing.ts'

const outcome = (attemptId: string, submitted: string, changes: Partial<Outcome> = {}): Outcome => ({
  attemptId,
  roundId: 'kỳ 1',
  contestId: 'cuộc thi',
  contestantId: 'An',
  unionId: 'xưởng',
  contestantKind: 'member',
  number: 1,
  score: 10,
  maxScore: 20,
  allCorrect: false,
  prediction: null,
  durationMs: 60_000,
  submittedAt: Date.parse(`2021-05-${submitted}:00+07:00`),
  receipt: attemptId,
  voided: false,
  ...changes,
})
/** board, span, people, attempts, union, kind, best score, all-correct people. */
const told = (outcomes: Outcome[]) =>
  [...activityOf(outcomes, 'Asia/Ho_Chi_Minh').values()].map((row) => [
    row.boardId,
    row.span,
    row.people,
    row.attempts,
    row.unionId,
    row.kind,
    row.scoreSum,
    row.allCorrect,
  ])

describe('what one contestant adds to each stretch of time', () => {
  test('nothing without an attempt that counts', () => {
    expect(told([])).toEqual([])
    expect(told([outcome('a', '03T08:00', { voided: true })])).toEqual([])
  })

  test('two attempts on either side of midnight: one person in each hour and each day, one in the week, one in the round', () => {
    expect(told([outcome('a', '03T23:59', { score: 12.5 }), outcome('b', '04T00:00', { score: 20, allCorrect: true })])).toEqual([
      ['cuộc thi', 'hour', 1, 1, 'xưởng', 'member', 12.5, 0],
      ['cuộc thi', 'day', 1, 1, 'xưởng', 'member', 12.5, 0],
      ['cuộc thi', 'week', 1, 2, 'xưởng', 'member', 20, 1],
      ['cuộc thi', 'whole', 1, 2, 'xưởng', 'member', 20, 1],
      ['kỳ 1', 'whole', 1, 2, 'xưởng', 'member', 20, 1],
      ['cuộc thi', 'hour', 1, 1, 'xưởng', 'member', 20, 1],
      ['cuộc thi', 'day', 1, 1, 'xưởng', 'member', 20, 1],
    ])
  })

  test('two rounds in one week: one person of the contest’s week, one of each round', () => {
    const rows = told([outcome('a', '05T08:00'), outcome('b', '06T08:00', { roundId: 'kỳ 2' })])
    expect(rows.filter(([, span]) => span === 'week')).toEqual([['cuộc thi', 'week', 1, 2, 'xưởng', 'member', 10, 0]])
    expect(rows.filter(([board, span]) => board !== 'cuộc thi' && span === 'whole').map(([board, , people]) => [board, people])).toEqual([
      ['kỳ 1', 1],
      ['kỳ 2', 1],
    ])
  })

  test('who changed their union or kind within a stretch is counted for the newest one, whatever order the log tells it in', () => {
    const late = outcome('b', '03T09:30', { unionId: 'trường', contestantKind: 'officer' })
    const early = outcome('a', '03T09:00')
    for (const both of [
      [early, late],
      [late, early],
    ])
      expect(told(both).filter(([, span]) => span === 'hour')).toEqual([['cuộc thi', 'hour', 1, 2, 'trường', 'officer', 10, 0]])
  })

  test('an entry from before kinds were logged is of an unknown kind', () => {
    expect(told([outcome('a', '03T08:00', { contestantKind: null })])[0]?.[5]).toBe('unknown')
  })
})
