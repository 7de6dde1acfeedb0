import type { Reply } from '../../lib/api.ts'
import { momentOf, wallOf } from './wall-clock.ts'

type Setup = Pick<Reply<'getCampaignSetup'>, 'campaign' | 'contest' | 'timeZone'>
/** Days as people name them: a window ends with the last one. */
type Days = { firstDay: string; lastDay: string; lastInitiatives: string }

/** What a campaign's form begins with: the campaign, or the days of its contest. */
export function factsOf({ campaign, contest, timeZone }: Setup) {
  const dayOf = (at: number): string => wallOf(at, timeZone).slice(0, 10)
  const { opensAt, closesAt, initiativesCloseAt } = campaign ?? { ...contest, initiativesCloseAt: contest.closesAt }
  return {
    ...{ name: campaign?.name ?? '', legalBasis: campaign?.legalBasis ?? '', contents: campaign?.contents ?? '' },
    ...{ firstDay: dayOf(opensAt), lastDay: dayOf(closesAt - 1), lastInitiatives: dayOf(initiativesCloseAt - 1) },
    ...{ fileNeeded: campaign?.fileNeeded ?? false, columns: campaign?.initiativeColumns ?? [] },
  }
}
export type CampaignFacts = ReturnType<typeof factsOf>

/** The moments that these days mean; 0 where one is no day. */
export function windowOf({ firstDay, lastDay, lastInitiatives }: Days, timeZone: string) {
  const startOf = (day: string): number => momentOf(`${day}T00:00`, timeZone) ?? 0
  const endOf = (day: string): number => {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
    return Number.isNaN(next.getTime()) ? 0 : startOf(next.toISOString().slice(0, 10))
  }
  return { opensAt: startOf(firstDay), closesAt: endOf(lastDay), initiativesCloseAt: endOf(lastInitiatives) }
}
