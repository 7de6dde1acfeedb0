import { scoresShown, type Contest, type Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { startOfWeek } from '../../domain/local-time.ts'
import type { Period } from '../../ports/activity.ts'
import { newestMoment } from './days.ts'

export type Week = { from: number; to: number }
export type ReportPeriod = {
  from: number
  to: number
  /** The round, when the report is about one; else it is about a week. */
  round: Round | null
  period: Period
  before: Period | null
  /** Whether the mean, and whether the all-correct people may be told: only when that holds for every round in the period. */
  scoresShown: boolean
  sealed: boolean
}

/** The weeks of a contest so far, Monday to Sunday in its time zone, oldest first; the first one before it opens. */
export function weeksOf(contest: Pick<Contest, 'opensAt' | 'closesAt' | 'timeZone'>, now: number): Week[] {
  const { opensAt, timeZone } = contest
  const newest = Math.max(opensAt, newestMoment(contest, now))
  const weeks: Week[] = []
  for (let from = startOfWeek(opensAt, timeZone); from <= newest; from = startOfWeek(from, timeZone, 1))
    weeks.push({ from, to: startOfWeek(from, timeZone, 1) })
  return weeks
}

/** What a report is about: the round or the week that was asked for, else the newest week; refused when the contest has no such one. */
export function periodOf(
  contest: Contest,
  rounds: readonly Round[],
  asked: { week?: number | undefined; roundId?: string | undefined },
  now: number,
): Decision<ReportPeriod> {
  if (asked.roundId !== undefined) return ofRound(rounds, asked.roundId)
  const weeks = weeksOf(contest, now)
  const at = asked.week
  const index = at === undefined ? weeks.length - 1 : weeks.findIndex(({ from, to }) => from <= at && at < to)
  const week = weeks[index]
  if (week === undefined) return refuse('not-found')
  const before = weeks[index - 1]
  const inWeek = rounds.filter(({ opensAt, closesAt }) => opensAt < week.to && closesAt > week.from)
  return accept({
    ...week,
    round: null,
    period: { boardId: contest.id, at: week.from },
    before: before === undefined ? null : { boardId: contest.id, at: before.from },
    ...shownIn(inWeek),
  })
}

function ofRound(rounds: readonly Round[], roundId: string): Decision<ReportPeriod> {
  const index = rounds.findIndex(({ id }) => id === roundId)
  const round = rounds[index]
  if (round === undefined) return refuse('not-found')
  const before = rounds[index - 1]
  return accept({
    from: round.opensAt,
    to: round.closesAt,
    round,
    period: { boardId: round.id, at: null },
    before: before === undefined ? null : { boardId: before.id, at: null },
    ...shownIn([round]),
  })
}

function shownIn(rounds: readonly Round[]): Pick<ReportPeriod, 'scoresShown' | 'sealed'> {
  return { scoresShown: rounds.every(scoresShown), sealed: rounds.every(({ sealedRevision }) => sealedRevision !== null) }
}
