import { describe, expect, it, test } from 'vitest'
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
