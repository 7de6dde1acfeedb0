import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { abandoned, decideFinish, decideSave, HELD, isHeld, remaining } from '../../server/src/domain/attempt.ts'
import type { Round } from '../../server/src/domain/contest.ts'
import { decideExtend, type RunningTimes } from '../../server/src/domain/extension.ts'
import { decideGrant, type GrantView, type TimeFor } from '../../server/src/domain/extra-time.ts'
import { decidePause, decideResume } from '../../server/src/domain/pause.ts'
import { plainRules } from '../support/plain-rules.ts'

const MINUTE = 60_000
/** A moment of 23/5/2021, on which the round closes at 22:00. */
const at = (time: string): number => Date.parse(`2021-05-23T${time}:00.000+07:00`)
const round = (changes: Partial<Round> = {}, rules: Partial<RoundRules> = {}): Round => ({
  id: 'round',
  contestId: 'contest',
  number: 1,
  title: 'Kỳ 1',
  opensAt: at('08:00'),
  closesAt: at('22:00'),
  rules: { ...plainRules, ...rules },
  sealedRevision: null,
  practice: false,
  ...changes,
})
const contest = {
  id: 'contest',
  timeZone: 'Asia/Ho_Chi_Minh',
  pausedAt: null as number | null,
  closesAt: at('22:00'),
  state: 'published' as 'draft' | 'published',
}
const attempt = (started: string, ends: string, changes: Partial<RunningTimes> = {}): RunningTimes => ({
  id: `${started}`,
  roundId: 'round',
  startedAt: at(started),
  deadlineAt: at(ends),
  extraMs: 0,
  pausedMs: 0,
  ...changes,
})

describe('a pause', () => {
  test.each([
    // deadline of the attempt, paused, resumed, then it ends
    ['20:20', '20:05', '20:35', '20:50'],
    ['20:20', '20:20', '21:00', '21:00'],
    ['22:00', '21:50', '22:40', '22:50'],
  ])('an attempt until %s, paused %s to %s, ends %s', (ends, paused, resumed, after) => {
    const pause = decidePause({ pausedAt: null, state: 'published' }, at(paused))
    const resumption = decideResume({ contest: { ...contest, pausedAt: at(paused) }, rounds: [] }, false, at(resumed))
    if (!pause.ok || !resumption.ok) throw new Error('refused')
    const held = { deadlineAt: at(ends) + pause.value.shiftMs, submittedAt: null }
    expect([isHeld(held), remaining(held, at(resumed)), abandoned(held, at(resumed) + 365 * 24 * 60 * MINUTE)]).toEqual([
      true,
      at(ends) - at(paused),
      false,
    ])
    expect(held.deadlineAt + resumption.value.shiftMs).toBe(at(after))
  })

  it('inside the network grace leaves nothing on the clock, and the rest of the grace after it', () => {
    const pause = decidePause({ pausedAt: null, state: 'published' }, at('20:20') + 10_000)
    if (!pause.ok) throw new Error('refused')
    const held = { deadlineAt: at('20:20') + pause.value.shiftMs, submittedAt: null }
    expect([isHeld(held), remaining(held, at('20:30')), held.deadlineAt - HELD]).toEqual([true, 0, -10_000])
  })

  it('takes saves, no submission, and no finish by the sweep', () => {
    const held = { startedAt: at('20:00'), deadlineAt: HELD + MINUTE, submittedAt: null, pausedMs: 0, shape: 's4' }
    expect(decideSave(held, [{ position: 1, choice: ['b'], ageMs: 0 }], at('21:00'))).toMatchObject({ ok: true })
    expect(decideFinish(held, 'contestant', at('21:00'))).toMatchObject({ ok: false, reason: 'contest-paused' })
    expect(decideFinish(held, 'deadline', at('23:00'))).toMatchObject({ ok: false, reason: 'attempt-running' })
  })

  it('is no part of the time taken', () => {
    const resumed = { startedAt: at('20:00'), deadlineAt: at('20:50'), submittedAt: null, pausedMs: 30 * MINUTE }
    expect(decideFinish(resumed, 'contestant', at('20:45'))).toMatchObject({ value: { durationMs: 15 * MINUTE } })
    expect(decideFinish(resumed, 'deadline', at('21:00'))).toMatchObject({ value: { durationMs: 20 * MINUTE, submittedAt: at('20:50') } })
  })

  it('of a paused contest, and a resumption of one that goes on, are refused', () => {
    expect(decidePause({ pausedAt: 1, state: 'published' }, 2)).toMatchObject({ ok: false, reason: 'already-paused' })
    expect(decideResume({ contest, rounds: [] }, false, 2)).toMatchObject({ ok: false, reason: 'not-paused' })
  })

  test.each([
    // the round is open,   paused,  resumed,  then it closes
    ['08:00', '22:00', '20:00', '20:30', '22:30'],
    ['08:00', '20:10', '20:00', '20:30', '20:40'],
    ['20:10', '22:00', '20:00', '20:30', '22:20'],
    ['08:00', '20:00', '20:00', '20:30', null],
    ['20:30', '22:00', '20:00', '20:30', null],
  ])('a round from %s to %s, paused %s to %s and made up, closes %s', (opens, closes, paused, resumed, after) => {
    const one = round({ opensAt: at(opens), closesAt: at(closes) })
    const made = decideResume({ contest: { ...contest, pausedAt: at(paused) }, rounds: [one] }, true, at(resumed))
    expect(made.ok && made.value.rounds.map(({ closesAt }) => closesAt)).toEqual(after === null ? [] : [at(after)])
  })

  it('moves the contest’s own end with its last round, and no sealed round', () => {
    const rounds = [round(), round({ id: 'sealed', sealedRevision: 1 })]
    expect(decideResume({ contest: { ...contest, pausedAt: at('20:00') }, rounds }, true, at('20:30'))).toMatchObject({
      value: { contestClosesAt: at('22:30'), rounds: [{ id: 'round' }] },
    })
  })
})

describe('a later close', () => {
  const extend = (running: RunningTimes[], closes: string, one = round(), now = '21:50', clock = contest) =>
    decideExtend({ round: one, contest: clock, running }, at(closes), at(now))
  const ends = (running: RunningTimes, closes: string, one?: Round): number | null => {
    const decision = extend([running], closes, one)
    return decision.ok ? (decision.value.times[0]?.deadlineAt ?? null) : null
  }

  test.each([
    // started, ended,   new close, ends
    ['21:45', '22:00', '23:00', '22:05'],
    ['21:45', '22:00', '22:03', '22:03'],
    ['21:35', '21:55', '23:00', null],
    ['21:40', '22:00', '23:00', null],
  ])('an attempt from %s that would end %s: with a close at %s it ends %s', (started, ended, closes, after) => {
    expect(ends(attempt(started, ended), closes)).toBe(after === null ? null : at(after))
  })

  test.each([
    // with hours from 07:00 to 21:30 of every day: started, ended, rules, new close, ends
    ['21:20', '21:30', 'clipped', '23:00', null],
    ['21:15', '21:30', 'clipped', '22:30', null],
    ['21:20', '21:40', 'fullTime', '23:00', null],
  ] as const)(
    'the hours of the day cut an attempt from %s to %s (%s) as before, whatever the close becomes',
    (started, ended, atClose, closes, after) => {
      const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '21:30' }
      expect(ends(attempt(started, ended), closes, round({}, { hours, atClose }))).toBe(after)
    },
  )

  it('counts extra time and pauses, and never shortens what a pause has given', () => {
    expect(ends(attempt('21:45', '22:00', { extraMs: 10 * MINUTE, pausedMs: 5 * MINUTE }), '23:00')).toBe(at('22:20'))
    expect(ends(attempt('21:30', '22:10', { pausedMs: 20 * MINUTE }), '22:05')).toBeNull()
  })

  it('of a paused contest is measured when the clock stopped', () => {
    const held = attempt('21:45', '22:00', { deadlineAt: HELD + 12 * MINUTE })
    const decision = extend([held], '23:00', round(), '21:58', { ...contest, pausedAt: at('21:48') })
    expect(decision).toMatchObject({ value: { times: [{ deadlineAt: HELD + 17 * MINUTE }] } })
  })

  it('leaves an abandoned attempt to the sweep', () => {
    expect(extend([attempt('21:45', '22:00')], '23:00', round(), '22:01')).toMatchObject({ value: { times: [] } })
  })

  test.each([
    ['an earlier one', '21:59', round(), '21:50', 'close-not-later'],
    ['the same', '22:00', round(), '21:50', 'close-not-later'],
    ['one that is past', '22:30', round(), '23:00', 'close-not-later'],
    ['that of a sealed round', '23:00', round({ sealedRevision: 1 }), '22:30', 'already-sealed'],
  ])('%s is refused', (_name, closes, one, now, reason) => {
    expect(extend([], closes, one, now)).toMatchObject({ ok: false, reason })
  })

  test.each([
    // close of a board that stands still for the last 60 minutes, new close, minutes then
    ['22:00', '22:30', 90, '22:30'],
    ['22:00', '23:00', 120, '23:00'],
  ])('a frozen board: the close moves from %s to %s, it stands still for %d minutes', (_old, closes, minutes, closed) => {
    const frozen = round({}, { board: 'frozen', frozenMinutes: 60 })
    expect(extend([], closes, frozen)).toMatchObject({ value: { round: { closesAt: at(closed), rules: { frozenMinutes: minutes } } } })
  })
})

describe('extra time', () => {
  const person: TimeFor = { scope: 'person', targetId: 'p' }
  const grant = (view: Partial<GrantView>, timeFor: TimeFor = person, now = '21:00') =>
    decideGrant({ contest, rounds: [round()], target: 'Lò Thị Một', running: [], finished: 0, ...view }, timeFor, 10 * MINUTE, at(now))

  test.each([
    // rules,     started, ends,    then it ends, clipped
    ['clipped', '20:50', '21:10', '21:20', 0],
    ['clipped', '21:35', '21:55', '22:00', 1],
    ['clipped', '21:45', '22:00', '22:00', 1],
    ['fullTime', '21:45', '22:05', '22:15', 0],
  ] as const)('of ten minutes (%s), an attempt from %s to %s ends %s, %d clipped', (atClose, started, ends, after, clipped) => {
    const decision = grant({ rounds: [round({}, { atClose })], running: [attempt(started, ends)] })
    expect(decision).toMatchObject({ value: { times: [{ deadlineAt: at(after), extraMs: 10 * MINUTE }], clipped } })
  })

  it('is cut by the hours of the day as by the close, and told as clipped', () => {
    const hours = { days: [1, 2, 3, 4, 5, 6, 7], from: '07:00', until: '21:05' }
    expect(grant({ rounds: [round({}, { hours })], running: [attempt('20:40', '21:00')] })).toMatchObject({
      value: { times: [{ deadlineAt: at('21:05'), extraMs: 10 * MINUTE }], clipped: 1 },
    })
  })

  it('adds to what was granted before', () => {
    expect(grant({ running: [attempt('20:30', '21:05', { extraMs: 15 * MINUTE })] })).toMatchObject({
      value: { times: [{ deadlineAt: at('21:15'), extraMs: 25 * MINUTE }] },
    })
  })

  it('reaches an attempt that stands still', () => {
    const paused = { ...contest, pausedAt: at('20:55') }
    expect(grant({ contest: paused, running: [attempt('20:50', '', { deadlineAt: HELD + 15 * MINUTE })] })).toMatchObject({
      value: { times: [{ deadlineAt: HELD + 25 * MINUTE }], clipped: 0 },
    })
  })

  it('of an outage is refused while it lasts, or when it ends before it begins', () => {
    const outage = (from: string, until: string) => grant({}, { scope: 'everyone', fromAt: at(from), untilAt: at(until) })
    expect(outage('20:00', '21:01')).toMatchObject({ ok: false, reason: 'outage-not-over' })
    expect(outage('20:30', '20:30')).toMatchObject({ ok: false, reason: 'outage-not-over' })
    expect(outage('20:30', '21:00')).toMatchObject({ ok: true })
  })

  it('for nobody we know is refused', () => expect(grant({ target: null })).toMatchObject({ ok: false, reason: 'not-found' }))
})
