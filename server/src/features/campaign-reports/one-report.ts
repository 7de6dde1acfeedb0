import { may } from '@hoithi/shared/rights'
import type { Actor } from '../../domain/access.ts'
import {
  changedSince,
  daysLate,
  firstHead,
  hasReported,
  maySend,
  nextHead,
  type CampaignReport,
  type ReportHead,
  type ReportKey,
} from '../../domain/campaign-report.ts'
import type { ReportPaper } from '../../domain/campaign-report-paper.ts'
import { readFigures, type FrozenFigures } from '../../domain/report-figures.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { ReportRow } from '../../ports/campaign-reports.ts'
import type { Services } from '../../services.ts'
import { isAbove, type About } from './about.ts'
import { figuresNow } from './figures.ts'
import { frozenView, lateness, lineOf, periodView, rowView } from './view.ts'

type Needs = Pick<Services, 'storage' | 'clock'>
/** A union has fewer others right below it. */
const MOST_BELOW = 2_000
const HISTORY = 20
const noWords = { done: '', difficulties: '', proposals: '' }

export const keyOf = ({ contest, union, period }: About): ReportKey => ({ contestId: contest.id, unionId: union.id, period: period.key })

/** The unions right below, each with its report. */
export async function below({ storage }: Pick<Needs, 'storage'>, { contest, union, period }: About): Promise<ReportRow[]> {
  const scope = { contestId: contest.id, unionId: union.id, period: period.key, among: 'children' as const }
  return (await storage.campaignReports.list({ ...scope, sort: 'group', order: 'asc', page: 1, pageSize: MOST_BELOW })).rows
}

/** Figures as they stand now. */
export async function freshFigures(needs: Pick<Needs, 'storage'>, about: About, rows: readonly ReportRow[]): Promise<FrozenFigures> {
  const { contest, union, period, now } = about
  const [rounds, targets] = await Promise.all([needs.storage.contests.rounds(contest.id), needs.storage.campaigns.targets(contest.id)])
  return figuresNow(needs, { contest, rounds, unionId: union.id, period }, { at: now, targets, below: rows.map(({ report }) => report) })
}

type Found = { report: CampaignReport | null; rows: ReportRow[]; figures: FrozenFigures; head: ReportHead }

/** A report as it stands: what was sent with its figures, else what would be sent now. */
export async function reportNow(needs: Pick<Needs, 'storage'>, about: About): Promise<Found> {
  const { storage } = needs
  const [report, rows] = await Promise.all([storage.campaignReports.find(keyOf(about)), below(needs, about)])
  const sent = hasReported(report) ? (report?.figures ?? null) : null
  const figures = sent === null ? await freshFigures(needs, about, rows) : readFigures(sent)
  return { report, rows, figures, head: report?.head ?? (await newHead(needs, about)) }
}

async function newHead({ storage }: Pick<Needs, 'storage'>, about: About): Promise<ReportHead> {
  const last = await storage.campaignReports.lastOf(keyOf(about))
  if (last !== null) return nextHead(last.head)
  const { union } = about
  return firstHead(union, union.parentId === null ? null : await storage.unions.find(union.parentId))
}

export async function reportView(needs: Needs, about: About, actor: Actor): Promise<ReplyOf<'getCampaignReport'>> {
  const { storage } = needs
  const { contest, campaign, union, period, periods, now } = about
  const { report, rows, figures, head } = await reportNow(needs, about)
  const [sentBy, decidedBy, history] = await Promise.all([
    loginOf(needs, report?.sentBy ?? null),
    loginOf(needs, report?.decidedBy ?? null),
    report === null ? [] : storage.campaignReports.history(report.id, HISTORY),
  ])
  const { id, name, code, kind, path } = union
  const writes = may(actor.role, 'writeReports')
  return {
    campaign: campaign.name,
    union: { id, name, code, kind, path },
    ...{ period: periodView(period), periods: periods.map(periodView) },
    ...{ state: report?.state ?? null, edition: report?.edition ?? 0, words: report?.words ?? noWords, head },
    ...{ figures: frozenView(figures), frozen: hasReported(report) },
    ...{ sentAt: report?.sentAt ?? null, sentBy, decidedAt: report?.decidedAt ?? null, decidedBy, reason: report?.reason ?? '' },
    daysLate: daysLate(report, period, lateness(about)),
    below: rows.map((row) => rowView(row, about)),
    changedBelow: hasReported(report)
      ? changedSince(
          figures,
          rows.map((row) => row.report),
        )
      : 0,
    mayWrite: writes && !hasReported(report),
    maySend: maySend(period, now),
    mayDecide: writes && hasReported(report) && isAbove(actor, union.id),
    history,
    ...{ timeZone: contest.timeZone, now },
  }
}

async function loginOf({ storage }: Pick<Needs, 'storage'>, accountId: string | null): Promise<string | null> {
  return accountId === null ? null : ((await storage.accounts.profile(accountId))?.login ?? accountId)
}

/** The same for its files. */
export async function paperOf(needs: Needs, about: About): Promise<ReportPaper> {
  const { contest, campaign, union, period } = about
  const { report, rows, figures, head } = await reportNow(needs, about)
  return {
    ...{ contest: contest.title, campaign: campaign.name, legalBasis: campaign.legalBasis, unionName: union.name, unionKind: union.kind },
    ...{ timeZone: contest.timeZone, rehearsal: needs.clock.rehearsal, period, state: report?.state ?? null },
    ...{ words: report?.words ?? noWords, head, figures, below: rows.map((row) => lineOf(row, about)) },
  }
}
