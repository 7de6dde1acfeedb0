import type { Contest, Round } from './contest.ts'
import { accept, refuse, type Decision } from './decision.ts'
import { newTimes, stillAnswered, type NewTimes, type RunningTimes } from './extension.ts'

/** Whom more time is for: one person, a union with everything below it, or everyone whose attempt ran in an outage. */
export type TimeFor = { scope: 'person' | 'union'; targetId: string } | { scope: 'everyone'; fromAt: number; untilAt: number }

export type GrantView = {
  contest: Pick<Contest, 'id' | 'timeZone' | 'pausedAt' | 'state'>
  rounds: readonly Round[]
  /** The person's name or the union's; null when there is no such one, and for everyone. */
  target: string | null
  /** Unfinished attempts that it is for. */
  running: readonly RunningTimes[]
  /** Attempts of the outage that are finished: nothing can be given back to them. */
  finished: number
}
export type Grant = { times: NewTimes[]; clipped: number; finished: number }

/** More minutes for running attempts; the round's close cuts them all the same unless the rules give full time. `clipped` got less than was granted. */
export function decideGrant(view: GrantView | null, timeFor: TimeFor, extraMs: number, now: number): Decision<Grant> {
  if (view === null) return refuse('not-found')
  if (view.contest.state === 'draft') return refuse('contest-draft')
  if (timeFor.scope === 'everyone' ? timeFor.fromAt >= timeFor.untilAt || timeFor.untilAt > now : view.target === null) {
    return timeFor.scope === 'everyone' ? refuse('outage-not-over') : refuse('not-found')
  }
  const roundOf = new Map(view.rounds.map((round) => [round.id, round]))
  const given = view.running.flatMap((attempt) => {
    const round = roundOf.get(attempt.roundId)
    if (round === undefined || !stillAnswered(attempt, now)) return []
    const times = newTimes(attempt, round, view.contest, attempt.extraMs + extraMs)
    return [{ times, gained: times.deadlineAt - attempt.deadlineAt }]
  })
  return accept({ times: given.map(({ times }) => times), clipped: given.filter(({ gained }) => gained < extraMs).length, finished: view.finished })
}
