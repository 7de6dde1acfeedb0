import { catalogue } from './catalogue.svelte.ts'
import { playAwardsVi } from './play-awards-vi.ts'

/** The texts of published prizes, in the reader's language. */
export const t = catalogue<keyof typeof playAwardsVi>(playAwardsVi, { en: async () => (await import('./play-awards-en.ts')).playAwardsEn })
