import { catalogue } from './catalogue.svelte.ts'
import { playEntryVi } from './play-entry-vi.ts'
import { playVi } from './play-vi.ts'

type EntryKey = keyof typeof playVi | keyof typeof playEntryVi

const loadEnglish = async (): Promise<Record<EntryKey, string>> => {
  const [{ playEn }, { playEntryEn }] = await Promise.all([import('./play-en.ts'), import('./play-entry-en.ts')])
  return { ...playEn, ...playEntryEn }
}

/** The texts of barriers, of the access code and of practice, in the reader's language. */
export const t = catalogue<EntryKey>({ ...playVi, ...playEntryVi }, loadEnglish)
