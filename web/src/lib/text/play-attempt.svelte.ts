import { catalogue } from './catalogue.svelte.ts'
import { playAttemptVi } from './play-attempt-vi.ts'

/** The texts about what becomes of answers, in the reader's language. */
export const t = catalogue<keyof typeof playAttemptVi>(playAttemptVi, { en: async () => (await import('./play-attempt-en.ts')).playAttemptEn })
