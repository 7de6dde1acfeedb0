import type { CampaignFigures } from '../ports/campaign-figures.ts'

/** Of both stores: neither keeps initiatives or works. */
export const campaignFigures: CampaignFigures = {
  initiatives: async () => null,
  works: async () => null,
}
