import {
  planCampaign,
  planSwitch,
  planTargets,
  targetsEdition,
  type Campaign,
  type CampaignFacts,
  type CampaignTarget,
} from '../../domain/campaign.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>
type TargetNeeds = Needs & Pick<Services, 'sha256'>
type Of = { id: string; slug: string }
type By = { actorId: string; reason: string }
type Done = { done: true }

const entryOf = ({ clock, ids }: Needs, contest: Of, action: string, by: By, details: unknown) => {
  const at = clock.now()
  return { id: ids.next(at), at, action, subject: contest.slug, ...by, details }
}

/** Set up or change the campaign of a contest. */
export async function saveCampaign(
  needs: Needs,
  contest: Of,
  wanted: CampaignFacts & { basedOn: number },
  by: By,
): Promise<Decision<{ edition: number }>> {
  const { basedOn, ...facts } = wanted
  const saved = await needs.storage.campaigns.save(contest.id, (before) => {
    const planned = planCampaign(contest.id, before, facts, basedOn)
    if (!planned.ok) return planned
    const campaign = planned.value
    return accept({ campaign, audit: entryOf(needs, contest, 'saveCampaign', by, { before: toldOf(before), after: toldOf(campaign) }) })
  })
  return saved.ok ? accept({ edition: saved.value.edition }) : saved
}

/** Show it, or take it away; what was entered stays. */
export async function switchCampaign(needs: Needs, contest: Of, on: boolean, by: By): Promise<Decision<Done>> {
  const saved = await needs.storage.campaigns.save(contest.id, (before) => {
    const planned = planSwitch(before, on)
    if (!planned.ok) return planned
    return accept({ campaign: planned.value, audit: entryOf(needs, contest, 'switchCampaign', by, { before: { on: !on }, after: { on } }) })
  })
  return saved.ok ? accept({ done: true }) : saved
}

/** Put targets in place of those that were seen before. */
export async function saveTargets(
  needs: TargetNeeds,
  contest: Of,
  { targets, basedOn }: { targets: CampaignTarget[]; basedOn: string },
  by: By,
): Promise<Decision<{ edition: string }>> {
  if ((await needs.storage.campaigns.find(contest.id)) === null) return refuse('campaign-not-set-up')
  const names = await needs.storage.unions.names(targets.map(({ unionId }) => unionId))
  if (targets.some(({ unionId }) => !names.has(unionId))) return refuse('unknown-union')
  const saved = await needs.storage.campaigns.saveTargets(contest.id, (before) => {
    if (targetsEdition(needs.sha256, before) !== basedOn) return refuse('edited-meanwhile')
    const plan = planTargets(before, targets)
    return plan.ok ? accept({ targets, audit: entryOf(needs, contest, 'saveCampaignTargets', by, plan.value) }) : plan
  })
  return saved.ok ? accept({ edition: targetsEdition(needs.sha256, targets) }) : saved
}

/** What the trail tells of a campaign: its plain fields. */
const toldOf = (campaign: Campaign | null) => {
  if (campaign === null) return null
  const { contestId: _contest, edition: _edition, initiativeColumns, ...told } = campaign
  return { ...told, initiativeColumns: initiativeColumns.map(({ heading }) => heading).join(', ') }
}
