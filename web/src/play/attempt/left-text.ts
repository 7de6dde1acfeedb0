import { t } from '../../lib/text/play-understand.svelte.ts'
import { leftShown } from './timer.ts'

/** The time left in the reader's words. */
export function leftText(remainingMs: number): string {
  const { unit, ...figures } = leftShown(remainingMs)
  return t(`left.${unit}`, figures)
}
