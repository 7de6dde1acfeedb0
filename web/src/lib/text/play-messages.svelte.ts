import { catalogue } from './catalogue.svelte.ts'
import { playMessagesVi } from './play-messages-vi.ts'
import { playVi } from './play-vi.ts'

type MessageKey = keyof typeof playVi | keyof typeof playMessagesVi

const loadEnglish = async (): Promise<Record<MessageKey, string>> => {
  const [{ playEn }, { playMessagesEn }] = await Promise.all([import('./play-en.ts'), import('./play-messages-en.ts')])
  return { ...playEn, ...playMessagesEn }
}

/** The texts of announcements and of questions to the organisers, in the reader's language. */
export const t = catalogue<MessageKey>({ ...playVi, ...playMessagesVi }, { en: loadEnglish })
