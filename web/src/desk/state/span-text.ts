import { t } from '../../lib/text/desk.svelte.ts'
import { spanWords } from '../rules/span-words.ts'

/** "2 giờ 5 phút": a span in the reader's language. */
export function spanText(ms: number): string {
  const { key, values } = spanWords(ms)
  return t(`span.${key}`, values)
}
