import { catalogue } from './catalogue.svelte.ts'
import { playOwnDataVi } from './play-own-data-vi.ts'
import { playScreensVi } from './play-screens-vi.ts'
import { playVi } from './play-vi.ts'

export type OwnDataKey = keyof typeof playVi | keyof typeof playScreensVi | keyof typeof playOwnDataVi

const loadEnglish = async (): Promise<Record<OwnDataKey, string>> => {
  const [{ playEn }, { playScreensEn }, { playOwnDataEn }] = await Promise.all([
    import('./play-en.ts'),
    import('./play-screens-en.ts'),
    import('./play-own-data-en.ts'),
  ])
  return { ...playEn, ...playScreensEn, ...playOwnDataEn }
}

/** The texts of what is kept of a contestant, in the reader's language. */
export const t = catalogue<OwnDataKey>({ ...playVi, ...playScreensVi, ...playOwnDataVi }, loadEnglish)
