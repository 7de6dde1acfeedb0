import { clockTime } from '../../lib/format.ts'
import { t } from '../../lib/text/play.svelte.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A span in the reader's words: days and hours, or a running clock within the last day. */
export function spanText(ms: number): string {
  if (ms < DAY_MS) return clockTime(ms)
  return t('span.days', { days: Math.floor(ms / DAY_MS), hours: Math.floor((ms % DAY_MS) / HOUR_MS) })
}
