import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { abandoned, deadline, decideFinish, decideSave, decideStart, remaining, type AttemptHead } from '../../server/src/domain/attempt.ts'
import { plainSettings, type Round } from '../../server/src/domain/contest.ts'
import { plainRules } from '../support/plain-rules.ts'

/** A moment of the last day, 23/5/2021, or of the first minutes after it ('24:…'). */
function at(time: string): number {
  const [hours, ...rest] = time.split(':')
  return Date.parse(`2021-05-23T00:${rest.join(':')}+07:00`) + Number(hours) * 3_600_000
}
const window = { opensAt: Date.parse('2021-05-14T00:00:00+07:00'), closesAt: at('24:00') }
const round = (changes: Partial<Round> = {}): Round => ({
  id: 'round',
  contestId: 'contest',
  number: 4,
  title: 'Kỳ 4',
  ...window,
  rules: plainRules,
  sealedRevision: null,
  practice: false,
  ...changes,
})
const running: AttemptHead = {
  id: 'attempt',
  roundId: 'round',
  contestantId: 'person',
  unionId: 'union',
  number: 1,
  startedAt: at('20:00'),
  deadlineAt: at('20:20'),
  pausedMs: 0,
  prediction: null,
  shape: 's4 m5 t2',
  submittedAt: null,
}
const entrant = {
  contestantKind: 'member' as const,
  phone: '0912345678',
  unions: ['union'],
  listed: false,
  entered: false,
  agreed: true,
  attempts: 0,
}
const TIME_ZONE = 'Asia/Ho_Chi_Minh'
const frame = (rules: RoundRules) => ({ rules, closesAt: window.closesAt, timeZone: TIME_ZONE })
const closing = (atClose: 'clipped' | 'fullTime') => ({ ...plainRules, atClose })

describe('the deadline of an attempt of 20 minutes', () => {
  test.each([
    // at the close, started,  deadline
    ['clipped', '20:00', '20:20'],
    ['clipped', '23:40', '24:00'],
    ['clipped', '23:40:00.001', '24:00'],
    ['clipped', '23:55', '24:00'],
    ['fullTime', '23:40', '24:00'],
    ['fullTime', '23:55', '24:15'],
  ] as const)('%s, started %s: ends %s', (atClose, started, ends) => {
    expect(deadline(frame(closing(atClose)), { startedAt: at(started) })).toBe(at(ends))
  })

  it('grows by extra time, still clipped at the close', () => {
    expect(deadline(frame(closing('clipped')), { startedAt: at('20:00'), extraMs: 600_000 })).toBe(at('20:30'))
    expect(deadline(frame(closing('clipped')), { startedAt: at('23:35'), extraMs: 600_000 })).toBe(at('24:00'))
    expect(deadline(frame(closing('fullTime')), { startedAt: at('23:35'), extraMs: 600_000 })).toBe(at('24:05'))
  })
})

test.each([
  // submitted, now,       remaining ms
  [null, '20:00', 1_200_000],
  [null, '20:19:59.999', 1],
  [null, '20:20', 0],
  [null, '21:00', 0],
  ['20:10', '20:11', 0],
] as const)('submitted %s, at %s: %d ms are left', (submitted, now, left) => {
  expect(remaining({ ...running, submittedAt: submitted === null ? null : at(submitted) }, at(now))).toBe(left)
})

test.each([
  // submitted, now,        abandoned
  [null, '20:20', false],
  [null, '20:20:30.000', false],
  [null, '20:20:30.001', true],
  ['20:10', '21:00', false],
] as const)('submitted %s, at %s: abandoned is %s', (submitted, now, expected) => {
  expect(abandoned({ ...running, submittedAt: submitted === null ? null : at(submitted) }, at(now))).toBe(expected)
})

describe('starting', () => {
  const contest = { state: 'published' as const, settings: plainSettings, timeZone: TIME_ZONE, pausedAt: null }
  const start = (view: Partial<Parameters<typeof decideStart>[0]>, now: number) =>
    decideStart({ round: round(), contest, entrant, attemptsUsed: 0, startedAts: [], extraMs: 0, running: null, ...view }, now)

  test.each([
    ['one millisecond before the opening', window.opensAt - 1, 'round-not-open'],
    ['at the close', window.closesAt, 'round-over'],
  ])('%s is refused', (_name, now, reason) => {
    expect(start({}, now)).toMatchObject({ ok: false, reason })
  })

  it('at the opening millisecond begins attempt 1', () => {
    expect(start({}, window.opensAt)).toEqual({
      ok: true,
      value: { start: { number: 1, startedAt: window.opensAt, deadlineAt: window.opensAt + 1_200_000, extraMs: 0 } },
    })
  })

  it('at 23:55 on the last day ends at midnight when the rules clip, and at 00:15 when they give the full time', () => {
    expect(start({}, at('23:55'))).toMatchObject({ value: { start: { deadlineAt: at('24:00') } } })
    expect(start({ round: round({ rules: closing('fullTime') }) }, at('23:55'))).toMatchObject({ value: { start: { deadlineAt: at('24:15') } } })
  })

  test.each([
    // used of 2, what happens
    [0, { ok: true, value: { start: { number: 1 } } }],
    [1, { ok: true, value: { start: { number: 2 } } }],
    [2, { ok: false, reason: 'no-attempts-left', details: { attemptsPerRound: 2 } }],
    [3, { ok: false, reason: 'no-attempts-left' }],
  ])('with %d attempts used', (attemptsUsed, expected) => {
    expect(start({ attemptsUsed }, at('20:00'))).toMatchObject(expected)
  })

  it('has the time that was granted before, clipped at the close', () => {
    expect(start({ extraMs: 600_000 }, at('20:00'))).toMatchObject({ value: { start: { deadlineAt: at('20:30'), extraMs: 600_000 } } })
    expect(start({ extraMs: 600_000 }, at('23:35'))).toMatchObject({ value: { start: { deadlineAt: at('24:00'), extraMs: 600_000 } } })
  })

  it('is refused while the contest is paused; the running attempt can be looked at', () => {
    expect(start({ contest: { ...contest, pausedAt: at('19:00') } }, at('20:00'))).toEqual({
      ok: false,
      reason: 'contest-paused',
      details: { pausedAt: at('19:00') },
    })
    expect(start({ contest: { ...contest, pausedAt: at('20:01') }, running }, at('20:02'))).toEqual({ ok: true, value: { resume: 'attempt' } })
  })

  test.each([
    // today's and yesterday's attempts began, at most 2 a day; at 20:00 on 23/5
    [[], 'ok'],
    [['00:00'], 'ok'],
    [['00:00', '19:00'], 'no-attempts-today'],
    [['-00:00:00.001', '19:00'], 'ok'],
    [['-05:00', '-04:00', '19:00'], 'ok'],
  ] as const)('of two a day, after attempts at %j: %s', (began, expected) => {
    const startedAts = began.map((time) => (time.startsWith('-') ? at('00:00') - (at(time.slice(1)) - at('00:00')) : at(time)))
    const rules = { ...plainRules, attemptsPerDay: 2, attemptsPerRound: 9 }
    const decision = start({ round: round({ rules }), attemptsUsed: began.length, startedAts }, at('20:00'))
    expect(decision.ok ? 'ok' : decision.reason).toBe(expected)
  })

  describe('in a round of working days, 07:30 to 17:30', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '07:30', until: '17:30' }
    // From Friday 14/5 to Sunday 23/5.
    const weekdays = (changes: Partial<RoundRules> = {}) => round({ rules: { ...plainRules, hours, ...changes } })
    const on = (moment: string) => Date.parse(`2021-05-${moment}:00+07:00`)
    test.each([
      // now,      what happens
      ['14T07:29', 'outside-hours', '14T07:30'],
      ['14T07:30', 'ends', '14T07:50'],
      ['14T17:15', 'ends', '14T17:30'],
      ['14T17:30', 'outside-hours', '17T07:30'],
      ['16T12:00', 'outside-hours', '17T07:30'],
      ['21T17:29', 'ends', '21T17:30'],
      ['21T17:30', 'round-over', '24T00:00'],
    ] as const)('%s: %s %s', (now, what, when) => {
      const decision = start({ round: weekdays() }, on(now))
      if (what === 'ends') return expect(decision).toMatchObject({ value: { start: { deadlineAt: on(when) } } })
      const details = what === 'outside-hours' ? { opensAt: on(when) } : { closesAt: on(when) }
      return expect(decision).toEqual({ ok: false, reason: what, details })
    })
    it('full time also outlives the hours', () => {
      expect(start({ round: weekdays({ atClose: 'fullTime' }) }, on('14T17:15'))).toMatchObject({ value: { start: { deadlineAt: on('14T17:35') } } })
    })
  })

  it('again resumes the running attempt, even with none left and after the close', () => {
    expect(start({ running, attemptsUsed: 2 }, at('20:01'))).toEqual({ ok: true, value: { resume: 'attempt' } })
    expect(start({ running, attemptsUsed: 2 }, at('24:05'))).toEqual({ ok: true, value: { resume: 'attempt' } })
  })

  it('is refused while an attempt of another round runs, and names it', () => {
    expect(start({ running: { ...running, roundId: 'other' } }, at('20:01'))).toEqual({
      ok: false,
      reason: 'another-attempt-running',
      details: { attemptId: 'attempt' },
    })
  })

  it('is refused in a round that is sealed already', () => {
    expect(start({ round: round({ sealedRevision: 1 }) }, at('20:00'))).toMatchObject({ ok: false, reason: 'round-over' })
  })
})

describe('saving', () => {
  const save = (tap: { position?: number; choice?: string[]; ageMs?: number }, now = at('20:10'), sentAt?: number) =>
    decideSave(running, [{ position: 1, choice: ['a'], ageMs: 0, ...tap }], now, sentAt)

  test.each([
    // now,           accepted
    ['20:20:00.000', true],
    ['20:20:30.000', true],
    ['20:20:30.001', false],
  ] as const)('at %s, with a deadline at 20:20 and 30 s of grace: %s', (now, ok) => {
    expect(save({}, at(now)).ok).toBe(ok)
    if (!ok) expect(save({}, at(now))).toEqual({ ok: false, reason: 'deadline-passed', details: { deadlineAt: at('20:20') } })
  })

  it('into a finished attempt is refused', () => {
    expect(decideSave({ ...running, submittedAt: at('20:05') }, [], at('20:06'))).toEqual({ ok: false, reason: 'attempt-finished' })
  })

  test.each([
    // now,    sent,     age ms,    tapped
    ['20:10', undefined, 0, '20:10'],
    ['20:10', undefined, 5_000, '20:09:55'],
    ['20:10', undefined, 600_000, '20:00'],
    ['20:10', undefined, 600_001, '20:00'],
    ['20:10', undefined, 86_400_000, '20:00'],
    ['20:10', '20:09', 0, '20:09'],
    ['20:10', '20:09', 30_000, '20:08:30'],
    ['20:10', '20:11', 0, '20:10'],
    ['20:10', '23:59', 5_000, '20:09:55'],
    ['20:10', '03:00', 0, '20:00'],
  ] as const)('received %s, sent %s, %s ms old: counts as tapped at %s', (now, sent, ageMs, tapped) => {
    const saved = save({ ageMs }, at(now), sent === undefined ? undefined : at(sent))
    expect(saved).toEqual({ ok: true, value: [{ position: 1, choice: ['a'], tappedAt: at(tapped) }] })
  })

  test.each([
    // position, shape, choice,                       verdict
    [1, 'single of 4', ['a'], true],
    [1, 'single of 4', ['d'], true],
    [1, 'single of 4', [], true],
    [1, 'single of 4', ['e'], 'unknown-option'],
    [1, 'single of 4', ['a', 'b'], 'unknown-option'],
    [1, 'single of 4', ['A'], 'unknown-option'],
    [1, 'single of 4', ['ab'], 'unknown-option'],
    [1, 'single of 4', [''], 'unknown-option'],
    [1, 'single of 4', ['`'], 'unknown-option'],
    [2, 'multiple of 5', ['a', 'b', 'c', 'd', 'e'], true],
    [2, 'multiple of 5', ['f'], 'unknown-option'],
    [2, 'multiple of 5', ['a', 'a'], 'unknown-option'],
    [2, 'multiple of 5', ['a', 'b', 'c', 'd', 'e', 'a'], 'unknown-option'],
    [3, 'true or false', ['b'], true],
    [3, 'true or false', ['c'], 'unknown-option'],
    [3, 'true or false', ['a', 'b'], 'unknown-option'],
    [0, 'no question', ['a'], 'unknown-position'],
    [4, 'no question', ['a'], 'unknown-position'],
    [1.5, 'no question', ['a'], 'unknown-position'],
  ] as const)('position %d (%s), choice %j: %s', (position, _shape, choice, verdict) => {
    const saved = save({ position, choice: [...choice] })
    if (verdict === true) expect(saved.ok).toBe(true)
    else expect(saved).toEqual({ ok: false, reason: verdict, details: { position } })
  })

  it('keeps a choice sorted, so that the order of ticking leaves no trace', () => {
    expect(save({ position: 2, choice: ['d', 'a', 'c'] })).toMatchObject({ value: [{ choice: ['a', 'c', 'd'] }] })
  })

  it('refuses the whole request when one tap of it is wrong', () => {
    const taps = [
      { position: 1, choice: ['a'], ageMs: 0 },
      { position: 9, choice: ['a'], ageMs: 0 },
    ]
    expect(decideSave(running, taps, at('20:10'))).toEqual({ ok: false, reason: 'unknown-position', details: { position: 9 } })
  })
})

describe('finishing an attempt of 20:00 to 20:20', () => {
  test.each([
    // by,         now,            stamped,        finished by,  duration ms
    ['contestant', '20:07:30', '20:07:30', 'contestant', 450_000],
    ['contestant', '20:20:00.000', '20:20', 'contestant', 1_200_000],
    ['contestant', '20:20:00.001', '20:20', 'contestant', 1_200_000],
    ['contestant', '20:20:30.000', '20:20', 'contestant', 1_200_000],
    ['contestant', '20:20:30.001', '20:20', 'deadline', 1_200_000],
    ['contestant', '23:00', '20:20', 'deadline', 1_200_000],
    ['deadline', '20:20:30.001', '20:20', 'deadline', 1_200_000],
    ['deadline', '23:00', '20:20', 'deadline', 1_200_000],
  ] as const)('by the %s at %s: stamped %s, by the %s, %d ms', (by, now, stamped, finishedBy, durationMs) => {
    expect(decideFinish(running, by, at(now))).toEqual({ ok: true, value: { submittedAt: at(stamped), finishedBy, durationMs } })
  })

  test.each(['20:10', '20:20', '20:20:30.000'])('the sweep leaves it alone at %s: its owner still has time or grace', (now) => {
    expect(decideFinish(running, 'deadline', at(now))).toEqual({ ok: false, reason: 'attempt-running' })
  })

  test.each(['contestant', 'deadline'] as const)('happens once: by the %s it is refused when finished', (by) => {
    expect(decideFinish({ ...running, submittedAt: at('20:10') }, by, at('23:00'))).toEqual({ ok: false, reason: 'attempt-finished' })
  })
})

describe('what a question takes', () => {
  const running = { startedAt: 0, deadlineAt: 1_000, submittedAt: null }
  const kept = (shape: string, choice: string[]): string[] | string => {
    const saved = decideSave({ ...running, shape }, [{ position: 1, choice, ageMs: 0 }], 10)
    return saved.ok ? saved.value[0]!.choice : saved.reason
  }

  test.each<[shape: string, choice: string[], kept: string[] | 'unknown-option']>([
    ['s4', ['d'], ['d']],
    ['s4', ['e'], 'unknown-option'],
    ['s4', ['a', 'b'], 'unknown-option'],
    ['s4', [''], 'unknown-option'],
    ['t2', ['b'], ['b']],
    ['m4', ['c', 'a'], ['a', 'c']],
    ['m4', ['a', 'a'], 'unknown-option'],
    ['w0', ['  Điện   Biên '.normalize('NFD')], ['Điện Biên']],
    ['w0', ['   '], []],
    ['w0', ['x'.repeat(200)], ['x'.repeat(200)]],
    ['w0', ['x'.repeat(201)], 'unknown-option'],
    ['w0', ['a', 'b'], 'unknown-option'],
    ['n0', ['1,5'], ['1,5']],
    ['o3', ['c', 'a', 'b'], ['c', 'a', 'b']],
    ['o3', [], []],
    ['o3', ['c', 'a'], 'unknown-option'],
    ['o3', ['c', 'c', 'a'], 'unknown-option'],
    ['x4/2', ['d', ''], ['d', '']],
    ['x4/2', ['d', 'd'], ['d', 'd']],
    ['x4/2', ['', ''], []],
    ['x4/2', ['d'], 'unknown-option'],
    ['x4/2', ['e', 'a'], 'unknown-option'],
    ['x4/2', ['a', 'b', 'c'], 'unknown-option'],
    ['?4', ['a'], 'unknown-option'],
  ])('%s takes %j as %j', (shape, choice, expected) => expect(kept(shape, choice)).toEqual(expected))
})
