import type { Actor } from '../../domain/access.ts'
import {
  planSaving,
  planSending,
  planVerdict,
  type CampaignReport,
  type ReportHead,
  type ReportKey,
  type ReportWords,
} from '../../domain/campaign-report.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { Services } from '../../services.ts'
import { isAbove, type About } from './about.ts'
import { below, freshFigures, keyOf } from './one-report.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type Written = { words: ReportWords; head: ReportHead; basedOn: number }
type Edition = { edition: number }
type Action = 'saveCampaignReport' | 'sendCampaignReport' | 'acceptCampaignReport' | 'returnCampaignReport'
type Planned = { key: ReportKey; action: Action; actor: Actor; reason: string; unionCode: string }

async function change(
  { storage, ids, clock }: Needs,
  { key, action, actor, reason, unionCode }: Planned,
  plan: (before: CampaignReport | null, by: { id: string; now: number; actorId: string }) => Decision<CampaignReport>,
): Promise<Decision<Edition>> {
  const now = clock.now()
  const id = ids.next(now)
  const changed = await storage.campaignReports.change(key, (before) => {
    const planned = plan(before, { id, now, actorId: actor.id })
    if (!planned.ok) return planned
    const report = planned.value
    const details = { before: before === null ? null : toldOf(before, unionCode), after: toldOf(report, unionCode) }
    const audit: AuditEntry = { id: ids.next(now), at: now, actorId: actor.id, action, subject: report.id, reason, details }
    return accept({ report, audit })
  })
  return changed.ok ? accept({ edition: changed.value.edition }) : changed
}

/** What the trail tells of a report: whose it is, its state, words and head. */
const toldOf = ({ state, words, head, period }: CampaignReport, unionCode: string) => ({
  unionCode,
  weekFromAt: period === 0 ? null : period,
  reportState: state,
  ...words,
  officialNumber: head.number,
  signer: head.signer,
})

/** Keep a draft. */
export function saveReport(needs: Needs, about: About, written: Written, actor: Actor): Promise<Decision<Edition>> {
  const key = keyOf(about)
  return change(needs, { key, action: 'saveCampaignReport', actor, reason: '', unionCode: about.union.code }, (before, by) =>
    planSaving(before, key, written, by),
  )
}

/** Send it up with its figures as they stand now. */
export async function sendReport(needs: Needs, about: About, written: Written, actor: Actor): Promise<Decision<Edition>> {
  const key = keyOf(about)
  const figures = await freshFigures(needs, about, await below(needs, about))
  return change(needs, { key, action: 'sendCampaignReport', actor, reason: '', unionCode: about.union.code }, (before, by) =>
    planSending(before, key, { ...written, figures, period: about.period }, by),
  )
}

/** Accept or return it; only from above. */
export async function decideReport(
  needs: Needs,
  about: About,
  { verdict, reason = '', basedOn }: { verdict: 'accept' | 'return'; reason?: string | undefined; basedOn: number },
  actor: Actor,
): Promise<Decision<Edition>> {
  if (!isAbove(actor, about.union.id)) return refuse('not-allowed')
  const action = verdict === 'accept' ? 'acceptCampaignReport' : 'returnCampaignReport'
  return change(needs, { key: keyOf(about), action, actor, reason, unionCode: about.union.code }, (before, { now, actorId }) =>
    planVerdict(before, { verdict, reason, basedOn, now, actorId }),
  )
}

/** Say when reports are due. */
export async function saveDueDays(
  { storage, ids, clock }: Needs,
  contest: { id: string; slug: string },
  dueDays: number,
  { actorId, reason }: { actorId: string; reason: string },
): Promise<Decision<{ done: true }>> {
  const at = clock.now()
  const saved = await storage.campaignReports.saveDueDays(contest.id, (before) => {
    if (before === dueDays) return refuse('nothing-changed')
    const details = { before: { dueDays: before }, after: { dueDays } }
    return accept({ dueDays, audit: { id: ids.next(at), at, actorId, action: 'saveReportRules', subject: contest.slug, reason, details } })
  })
  return saved.ok ? accept({ done: true }) : saved
}
