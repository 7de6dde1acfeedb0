import { catalogue } from './catalogue.svelte.ts'
import { playRoundsVi } from './play-rounds-vi.ts'
import { playVi } from './play-vi.ts'

type RoundsKey = keyof typeof playVi | keyof typeof playRoundsVi

const loadEnglish = async (): Promise<Record<RoundsKey, string>> => {
  const [{ playEn }, { playRoundsEn }] = await Promise.all([import('./play-en.ts'), import('./play-rounds-en.ts')])
  return { ...playEn, ...playRoundsEn }
}

/** The texts of rounds, of barriers, of the access code and of practice, in the reader's language. */
export const t = catalogue<RoundsKey>({ ...playVi, ...playRoundsVi }, { en: loadEnglish })
