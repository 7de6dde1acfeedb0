import { clockTime, momentSeconds, number } from './format.ts'
import type { Locale } from './locale.svelte.ts'

type TieBreak = 'score' | 'predictionDistance' | 'durationMs' | 'submittedAt'
export type ReasonName = TieBreak | 'predictionRight' | 'predictionBlank' | 'lot' | 'equal' | 'last'
type Reason = { decidedBy: TieBreak | 'lot' | 'equal' | 'last'; own: number | null; next: number | null }

/** The distance that stands for a prediction left blank. */
export const BLANK_DISTANCE = 1_000_000_000

/** Why a row stands above the next one: which sentence says it, and its two values written out. */
export function reasonWords({ decidedBy, own, next }: Reason, locale: Locale): { name: ReasonName; values: Record<string, string> } {
  if (decidedBy === 'lot' || decidedBy === 'equal' || decidedBy === 'last') return { name: decidedBy, values: {} }
  if (own === null) return { name: 'last', values: {} }
  if (decidedBy === 'predictionDistance' && (next === null || next >= BLANK_DISTANCE)) {
    return { name: 'predictionBlank', values: { own: number(own, locale) } }
  }
  // Where only a right prediction counts, a distance is 0 or 1 and no more than that.
  if (decidedBy === 'predictionDistance' && own === 0) return { name: 'predictionRight', values: {} }
  return next === null ? { name: 'last', values: {} } : { name: decidedBy, values: written[decidedBy](own, next, locale) }
}

const figures = (own: number, next: number, locale: Locale) => ({ own: number(own, locale, 2), next: number(next, locale, 2) })

/** Two values that read alike to the second are told apart by their milliseconds. */
const apart = (write: (ms: number) => string, exact: (ms: number) => string) => (own: number, next: number) =>
  write(own) === write(next) ? { own: exact(own), next: exact(next) } : { own: write(own), next: write(next) }

const thousandths = (ms: number): string => String(ms % 1000).padStart(3, '0')
const exactDuration = (ms: number): string => `${clockTime(Math.floor(ms / 1000) * 1000)},${thousandths(ms)}`
const exactMoment = (at: number): string => momentSeconds(at).replace(' ', `,${thousandths(at)} `)

const written = {
  score: figures,
  predictionDistance: figures,
  durationMs: apart(clockTime, exactDuration),
  submittedAt: apart(momentSeconds, exactMoment),
} satisfies Record<TieBreak, (own: number, next: number, locale: Locale) => Record<string, string>>
