import { catalogue } from './catalogue.svelte.ts'
import { playUnderstandVi } from './play-understand-vi.ts'

/** The texts of what follows the questions, in the reader's language. */
export const t = catalogue<keyof typeof playUnderstandVi>(playUnderstandVi, {
  en: async () => (await import('./play-understand-en.ts')).playUnderstandEn,
})
