import { catalogue } from './catalogue.svelte.ts'
import { playLineVi } from './play-line-vi.ts'

/** The texts of a line, in the reader's language. */
export const t = catalogue<keyof typeof playLineVi>(playLineVi, { en: async () => (await import('./play-line-en.ts')).playLineEn })
