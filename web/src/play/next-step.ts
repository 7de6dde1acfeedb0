import type { Me } from '@hoithi/shared/contracts/accounts'
import type { RoundPhase } from '@hoithi/shared/contracts/contests'
import type { ContestView, RoundView } from './session.svelte.ts'

type Hours = Pick<RoundView, 'opensAt' | 'closesAt' | 'daily'>
type Window = Pick<RoundView, 'phase'> & Hours
type Steps = Pick<RoundView, 'id' | 'my' | 'practice'> & Window
/** What shuts the whole contest to a person: a barrier of theirs, or a pause. */
export type Shut = 'barrier' | 'paused'

/** The window that holds this moment or comes next: the round's, or its open hours of one day. */
export function windowNow({ opensAt, closesAt, daily }: Hours, now: number): { opensAt: number; closesAt: number } {
  if (daily === null) return { opensAt, closesAt }
  const day = daily.find((hours) => now < hours.closesAt) ?? { opensAt: 0, closesAt: 0 }
  return { opensAt: Math.max(opensAt, day.opensAt), closesAt: Math.min(closesAt, day.closesAt) }
}

/** The phase at this moment: the server's word ages while the page stays open, a seal never does. */
export function phaseNow(round: Window, now: number): RoundPhase {
  if (round.phase === 'sealed') return 'sealed'
  const { opensAt, closesAt } = windowNow(round, now)
  if (now < opensAt) return 'before'
  return now < closesAt ? 'open' : 'over'
}

/** What keeps this person from starting anything just now; null: nothing. */
export function shutFor(view: { barrier: ContestView['barrier']; contest: Pick<ContestView['contest'], 'pausedAt'> } | null): Shut | null {
  if (view === null) return null
  return view.barrier !== null ? 'barrier' : view.contest.pausedAt !== null ? 'paused' : null
}

/** Whether a start would be taken as far as this phone knows: a button that can only be refused is not shown. */
export function mayStart(round: Pick<RoundView, 'my'> & Window, now: number, shut: Shut | null): boolean {
  return shut === null && phaseNow(round, now) === 'open' && round.my !== null && round.my.attemptsLeft > 0 && round.my.leftToday !== 0
}

export type NextStep =
  | { kind: 'register' | 'desk' | Shut }
  | { kind: 'resume'; attemptId: string }
  | { kind: 'start' | 'again' | 'leaderboard'; roundId: string }
  | { kind: 'result'; attemptId: string }
  | { kind: 'wait'; opensAt: number; registered: boolean }
  | { kind: 'nothing' }

/** The one thing that this person does next in the contest; practice is never it, but a practice that runs is gone on with. */
export function nextStep(me: Pick<Me, 'role'> | null, rounds: Steps[], now: number, shut: Shut | null = null): NextStep {
  if (me !== null && me.role !== 'contestant') return { kind: 'desk' }
  const running = rounds.find((round) => round.my !== null && round.my.runningAttemptId !== null)?.my?.runningAttemptId
  if (running !== undefined && running !== null) return { kind: 'resume', attemptId: running }
  if (me !== null && shut !== null && rounds.some((round) => keptOut(phaseNow(round, now), shut))) return { kind: shut }
  const real = rounds.filter(({ practice }) => !practice)
  const open = real.filter((round) => phaseNow(round, now) === 'open')
  if (me === null && open.length > 0) return { kind: 'register' }
  return openStep(open, now) ?? quietStep(me !== null, real, now)
}

/** Whether to say what shuts a round: a barrier before the opening too, a pause only while something stands still. */
export const keptOut = (phase: RoundPhase, shut: Shut | null): boolean =>
  shut !== null && (phase === 'open' || (phase === 'before' && shut === 'barrier'))

function openStep(open: Steps[], now: number): NextStep | null {
  const playable = open.filter((round) => mayStart(round, now, null))
  const fresh = playable.find((round) => round.my?.attemptsUsed === 0)
  if (fresh !== undefined) return { kind: 'start', roundId: fresh.id }
  const again = playable[0]
  return again === undefined ? null : { kind: 'again', roundId: again.id }
}

/** No round can be played now: wait for the next one, or look at what was done. */
function quietStep(registered: boolean, rounds: Steps[], now: number): NextStep {
  const next = rounds
    .filter((round) => phaseNow(round, now) === 'before')
    .map((round) => windowNow(round, now).opensAt)
    .sort((a, b) => a - b)[0]
  const last = rounds
    .flatMap((round) => round.my?.attempts ?? [])
    .filter((attempt) => !attempt.voided)
    .sort((a, b) => b.submittedAt - a.submittedAt)[0]
  if (last !== undefined && next === undefined) return { kind: 'result', attemptId: last.id }
  if (next !== undefined) return { kind: 'wait', opensAt: next, registered }
  const shown = rounds[rounds.length - 1]
  return shown === undefined ? { kind: 'nothing' } : { kind: 'leaderboard', roundId: shown.id }
}
