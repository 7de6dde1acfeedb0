import { scoresShown, type Contest, type Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { startOfWeek } from '../../domain/local-time.ts'
import type { Period, Stretch } from '../../ports/activity.ts'
import { newestMoment } from './days.ts'

const HOUR_MS = 3_600_000

export type Week = { from: number; to: number }
export type ReportPeriod = {
  from: number
  to: number
  /** The round, when the report is about one; else it is about a week. */
  round: Round | null
  period: Period
  /** The week or the round before; while this one runs, only as much of it as has passed of this one. */
  before: Period | Stretch | null
  compared: Compared | null
  running: boolean
  /** Whether the mean, and whether the all-correct people may be told: only when that holds for every round in the period. */
  scoresShown: boolean
  sealed: boolean
}

/** What it is compared with, half-open; `part`: not the whole of it. */
export type Compared = { from: number; to: number; part: boolean }

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
  if (asked.roundId !== undefined) return ofRound(contest, rounds, asked.roundId, now)
  const weeks = weeksOf(contest, now)
  const at = asked.week
  const index = at === undefined ? weeks.length - 1 : weeks.findIndex(({ from, to }) => from <= at && at < to)
  const week = weeks[index]
  if (week === undefined) return refuse('not-found')
  const before = weeks[index - 1]
  const inWeek = rounds.filter(({ opensAt, closesAt }) => opensAt < week.to && closesAt > week.from)
  const running = runs(contest, week, now)
  const roundIds = rounds.filter(({ practice }) => !practice).map(({ id }) => id)
  return accept({
    ...{ ...week, running, round: null, period: { boardId: contest.id, at: week.from } },
    ...comparing(before, { roundIds, whole: { boardId: contest.id, at: before?.from ?? 0 }, passed: running ? now - week.from : null }),
    ...shownIn(inWeek),
  })
}

const runs = ({ closesAt }: Pick<Contest, 'closesAt'>, { to }: Week, now: number): boolean => now < to && now < closesAt

type Earlier = { roundIds: readonly string[]; whole: Period; passed: number | null }

/** The whole of what came before, or as many of its days and hours as have `passed` of what runs. */
function comparing(earlier: Week | undefined, { roundIds, whole, passed }: Earlier): Pick<ReportPeriod, 'before' | 'compared'> {
  if (earlier === undefined) return { before: null, compared: null }
  const { from } = earlier
  const until = passed === null ? earlier.to : from + Math.floor(Math.max(0, passed) / HOUR_MS) * HOUR_MS
  if (until >= earlier.to) return { before: whole, compared: { from, to: earlier.to, part: false } }
  return { before: { roundIds, from, to: until }, compared: { from, to: until, part: true } }
}

function ofRound(contest: Contest, rounds: readonly Round[], roundId: string, now: number): Decision<ReportPeriod> {
  const index = rounds.findIndex(({ id }) => id === roundId)
  const round = rounds[index]
  if (round === undefined) return refuse('not-found')
  const before = rounds[index - 1]
  const week = { from: round.opensAt, to: round.closesAt }
  const running = runs(contest, week, now)
  const earlier = before === undefined ? undefined : { from: before.opensAt, to: before.closesAt }
  const id = before?.id ?? ''
  return accept({
    ...{ ...week, running, round, period: { boardId: round.id, at: null } },
    ...comparing(earlier, { roundIds: [id], whole: { boardId: id, at: null }, passed: running ? now - round.opensAt : null }),
    ...shownIn([round]),
  })
}

function shownIn(rounds: readonly Round[]): Pick<ReportPeriod, 'scoresShown' | 'sealed'> {
  return { scoresShown: rounds.every(scoresShown), sealed: rounds.every(({ sealedRevision }) => sealedRevision !== null) }
}
