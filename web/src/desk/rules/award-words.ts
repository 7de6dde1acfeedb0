import { number } from '../../lib/format.ts'
import type { Locale } from '../../lib/languages.ts'

type Metric = 'people' | 'attempts' | 'rate' | 'mean'

/** What a union is compared by, as people read it. */
export function figureText(metric: Metric, figure: number | null, locale: Locale): string {
  if (figure === null || figure < 0) return ''
  return metric === 'rate' ? `${number(figure * 100, locale, 2)}%` : number(figure, locale, 2)
}

type Given = { tier: number }
/** How many prizes of a tier are given, and whether that is more than planned or fewer. */
export function tierState(
  tiers: readonly { title: string; count: number }[],
  awards: readonly Given[],
): { title: string; given: number; count: number }[] {
  return tiers.map(({ title, count }, tier) => ({ title, count, given: awards.filter((award) => award.tier === tier).length }))
}
