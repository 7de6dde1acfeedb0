import { catalogue } from './catalogue.svelte.ts'
import { playAppealsVi } from './play-appeals-vi.ts'

/** The texts of appeals, in the reader's language. */
export const t = catalogue<keyof typeof playAppealsVi>(playAppealsVi, {
  en: async () => (await import('./play-appeals-en.ts')).playAppealsEn,
})
