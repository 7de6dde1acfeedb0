import { catalogue } from './catalogue.svelte.ts'
import { playInstalledVi } from './play-installed-vi.ts'

type InstalledKey = keyof typeof playInstalledVi

/** The texts of what the phone keeps for when there is no line, in the reader's language. */
export const t = catalogue<InstalledKey>(playInstalledVi, { en: async () => (await import('./play-installed-en.ts')).playInstalledEn })
