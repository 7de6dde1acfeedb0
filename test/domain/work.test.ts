import type { WorkState, WorkStep } from '@hoithi/shared/contracts/works'
import { describe, expect, test } from 'vitest'
import {
  decideFinish,
  decideRegistering,
  decideWorkStep,
  isLate,
  mayChangePhotos,
  mayEditWork,
  openWorkSteps,
  type Work,
  type WorkHand,
} from '../../server/src/domain/work.ts'
import { figuresBelow, workFigures, workTargetLines, type WorkCell } from '../../server/src/domain/work-counts.ts'

const at = (local: string): number => Date.parse(`${local}+07:00`)
const work = (state: WorkState, patch: Partial<Work> = {}): Work => ({
  id: 'w',
  contestId: 'c',
  unionId: 'u',
  title: 'Làm đường vào bản',
  kind: 'project',
  quantity: 2.5,
  measure: 'km',
  value: 150_000_000,
  carriedOutBy: 'Tổ thanh niên',
  plannedFrom: '2021-04-26',
  plannedTo: '2021-05-20',
  state,
  stateAt: 0,
  reason: '',
  source: 'desk',
  entryKey: 'khoa-thu-1',
  registeredAt: 0,
  registeredBy: 'a',
  doneOn: null,
  result: '',
  valueReached: null,
  acceptedAt: null,
  edition: 1,
  ...patch,
})

describe('registering', () => {
  const campaign = { opensAt: at('2021-04-26T00:00'), closesAt: at('2021-05-27T00:00') }
  test.each([
    ['2021-04-01T08:00', true],
    ['2021-05-26T23:59', true],
    ['2021-05-27T00:00', false],
  ])('at %s', (now, taken) => {
    expect(decideRegistering(campaign, at(now))).toEqual(taken ? { ok: true, value: null } : { ok: false, reason: 'works-over' })
  })
})

describe('steps', () => {
  type Answer = WorkState | 'not-allowed' | 'work-moved'
  // step, from, what comes of it for the unit, the upper union and who sees everything
  test.each<[Exclude<WorkStep, 'finish'>, WorkState, Answer, Answer, Answer]>([
    ['confirm', 'registered', 'not-allowed', 'confirmed', 'confirmed'],
    ['confirm', 'returned', 'not-allowed', 'work-moved', 'work-moved'],
    ['confirm', 'confirmed', 'not-allowed', 'work-moved', 'work-moved'],
    ['return', 'registered', 'not-allowed', 'returned', 'returned'],
    ['return', 'confirmed', 'not-allowed', 'returned', 'returned'],
    ['return', 'done', 'not-allowed', 'confirmed', 'confirmed'],
    ['return', 'accepted', 'not-allowed', 'work-moved', 'confirmed'],
    ['resend', 'returned', 'registered', 'registered', 'registered'],
    ['resend', 'registered', 'work-moved', 'work-moved', 'work-moved'],
    ['accept', 'confirmed', 'not-allowed', 'work-moved', 'work-moved'],
    ['accept', 'done', 'not-allowed', 'accepted', 'accepted'],
    ['withdraw', 'registered', 'withdrawn', 'withdrawn', 'withdrawn'],
    ['withdraw', 'confirmed', 'work-moved', 'withdrawn', 'withdrawn'],
    ['withdraw', 'done', 'work-moved', 'withdrawn', 'withdrawn'],
    ['withdraw', 'accepted', 'work-moved', 'work-moved', 'work-moved'],
    ['resend', 'withdrawn', 'work-moved', 'work-moved', 'work-moved'],
  ])('%s what is %s: unit %s, upper union %s, top %s', (step, from, ...answers) => {
    const hands: WorkHand[] = ['unit', 'upper', 'top']
    const found = hands.map((hand) => {
      const decided = decideWorkStep(work(from), { step, reason: 'thiếu ảnh' }, hand, 9)
      return decided.ok ? decided.value.state : decided.reason
    })
    expect(found).toEqual(answers)
    // What is offered is what is taken.
    expect(hands.map((hand) => openWorkSteps({ state: from }, hand).includes(step))).toEqual(
      answers.map((answer) => answer !== 'not-allowed' && answer !== 'work-moved'),
    )
  })

  test('an accepted work says since when, and one that is returned from there does not', () => {
    const accepted = decideWorkStep(work('done'), { step: 'accept' }, 'upper', 9)
    expect(accepted).toMatchObject({ ok: true, value: { state: 'accepted', stateAt: 9, acceptedAt: 9, reason: '', edition: 2 } })
    expect(decideWorkStep(work('accepted', { acceptedAt: 9 }), { step: 'return', reason: 'ảnh sai' }, 'top', 10)).toMatchObject({
      ok: true,
      value: { state: 'confirmed', acceptedAt: null, reason: 'ảnh sai' },
    })
  })

  test.each<[WorkState, string, WorkState | string]>([
    ['confirmed', '2021-05-10', 'done'],
    ['confirmed', '2021-05-11', 'work-done-ahead'],
    ['done', '2021-05-09', 'done'],
    ['registered', '2021-05-10', 'work-moved'],
    ['accepted', '2021-05-10', 'work-moved'],
  ])('what is %s is reported done on %s: %s', (from, doneOn, answer) => {
    const result = { doneOn, result: 'Đã đổ bê tông 2,5 km', valueReached: 160_000_000 }
    const decided = decideFinish(work(from, { reason: 'thiếu ảnh' }), result, 'unit', { now: 9, today: '2021-05-10' })
    expect(decided.ok ? decided.value.state : decided.reason).toBe(answer)
    if (decided.ok) expect(decided.value).toMatchObject({ ...result, reason: '' })
  })

  test.each<[WorkState, boolean, boolean, boolean, boolean]>([
    // state, words by the unit, words from above, photos by the unit, photos by the top
    ['registered', true, true, true, true],
    ['returned', true, true, true, true],
    ['confirmed', false, true, true, true],
    ['done', false, false, true, true],
    ['accepted', false, false, false, true],
    ['withdrawn', false, false, false, false],
  ])('what is %s is changed', (state, unit, above, photos, topPhotos) => {
    expect([
      mayEditWork({ state }, 'unit'),
      mayEditWork({ state }, 'upper'),
      mayChangePhotos({ state }, 'unit'),
      mayChangePhotos({ state }, 'top'),
    ]).toEqual([unit, above, photos, topPhotos])
  })

  test.each<[WorkState, string, boolean]>([
    ['confirmed', '2021-05-20', false],
    ['confirmed', '2021-05-21', true],
    ['registered', '2021-05-21', true],
    ['done', '2021-06-01', false],
    ['withdrawn', '2021-06-01', false],
  ])('planned to the 20th and %s on %s: late %s', (state, today, late) => {
    expect(isLate(work(state), today)).toBe(late)
  })
})

describe('counts', () => {
  const parents = new Map([
    ['T', null],
    ['A', 'T'],
    ['B', 'T'],
    ['A1', 'A'],
    ['A2', 'A'],
  ])
  const cell = (unionId: string, state: WorkCell['state'], works: number, patch: Partial<WorkCell> = {}): WorkCell => ({
    unionId,
    kind: 'project',
    state,
    late: false,
    works,
    value: 0,
    ...patch,
  })
  const cells = [
    cell('A1', 'accepted', 3, { value: 300 }),
    cell('A2', 'done', 2, { value: 900 }),
    cell('A2', 'confirmed', 4, { late: true }),
    cell('B', 'accepted', 2, { value: 50, kind: 'task' }),
    cell('B', 'registered', 1),
    cell('T', 'returned', 1),
  ]
  const target = (unionId: string, peerGroup: string, works: number | null) => ({ unionId, peerGroup, initiatives: null, benefit: null, works })

  test('figures: money counts once it is accepted, done holds what was accepted too', () => {
    expect(workFigures(cells)).toEqual({ registered: 13, waiting: 3, running: 4, late: 4, done: 7, accepted: 5, value: 350 })
    expect(workFigures([])).toEqual({ registered: 0, waiting: 0, running: 0, late: 0, done: 0, accepted: 0, value: 0 })
  })

  test('of the units below a scope, and what is its own', () => {
    const lines = figuresBelow(cells, 'T', parents).map(({ unionId, registered, accepted }) => [unionId, registered, accepted])
    expect(lines).toEqual([
      ['A', 9, 3],
      ['B', 3, 2],
      ['T', 1, 0],
    ])
    expect(figuresBelow(cells.slice(0, 3), 'A', parents).map(({ unionId }) => unionId)).toEqual(['A1', 'A2'])
  })

  test('against the target, ranked inside the peer group; a unit has what those below it have', () => {
    const lines = workTargetLines(
      cells,
      [target('B', 'Khối huyện', 4), target('A', 'Khối huyện', 10), target('A2', '', null), target('T', '', 0)],
      parents,
    )
    expect(lines.map(({ peerGroup, unionId, rank, accepted, share, value }) => [peerGroup, unionId, rank, accepted, share, value])).toEqual([
      ['', 'T', 1, 5, null, 350],
      ['', 'A2', 2, 0, null, 0],
      ['Khối huyện', 'B', 1, 2, 0.5, 50],
      ['Khối huyện', 'A', 2, 3, 0.3, 300],
    ])
  })

  test('equal lines share a rank', () => {
    const lines = workTargetLines([], [target('A', 'x', 1), target('B', 'x', 1), target('A1', 'x', null)], parents)
    expect(lines.map(({ rank }) => rank)).toEqual([1, 1, 3])
  })
})
