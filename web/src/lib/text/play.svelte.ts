import { catalogue } from './catalogue.svelte.ts'
import { playVi } from './play-vi.ts'

export type PlayKey = keyof typeof playVi

/** The texts of the contestants' first screen, in the reader's language; the other screens bring their own. */
export const t = catalogue<PlayKey>(playVi, { en: async () => (await import('./play-en.ts')).playEn })
