import { confinedTo, type Actor } from '../../domain/access.ts'
import type { Campaign } from '../../domain/campaign.ts'
import { begun, FINAL, NOT_REPORTING, periodToShow, reportPeriods, USUAL_DUE_DAYS, type ReportPeriod } from '../../domain/campaign-report.ts'
import type { Contest } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Union } from '../../ports/unions.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { topOr } from '../dashboard/scope.ts'

type Needs = Pick<Services, 'storage' | 'clock'>
export type AskedPeriod = number | 'final' | undefined
/** A union inside the reach of whoever asks, and a period of a campaign that is on. */
export type About = {
  contest: Contest
  campaign: Campaign
  union: Union
  period: ReportPeriod
  periods: ReportPeriod[]
  dueDays: number
  now: number
}

/** What a list or a report is about: the union that is named, else the top of the reader's tree; the period that is named, else the one to show. */
export async function aboutOf(
  needs: Needs,
  actor: Actor,
  asked: { slug: string; unionId?: string | undefined; period?: AskedPeriod },
): Promise<Decision<About>> {
  const { storage, clock } = needs
  const known = await knownCampaign(needs, asked.slug, actor)
  if (!known.ok) return known
  const { contest, campaign } = known.value
  const union = await topOr(storage.unions, actor, asked.unionId)
  if (!union.ok) return union
  const now = clock.now()
  const dueDays = (await storage.campaignReports.dueDays(contest.id)) ?? USUAL_DUE_DAYS
  const periods = begun(reportPeriods(campaign, contest.timeZone, dueDays), now)
  const key = asked.period === 'final' ? FINAL : asked.period
  const period = key === undefined ? periodToShow(periods, now) : (periods.find((one) => one.key === key) ?? null)
  if (union.value === null || period === null) return refuse('not-found')
  return accept({ contest, campaign, union: union.value, period, periods, dueDays, now })
}

/** The same of one report: sections and groups write none. */
export async function oneReport(
  needs: Needs,
  actor: Actor,
  asked: { slug: string; unionId: string; period?: AskedPeriod },
): Promise<Decision<About>> {
  const about = await aboutOf(needs, actor, asked)
  return about.ok && NOT_REPORTING.includes(about.value.union.kind) ? refuse('not-found') : about
}

/** Whether somebody stands above a union, so that its reports come to them. */
export const isAbove = (actor: Actor, unionId: string): boolean => confinedTo(actor) === null || confinedTo(actor) !== unionId
