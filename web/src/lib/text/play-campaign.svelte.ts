import { catalogue } from './catalogue.svelte.ts'
import { playCampaignVi } from './play-campaign-vi.ts'

/** The texts of the campaign, in the reader's language. */
export const t = catalogue<keyof typeof playCampaignVi>(playCampaignVi, {
  en: async () => (await import('./play-campaign-en.ts')).playCampaignEn,
})
