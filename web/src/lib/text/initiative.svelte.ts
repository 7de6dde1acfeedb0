import { catalogue } from './catalogue.svelte.ts'
import { initiativeVi } from './initiative-vi.ts'

/** The texts of an initiative, in the reader's language. */
export const t = catalogue<keyof typeof initiativeVi>(initiativeVi, {
  en: async () => (await import('./initiative-en.ts')).initiativeEn,
})
