import { catalogue } from './catalogue.svelte.ts'
import { playPraiseVi } from './play-praise-vi.ts'

/** The texts of the page that praises unions and people, in the reader's language. */
export const t = catalogue<keyof typeof playPraiseVi>(playPraiseVi, { en: async () => (await import('./play-praise-en.ts')).playPraiseEn })
