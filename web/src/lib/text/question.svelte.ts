import { catalogue } from './catalogue.svelte.ts'
import { questionVi } from './question-vi.ts'

/** The texts of a question and its answer controls, for the phone and for the desk's preview. */
export const t = catalogue<keyof typeof questionVi>(questionVi, { en: async () => (await import('./question-en.ts')).questionEn })
