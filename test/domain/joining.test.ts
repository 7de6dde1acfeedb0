import { describe, expect, it, test } from 'vitest'
import { joinExcess } from '../../server/src/domain/join-excess.ts'
import { planJoin, type JoinedAttempt, type JoinedRound, type JoiningPerson, type JoinView } from '../../server/src/domain/joining.ts'

const person = (id: string, more: Partial<JoiningPerson> = {}): JoiningPerson => ({
  id,
  phone: `09${id}`,
  fullName: 'Lò Thị Đôi',
  unionId: `union of ${id}`,
  withdrawnAt: null,
  joinedTo: null,
  ...more,
})
/** "k1": the first attempt of the account that stays, "f2": the second of the other; "x" is void, "…" still runs. In the order of their starts. */
const attempts = (written: string): JoinedAttempt[] =>
  written.split(' ').map((one, index) => ({
    attemptId: one.slice(0, 2),
    owner: one.startsWith('k') ? 'kept' : 'from',
    number: Number(one[1]),
    startedAt: index,
    finished: !one.includes('…'),
    voided: one.includes('x'),
    unionId: one.startsWith('k') ? 'union then of k' : 'union then of f',
  }))
const round = (written: string, more: Partial<JoinedRound> = {}): JoinedRound => ({
  roundId: 'r',
  contestId: 'c',
  practice: false,
  sealed: false,
  limit: 2,
  ...{ perDay: null, perContest: null, timeZone: 'Asia/Ho_Chi_Minh' },
  attempts: attempts(written),
  ...more,
})
const view = (rounds: JoinedRound[], more: Partial<JoinView> = {}): JoinView => ({ kept: person('k'), from: person('f'), rounds, ...more })

describe('joining two accounts of one person', () => {
  test.each<[what: string, round: JoinedRound, after: string]>([
    ['the other one’s attempt becomes the second', round('k1 f1'), 'k1:1 f1:2'],
    ['numbers follow the starts, whoever owned them', round('f1 k1'), 'f1:1 k1:2'],
    ['what is one too many is void', round('k1 f1 k2'), 'k1:1 f1:2 k2:3 void'],
    ['two accounts that used up everything', round('f1 k1 f2 k2'), 'f1:1 k1:2 f2:3 void k2:4 void'],
    ['a void one counts towards the limit, as it did before', round('k1x f1 k2'), 'k1:1 f1:2 k2:3 void'],
    ['a void one is not voided again', round('k1 f1 f2x'), 'k1:1 f1:2 f2:3'],
    ['practice has no limit', round('k1 f1 k2 f2', { practice: true, limit: Infinity }), 'k1:1 f1:2 k2:3 f2:4'],
  ])('%s', (_what, given, after) => {
    const plan = planJoin(view([given]))
    const told = plan.ok ? plan.value[0]?.attempts.map(({ attemptId, newNumber, voids }) => `${attemptId}:${newNumber}${voids ? ' void' : ''}`) : []
    expect(told?.join(' ')).toBe(after)
  })

  test.each([
    ['where both took part, the union of the one that stays', round('f1 k1'), 'union then of k'],
    ['where only the other did, the union of the one that stays, today', round('f1'), 'union of k'],
    ['but behind a seal nobody changes unions', round('f1', { sealed: true }), 'union then of f'],
  ])('%s', (_what, given, unionId) => expect(planJoin(view([given]))).toMatchObject({ ok: true, value: [{ unionId }] }))

  it('rounds in which only the account that stays took part are left alone', () =>
    expect(planJoin(view([round('k1 k2')]))).toEqual({ ok: true, value: [] }))

  test.each([
    ['nobody', null, 'not-found'],
    ['an account and itself', view([], { from: person('k') }), 'nothing-changed'],
    ['somebody who has left', view([], { from: person('f', { withdrawnAt: 1 }) }), 'contestant-withdrawn'],
    ['an account that was joined before', view([], { from: person('f', { joinedTo: 'z' }) }), 'already-joined'],
    ['one to an account that is no more', view([], { kept: person('k', { joinedTo: 'z' }) }), 'already-joined'],
    ['while one of them is taking an attempt', view([round('k1…')]), 'attempt-running'],
  ])('%s is refused', (_what, given, reason) => expect(planJoin(given)).toMatchObject({ ok: false, reason }))
})

describe('what was done with both accounts beyond a limit of a day or of the contest', () => {
  const at = (written: string): number => Date.parse(`2021-05-${written}+07:00`)
  /** "k 04T08:00": an attempt of the account that stays. */
  const begun = (written: string): JoinedAttempt[] =>
    written.split(', ').map((one, index) => ({
      ...{ attemptId: `${one[0]}${index + 1}`, owner: one.startsWith('k') ? 'kept' : 'from', number: index + 1, startedAt: at(one.split(' ')[1]!) },
      ...{ finished: true, voided: one.endsWith('x'), unionId: 'u' },
    }))
  const rules = (written: string, more: Partial<JoinedRound>): JoinedRound => round('k1', { limit: 9, attempts: begun(written), ...more })
  const told = (rounds: JoinedRound[]): string => {
    const plan = planJoin(view(rounds))
    const excess = plan.ok ? joinExcess(rounds, plan.value) : []
    return excess
      .map(
        ({ day, limit, attempts: own }) =>
          `${day === null ? 'contest' : 'day'} ${own.length}/${limit}: ${own
            .filter((one) => one.beyond)
            .map(({ attemptId }) => attemptId)
            .join(' ')}`,
      )
      .join('; ')
  }

  test.each<[what: string, rounds: JoinedRound[], expected: string]>([
    ['as many as the rules allow', [rules('k 04T08:00, f 04T09:00', { perDay: 2 })], ''],
    ['one more on one day', [rules('k 04T08:00, f 04T09:00, f 04T10:00', { perDay: 2 })], 'day 3/2: f3'],
    ['days part at midnight where the contest is', [rules('k 04T08:00, f 04T23:59, f 05T00:00', { perDay: 2 })], ''],
    ['with one account alone it was allowed then', [rules('k 04T08:00, k 04T09:00, f 05T08:00', { perDay: 1 })], ''],
    ['a void one does not count', [rules('k 04T08:00, f 04T09:00x, f 04T10:00', { perDay: 2 })], ''],
    ['nor one that is one too many in its round and void with the join', [rules('k 04T08:00, f 04T09:00, f 04T10:00', { perDay: 2, limit: 2 })], ''],
    [
      'over the rounds of a contest, in the order of the starts',
      [rules('k 04T08:00, k 05T08:00', { perContest: 2 }), { ...rules('f 11T08:00, f 12T08:00', { perContest: 2 }), roundId: 's' }],
      'contest 4/2: f1 f2',
    ],
    ['practice counts nowhere', [rules('k 04T08:00, f 04T09:00', { perDay: 1, perContest: 1, practice: true })], ''],
  ])('%s', (_what, rounds, expected) => expect(told(rounds)).toBe(expected))

  it('is void with the join where a judge has chosen so, also in a round in which only the account that stays took part', () => {
    const rounds = [rules('f 04T08:00', {}), { ...round('k1 k2'), roundId: 's' }]
    const plan = planJoin(view(rounds), ['k2'])
    expect(
      plan.ok && plan.value.map(({ roundId, attempts: own }) => [roundId, own.filter(({ voids }) => voids).map(({ attemptId }) => attemptId)]),
    ).toEqual([
      ['r', []],
      ['s', ['k2']],
    ])
  })

  test.each([
    ['an attempt of neither', 'z1'],
    ['one that is void', 'k3'],
  ])('%s cannot be chosen', (_what, attemptId) =>
    expect(planJoin(view([round('f1 k3x')]), [attemptId])).toMatchObject({ ok: false, reason: 'not-found' }),
  )
})
