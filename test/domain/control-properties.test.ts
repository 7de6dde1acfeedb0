import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadline, decideFinish, HELD, isHeld, remaining } from '../../server/src/domain/attempt.ts'
import type { Round } from '../../server/src/domain/contest.ts'
import { decideExtend, stillAnswered, type RunningTimes } from '../../server/src/domain/extension.ts'
import { decideGrant } from '../../server/src/domain/extra-time.ts'
import { decidePause, decideResume } from '../../server/src/domain/pause.ts'
import { plainRules } from '../support/plain-rules.ts'

const MINUTE = 60_000
const OPENS = Date.parse('2021-05-23T08:00:00+07:00')
const CLOSES = Date.parse('2021-05-23T22:00:00+07:00')

/** What organisers may do, with the milliseconds that pass before it. */
type Step = { wait: number } & ({ do: 'pause' } | { do: 'resume'; makeUp: boolean } | { do: 'extend'; by: number } | { do: 'grant'; extraMs: number })
type State = {
  now: number
  round: Round
  contest: { id: string; timeZone: string; pausedAt: number | null; closesAt: number; state: 'draft' | 'published' }
  attempt: RunningTimes
}

const wait = fc.integer({ min: 0, max: 20 * MINUTE })
const steps = (makeUp: fc.Arbitrary<boolean>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      fc.record({ wait, do: fc.constant('pause' as const) }),
      fc.record({ wait, do: fc.constant('resume' as const), makeUp }),
      fc.record({ wait, do: fc.constant('extend' as const), by: fc.integer({ min: 1, max: 60 * MINUTE }) }),
      fc.record({ wait, do: fc.constant('grant' as const), extraMs: fc.integer({ min: 1, max: 30 }).map((minutes) => minutes * MINUTE) }),
    ),
    { maxLength: 10 },
  )
const start = fc.record({
  /** Before the close. */
  begun: fc.integer({ min: 1, max: 60 * MINUTE }),
  atClose: fc.constantFrom('clipped' as const, 'fullTime' as const),
  board: fc.constantFrom('live' as const, 'frozen' as const),
})

const begun = ({ begun: before, atClose, board }: { begun: number; atClose: 'clipped' | 'fullTime'; board: 'live' | 'frozen' }): State => {
  const rules = { ...plainRules, atClose, board, frozenMinutes: board === 'frozen' ? 60 : 0 }
  const frame = { id: 'round', contestId: 'c', number: 1, title: 'Kỳ 1', opensAt: OPENS, closesAt: CLOSES }
  const round: Round = { ...frame, rules, sealedRevision: null, practice: false }
  const startedAt = CLOSES - before
  const contest = { id: 'c', timeZone: 'Asia/Ho_Chi_Minh', pausedAt: null, closesAt: CLOSES, state: 'published' as const }
  const deadlineAt = deadline({ ...round, timeZone: contest.timeZone }, { startedAt })
  return { now: startedAt, round, contest, attempt: { id: 'a', roundId: 'round', startedAt, deadlineAt, extraMs: 0, pausedMs: 0 } }
}

/** One step as storage writes what the decision says; what is refused changes nothing. */
function after(before: State, step: Step): State {
  const state = { ...before, now: before.now + step.wait }
  const { now, round, contest, attempt } = state
  if (step.do === 'pause') {
    const pause = decidePause(contest, now)
    if (!pause.ok) return state
    const deadlineAt = stillAnswered(attempt, now) ? attempt.deadlineAt + pause.value.shiftMs : attempt.deadlineAt
    return { ...state, contest: { ...contest, pausedAt: now }, attempt: { ...attempt, deadlineAt } }
  }
  if (step.do === 'resume') {
    const resumption = decideResume({ contest, rounds: [round] }, step.makeUp, now)
    if (!resumption.ok) return state
    const { shiftMs, pausedMs, rounds, contestClosesAt } = resumption.value
    const resumed = { ...attempt, deadlineAt: attempt.deadlineAt + shiftMs, pausedMs: attempt.pausedMs + pausedMs }
    return {
      ...state,
      round: { ...round, ...rounds[0] },
      contest: { ...contest, pausedAt: null, closesAt: contestClosesAt },
      attempt: isHeld(attempt) ? resumed : attempt,
    }
  }
  if (step.do === 'extend') {
    const extension = decideExtend({ round, contest, running: [attempt] }, round.closesAt + step.by, now)
    if (!extension.ok) return state
    const { round: close, contestClosesAt, times } = extension.value
    return { ...state, round: { ...round, ...close }, contest: { ...contest, closesAt: contestClosesAt }, attempt: { ...attempt, ...times[0] } }
  }
  const grant = decideGrant(
    { contest, rounds: [round], target: 'An', running: [attempt], finished: 0 },
    { scope: 'person', targetId: 'An' },
    step.extraMs,
    now,
  )
  return grant.ok ? { ...state, attempt: { ...attempt, ...grant.value.times[0] } } : state
}

/** Every state from the start of an attempt on. */
const states = (first: State, all: readonly Step[]): State[] => all.reduce((done, step) => [...done, after(done.at(-1) ?? first, step)], [first])
/** Where the deadline would be if nothing else happened: one that stands still is measured at the moment when its clock stopped. */
const endOf = ({ attempt, contest }: State): number =>
  isHeld(attempt) ? attempt.deadlineAt - HELD + (contest.pausedAt ?? Number.NaN) : attempt.deadlineAt
const left = (state: State): number => remaining({ ...state.attempt, submittedAt: null }, state.now)

describe('an attempt under any order of pauses, later closes and extra time', () => {
  const run = (makeUp: fc.Arbitrary<boolean>, holds: (all: State[], given: Step[]) => void) =>
    fc.assert(
      fc.property(start, steps(makeUp), (first, given) => holds(states(begun(first), given), given)),
      { numRuns: 400 },
    )

  it('where the rules clip, nobody writes past the close as long as every pause is made up', () =>
    run(fc.constant(true), (all) => {
      // A pause that begins at the close is not made up: of what has ended already nothing is left.
      for (const state of all)
        if (state.round.rules.atClose === 'clipped' && left(state) > 0) expect(endOf(state)).toBeLessThanOrEqual(state.round.closesAt)
    }))

  it('where a pause is not made up it outlives the close by what it stood still, and by no more', () =>
    run(fc.boolean(), (all) => {
      for (const state of all)
        if (state.round.rules.atClose === 'clipped') expect(endOf(state)).toBeLessThanOrEqual(state.round.closesAt + state.attempt.pausedMs)
    }))

  it('it has no more than its minutes, what was granted and what it stood still; with full time exactly that', () =>
    run(fc.boolean(), (all) => {
      for (const state of all) {
        const { startedAt, extraMs, pausedMs } = state.attempt
        const whole = startedAt + state.round.rules.minutes * MINUTE + extraMs + pausedMs
        if (state.round.rules.atClose === 'fullTime') expect(endOf(state)).toBe(whole)
        else expect(endOf(state)).toBeLessThanOrEqual(whole)
      }
    }))

  it('no step takes time away, closes the round earlier or thaws its board', () =>
    run(fc.boolean(), (all, given) => {
      for (const [index, state] of all.slice(1).entries()) {
        const before = all[index]!
        const waited = isHeld(before.attempt) || isHeld(state.attempt) ? 0 : given[index]!.wait
        if (given[index]!.do !== 'pause') expect(left(state)).toBeGreaterThanOrEqual(Math.max(0, left(before) - waited))
        expect(state.round.closesAt).toBeGreaterThanOrEqual(before.round.closesAt)
        expect(state.contest.closesAt).toBeGreaterThanOrEqual(state.round.closesAt)
        const frozenFrom = ({ round: { closesAt, rules } }: State) => closesAt - rules.frozenMinutes * MINUTE
        if (state.round.rules.board === 'frozen') expect(frozenFrom(state)).toBe(frozenFrom(before))
      }
    }))

  it('from a pause to its end the time that is left stays what it was, to the millisecond, unless more was given', () =>
    run(fc.boolean(), (all, given) => {
      for (const [index, state] of all.entries()) {
        const step = given[index]
        const next = all[index + 1]
        if (next === undefined || step === undefined) continue
        const running = stillAnswered(state.attempt, state.now + step.wait)
        if (step.do === 'pause' && state.contest.pausedAt === null && running)
          expect(left(next)).toBe(Math.max(0, state.attempt.deadlineAt - state.now - step.wait))
        if (step.do === 'resume' && isHeld(state.attempt)) expect(left(next)).toBe(left(state))
      }
    }))

  it('the time taken never counts what it stood still', () =>
    run(fc.boolean(), (all) => {
      const { attempt, now, contest } = all.at(-1)!
      const finished = decideFinish({ ...attempt, submittedAt: null }, 'contestant', now)
      if (contest.pausedAt !== null && isHeld(attempt)) expect(finished).toMatchObject({ ok: false, reason: 'contest-paused' })
      else if (finished.ok)
        expect(finished.value.durationMs).toBe(Math.max(0, Math.min(now, attempt.deadlineAt) - attempt.startedAt - attempt.pausedMs))
    }))
})
