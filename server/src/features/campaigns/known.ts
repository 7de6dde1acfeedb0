import type { Campaign } from '../../domain/campaign.ts'
import type { Contest } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'

export type Known = { contest: Contest; campaign: Campaign }

/** The campaign of a contest that whoever asks may know of; where it is off there is none for anybody. */
export async function knownCampaign(
  { storage }: Pick<Services, 'storage'>,
  slug: string,
  session: { role: string } | null,
): Promise<Decision<Known>> {
  const contest = await storage.contests.find(slug)
  if (contest === null || !shownTo(contest, session)) return refuse('not-found')
  const campaign = await storage.campaigns.find(contest.id)
  return campaign?.on === true ? accept({ contest, campaign }) : refuse('campaign-off')
}
