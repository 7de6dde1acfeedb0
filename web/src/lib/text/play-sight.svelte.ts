import { catalogue } from './catalogue.svelte.ts'
import { playSightVi } from './play-sight-vi.ts'

/** The texts of the menu for language, text size and colours, in the reader's language. */
export const t = catalogue<keyof typeof playSightVi>(playSightVi, { en: async () => (await import('./play-sight-en.ts')).playSightEn })
