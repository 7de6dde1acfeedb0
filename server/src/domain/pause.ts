import { HELD } from './attempt.ts'
import type { Contest, Round } from './contest.ts'
import { accept, refuse, type Decision } from './decision.ts'
import { closingLater, type RoundClose } from './extension.ts'

/** What a pause does to the deadline of every attempt that can still be answered, its grace included. */
export type Pause = { pausedAt: number; shiftMs: number }

/** Everything stands still from now on: each deadline becomes HELD plus what is left, below zero inside the network grace. */
export function decidePause(contest: Pick<Contest, 'pausedAt' | 'state'> | null, now: number): Decision<Pause> {
  if (contest === null) return refuse('not-found')
  if (contest.state === 'draft') return refuse('contest-draft')
  if (contest.pausedAt !== null) return refuse('already-paused', { pausedAt: contest.pausedAt })
  return accept({ pausedAt: now, shiftMs: HELD - now })
}

export type Resumption = { pausedMs: number; shiftMs: number; rounds: RoundClose[]; contestClosesAt: number }
export type ResumeView = { contest: Pick<Contest, 'pausedAt' | 'closesAt'>; rounds: readonly Round[] }

/** Everything goes on: each attempt has the time it had, even past its round's close; rounds close later by what they lost, if wanted. */
export function decideResume(view: ResumeView | null, extendRounds: boolean, now: number): Decision<Resumption> {
  if (view === null) return refuse('not-found')
  const { contest } = view
  if (contest.pausedAt === null) return refuse('not-paused')
  const { pausedAt } = contest
  const rounds = extendRounds ? view.rounds.flatMap((round) => madeUp(round, pausedAt, now) ?? []) : []
  return accept({
    pausedMs: now - pausedAt,
    shiftMs: now - HELD,
    rounds,
    contestClosesAt: Math.max(contest.closesAt, ...rounds.map(({ closesAt }) => closesAt)),
  })
}

/** A round that was open in some part of the pause gets that part behind its close; null when it lost nothing. */
function madeUp(round: Round, pausedAt: number, now: number): RoundClose | null {
  const lostMs = now - Math.max(pausedAt, round.opensAt)
  if (round.sealedRevision !== null || lostMs <= 0 || round.closesAt <= pausedAt) return null
  return closingLater(round, round.closesAt + lostMs)
}
