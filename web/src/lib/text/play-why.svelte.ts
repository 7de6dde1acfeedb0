import { catalogue } from './catalogue.svelte.ts'
import { playWhyVi } from './play-why-vi.ts'

/** The texts of why a row stands where it does, in the reader's language. */
export const t = catalogue<keyof typeof playWhyVi>(playWhyVi, {
  en: async () => (await import('./play-why-en.ts')).playWhyEn,
})
