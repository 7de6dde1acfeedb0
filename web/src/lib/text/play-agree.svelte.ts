import { catalogue } from './catalogue.svelte.ts'
import { playAgreeVi } from './play-agree-vi.ts'

/** The texts of agreeing to a notice that was worded anew, in the reader's language. */
export const t = catalogue<keyof typeof playAgreeVi>(playAgreeVi, { en: async () => (await import('./play-agree-en.ts')).playAgreeEn })
