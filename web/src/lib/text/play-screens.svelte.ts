import { catalogue } from './catalogue.svelte.ts'
import { playScreensVi } from './play-screens-vi.ts'
import { playVi } from './play-vi.ts'

export type ScreenKey = keyof typeof playVi | keyof typeof playScreensVi

const loadEnglish = async (): Promise<Record<ScreenKey, string>> => {
  const [{ playEn }, { playScreensEn }] = await Promise.all([import('./play-en.ts'), import('./play-screens-en.ts')])
  return { ...playEn, ...playScreensEn }
}

/** The texts of the contestants' app beyond its first screen, in the reader's language. */
export const t = catalogue<ScreenKey>({ ...playVi, ...playScreensVi }, { en: loadEnglish })
