import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { CommendationRow } from '../../ports/commendations.ts'
import type { Services } from '../../services.ts'
import { knownCampaign, type Known } from '../campaigns/known.ts'

export type KnownList = Known & { list: CommendationRow }

/** A list of a campaign that is switched on. */
export async function knownList({ storage }: Pick<Services, 'storage'>, id: string, session: { role: string }): Promise<Decision<KnownList>> {
  const list = await storage.commendations.find(id)
  const contest = list === null ? null : await storage.contests.byId(list.contestId)
  if (list === null || contest === null) return refuse('not-found')
  const known = await knownCampaign({ storage }, contest.slug, session)
  return known.ok ? accept({ ...known.value, list }) : known
}
