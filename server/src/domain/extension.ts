import { deadline, HELD, isHeld, NETWORK_GRACE_MS } from './attempt.ts'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Contest, Round } from './contest.ts'
import { accept, refuse, type Decision } from './decision.ts'

const MINUTE_MS = 60_000

/** The times of an attempt that is not finished. */
export type RunningTimes = { id: string; roundId: string; startedAt: number; deadlineAt: number; extraMs: number; pausedMs: number }
export type NewTimes = Pick<RunningTimes, 'id' | 'deadlineAt' | 'extraMs'>
/** A round's new close, with the rules that go with it. */
export type RoundClose = { id: string; closesAt: number; rules: RoundRules }
type Clock = Pick<Contest, 'timeZone' | 'pausedAt'>

/** A later close. The moment from which a frozen board stands still stays where it was, so such a round grows by whole minutes. */
export function closingLater(round: Pick<Round, 'id' | 'closesAt' | 'rules'>, closesAt: number): RoundClose {
  const { id, rules } = round
  if (rules.board !== 'frozen') return { id, closesAt, rules }
  const minutes = Math.ceil((closesAt - round.closesAt) / MINUTE_MS)
  return { id, closesAt: round.closesAt + minutes * MINUTE_MS, rules: { ...rules, frozenMinutes: rules.frozenMinutes + minutes } }
}

/** Whether an attempt can still be answered; one that is past its grace belongs to the sweep. */
export const stillAnswered = ({ deadlineAt }: { deadlineAt: number }, now: number): boolean => deadlineAt + NETWORK_GRACE_MS >= now

/**
 * An attempt's times under a later close or with more minutes; no time that it has already is ever taken away.
 * One that stands still is measured at the moment when its clock stopped.
 */
export function newTimes(attempt: RunningTimes, round: Pick<Round, 'rules' | 'closesAt'>, { timeZone, pausedAt }: Clock, extraMs: number): NewTimes {
  const away = isHeld(attempt) ? HELD - (pausedAt ?? 0) : 0
  const ends = deadline({ ...round, timeZone }, { startedAt: attempt.startedAt, pausedMs: attempt.pausedMs, extraMs })
  return { id: attempt.id, deadlineAt: Math.max(attempt.deadlineAt, ends + away), extraMs }
}

type Closing = { contest: Clock; rounds: readonly Round[] }

/** Attempts that get their time where rounds close later than before; each keeps what it has. */
export function timesOfLater(before: readonly Round[], { contest, rounds }: Closing, running: readonly RunningTimes[], now: number): NewTimes[] {
  const closedAt = new Map(before.map(({ id, closesAt }) => [id, closesAt]))
  const later = new Map(rounds.flatMap((round) => (round.closesAt > (closedAt.get(round.id) ?? Infinity) ? [[round.id, round] as const] : [])))
  return running.flatMap((attempt) => {
    const round = later.get(attempt.roundId)
    if (round === undefined || !stillAnswered(attempt, now)) return []
    const times = newTimes(attempt, round, contest, attempt.extraMs)
    return times.deadlineAt === attempt.deadlineAt ? [] : [times]
  })
}

export type ExtendView = { round: Round; contest: Clock & Pick<Contest, 'closesAt' | 'state'>; running: readonly RunningTimes[] }
export type Extension = { round: RoundClose; contestClosesAt: number; times: NewTimes[] }

/** Close a round later: attempts that the old close would have cut get their time. */
export function decideExtend(view: ExtendView | null, closesAt: number, now: number): Decision<Extension> {
  if (view === null) return refuse('not-found')
  const { round, contest, running } = view
  if (contest.state === 'draft') return refuse('contest-draft')
  if (round.practice) return refuse('practice-round')
  if (round.sealedRevision !== null) return refuse('already-sealed')
  if (closesAt <= round.closesAt || closesAt <= now) return refuse('close-not-later', { closesAt: round.closesAt })
  const later = closingLater(round, closesAt)
  const times = running
    .filter((attempt) => stillAnswered(attempt, now))
    .map((attempt) => ({ before: attempt.deadlineAt, after: newTimes(attempt, { ...round, ...later }, contest, attempt.extraMs) }))
    .filter(({ before, after }) => after.deadlineAt !== before)
    .map(({ after }) => after)
  return accept({ round: later, contestClosesAt: Math.max(contest.closesAt, later.closesAt), times })
}
