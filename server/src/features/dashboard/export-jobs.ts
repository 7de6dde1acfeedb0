import type { Contest, Round } from '../../domain/contest.ts'
import type { Union } from '../../ports/unions.ts'
import type { TableJob } from '../../ports/exports.ts'
import type { ReportAsked } from './report-of.ts'

/** What the export worker needs for the workbook of a report. */
export function reportJob({ contest, union, chosen }: ReportAsked, now: number): TableJob {
  const { from, to, round, period, before, scoresShown, sealed } = chosen
  return {
    table: 'report',
    title: { contest: contest.title, union: union.name, from, to, round: round?.title ?? null, now, timeZone: contest.timeZone },
    unionId: union.id,
    period,
    before,
    scoresShown,
    sealed,
  }
}

/** The same for the list of silent unions. */
export function silentJob({ contest, round }: { contest: Contest; round: Round }, union: Union, now: number): TableJob {
  const { opensAt: from, closesAt: to, title } = round
  return {
    table: 'silent',
    title: { contest: contest.title, union: union.name, from, to, round: title, now, timeZone: contest.timeZone },
    unionId: union.id,
    boardId: round.id,
  }
}
