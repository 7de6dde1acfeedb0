import { catalogue } from './catalogue.svelte.ts'
import { playStartVi } from './play-start-vi.ts'

type StartKey = keyof typeof playStartVi

/** The texts of the way in, in the reader's language. */
export const t = catalogue<StartKey>(playStartVi, { en: async () => (await import('./play-start-en.ts')).playStartEn })
