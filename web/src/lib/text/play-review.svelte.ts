import { catalogue } from './catalogue.svelte.ts'
import { playReviewVi } from './play-review-vi.ts'
import { playVi } from './play-vi.ts'

type ReviewKey = keyof typeof playVi | keyof typeof playReviewVi

const loadEnglish = async (): Promise<Record<ReviewKey, string>> => {
  const [{ playEn }, { playReviewEn }] = await Promise.all([import('./play-en.ts'), import('./play-review-en.ts')])
  return { ...playEn, ...playReviewEn }
}

/** The texts of a finished attempt with its answers, in the reader's language. */
export const t = catalogue<ReviewKey>({ ...playVi, ...playReviewVi }, { en: loadEnglish })
