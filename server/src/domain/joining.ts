import { accept, refuse, type Decision } from './decision.ts'

/** An attempt of one of two accounts that are one person's. */
export type JoinedAttempt = {
  attemptId: string
  owner: 'kept' | 'from'
  number: number
  startedAt: number
  finished: boolean
  voided: boolean
  unionId: string
}
export type JoinedRound = {
  roundId: string
  contestId: string
  practice: boolean
  sealed: boolean
  /** Attempts that the rules allow in the round; practice allows any number. */
  limit: number
  /** Attempts that the rules allow on a day of the round and in the contest; null: any number. */
  perDay: number | null
  perContest: number | null
  timeZone: string
  attempts: JoinedAttempt[]
}
export type JoiningPerson = { id: string; phone: string; fullName: string; unionId: string; withdrawnAt: number | null; joinedTo: string | null }
export type JoinView = { kept: JoiningPerson; from: JoiningPerson; rounds: JoinedRound[] }

/** What becomes of one attempt: its new number in the order of starts, and whether it is void then: one too many in its round, or a judge has chosen so. */
export type PlannedAttempt = JoinedAttempt & { newNumber: number; voids: boolean }
export type PlannedRound = Omit<JoinedRound, 'attempts'> & { unionId: string; attempts: PlannedAttempt[] }

/**
 * What follows when one account is joined to another of the same person: only rounds in which the joined one took part, or with an attempt that
 * is void then because a judge has chosen so.
 */
export function planJoin(view: JoinView | null, chosen: readonly string[] = []): Decision<PlannedRound[]> {
  if (view === null) return refuse('not-found')
  const { kept, from, rounds } = view
  if (kept.id === from.id) return refuse('nothing-changed')
  if (kept.withdrawnAt !== null || from.withdrawnAt !== null) return refuse('contestant-withdrawn')
  if (kept.joinedTo !== null || from.joinedTo !== null) return refuse('already-joined')
  if (rounds.some(({ attempts }) => attempts.some(({ finished }) => !finished))) return refuse('attempt-running')
  const voids = new Set(chosen)
  const counting = rounds.filter(({ practice }) => !practice).flatMap(({ attempts }) => attempts.filter(({ voided }) => !voided))
  if (counting.filter(({ attemptId }) => voids.has(attemptId)).length < voids.size) return refuse('not-found')
  return accept(
    rounds
      .filter(({ attempts }) => attempts.some(({ owner, attemptId }) => owner === 'from' || voids.has(attemptId)))
      .map((round) => planRound(round, kept, voids)),
  )
}

function planRound(round: JoinedRound, kept: JoiningPerson, chosen: ReadonlySet<string>): PlannedRound {
  const inOrder = [...round.attempts].sort((a, b) => a.startedAt - b.startedAt || (a.attemptId < b.attemptId ? -1 : 1))
  const attempts = inOrder.map((attempt, index) => ({
    ...attempt,
    newNumber: index + 1,
    // Once the accounts are one, later attempts would never have been allowed.
    voids: chosen.has(attempt.attemptId) || (!round.practice && !attempt.voided && index >= round.limit),
  }))
  return { ...round, unionId: unionIn(round, inOrder, kept), attempts }
}

/** Where the kept account took part its union there stays; where only the other one did, that of the kept account, but never behind a seal. */
function unionIn({ sealed }: JoinedRound, inOrder: readonly JoinedAttempt[], kept: JoiningPerson): string {
  const own = inOrder.findLast(({ owner }) => owner === 'kept')
  const theirs = inOrder.findLast(({ owner }) => owner === 'from')
  return own?.unionId ?? (sealed ? theirs?.unionId : undefined) ?? kept.unionId
}
