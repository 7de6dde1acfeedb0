import type { Reply } from '../../lib/api.ts'
import type { Locale } from '../../lib/locale.svelte.ts'
import { reasonWords } from '../../lib/reason-words.ts'
import type { DeskKey } from '../../lib/text/desk-vi.ts'

type Row = Pick<Reply<'getResults'>['rows'][number], 'decidedBy' | 'own' | 'next'>
export type ReasonAbove = { key: DeskKey; values: Record<string, string> }

/** Why a row stands above the next one, as a text's key with its two values written out. */
export function reasonAbove(row: Row, locale: Locale): ReasonAbove {
  const { name, values } = reasonWords(row, locale)
  return { key: `why.${name}`, values }
}
