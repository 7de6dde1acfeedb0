import { daysLate, FINAL, type ReportPeriod } from '../../domain/campaign-report.ts'
import type { ReportLine } from '../../domain/campaign-report-paper.ts'
import { meanScore } from '../../domain/grading.ts'
import type { FrozenFigures, ReportFigures } from '../../domain/report-figures.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { ReportRow } from '../../ports/campaign-reports.ts'
import type { About } from './about.ts'

type Reply = ReplyOf<'getCampaignReport'>

export const periodView = ({ key, ...period }: ReportPeriod): Reply['period'] => ({ period: key === FINAL ? 'final' : key, ...period })

export const lateness = ({ contest, dueDays, now }: Pick<About, 'contest' | 'dueDays' | 'now'>) => ({ now, timeZone: contest.timeZone, dueDays })

/** A union in the list of reports; figures as it sent them. */
export function lineOf({ report, ...row }: ReportRow, about: About): ReportLine {
  const sent = report?.figures ?? null
  return {
    ...{ unionName: row.unionName, unionCode: row.unionCode, unionKind: row.unionKind },
    ...{ peerGroup: row.peerGroup, memberCount: row.memberCount },
    ...{ state: report?.state ?? null, sentAt: report?.sentAt ?? null },
    daysLate: daysLate(report, about.period, lateness(about)),
    ...{ people: sent?.known.people ?? null, attempts: sent?.known.attempts ?? null },
    ...{ counted: sent?.known.initiatives?.counted ?? null, accepted: sent?.known.works?.accepted ?? null },
  }
}

export function rowView(row: ReportRow, about: About): Reply['below'][number] {
  const { unionName, unionCode, unionKind, ...line } = lineOf(row, about)
  return { union: { id: row.unionId, name: unionName, code: unionCode, kind: unionKind }, ...line }
}

const shareOf = (part: number, whole: number | null): number | null => (whole === null || whole === 0 ? null : part / whole)

function figuresView({ scoreSum, ...figures }: ReportFigures): Reply['figures']['known'] {
  const { people, peopleSoFar, memberCount } = figures
  return {
    ...figures,
    rate: shareOf(people, memberCount),
    rateSoFar: shareOf(peopleSoFar, memberCount),
    mean: scoreSum === null ? null : meanScore(scoreSum, people),
  }
}

export function frozenView({ at, known, targets, rollUp }: FrozenFigures): Reply['figures'] {
  return { at, known: figuresView(known), targets, rollUp: rollUp === null ? null : { ...rollUp, figures: figuresView(rollUp.figures) } }
}
