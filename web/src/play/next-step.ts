import type { Me } from '@hoithi/shared/contracts/accounts'
import type { RoundPhase } from '@hoithi/shared/contracts/contests'
import type { RoundView } from './session.svelte.ts'

type Hours = Pick<RoundView, 'opensAt' | 'closesAt' | 'daily'>
type Window = Pick<RoundView, 'phase'> & Hours
type Steps = Pick<RoundView, 'id' | 'my'> & Window

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

export type NextStep =
  | { kind: 'register' | 'desk' }
  | { kind: 'resume'; attemptId: string }
  | { kind: 'start' | 'again' | 'leaderboard'; roundId: string }
  | { kind: 'result'; attemptId: string }
  | { kind: 'wait'; opensAt: number; registered: boolean }
  | { kind: 'nothing' }

/** The one thing that this person does next in the contest. */
export function nextStep(me: Pick<Me, 'role'> | null, rounds: Steps[], now: number): NextStep {
  if (me !== null && me.role !== 'contestant') return { kind: 'desk' }
  const running = rounds.find((round) => round.my !== null && round.my.runningAttemptId !== null)?.my?.runningAttemptId
  if (running !== undefined && running !== null) return { kind: 'resume', attemptId: running }
  const open = rounds.filter((round) => phaseNow(round, now) === 'open')
  if (me === null && open.length > 0) return { kind: 'register' }
  return openStep(open) ?? quietStep(me !== null, rounds, now)
}

function openStep(open: Steps[]): NextStep | null {
  const playable = open.filter(({ my }) => my !== null && my.attemptsLeft > 0 && my.leftToday !== 0)
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
