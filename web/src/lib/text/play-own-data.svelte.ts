import { catalogue } from './catalogue.svelte.ts'
import { playOwnDataVi } from './play-own-data-vi.ts'
import { playVi } from './play-vi.ts'

type OwnDataKey = keyof typeof playVi | keyof typeof playOwnDataVi

const loadEnglish = async (): Promise<Record<OwnDataKey, string>> => {
  const [{ playEn }, { playOwnDataEn }] = await Promise.all([import('./play-en.ts'), import('./play-own-data-en.ts')])
  return { ...playEn, ...playOwnDataEn }
}

/** The texts of what is kept of a contestant, in the reader's language. */
export const t = catalogue<OwnDataKey>({ ...playVi, ...playOwnDataVi }, { en: loadEnglish })
