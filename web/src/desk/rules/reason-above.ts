import type { Reply } from '../../lib/api.ts'
import { clockTime, momentSeconds, number } from '../../lib/format.ts'
import type { Locale } from '../../lib/locale.svelte.ts'
import type { DeskKey } from '../../lib/text/desk-vi.ts'

type Row = Pick<Reply<'getResults'>['rows'][number], 'decidedBy' | 'own' | 'next'>
export type ReasonAbove = { key: DeskKey; values: Record<string, string> }

/** The distance that stands for a prediction left blank. */
export const BLANK_DISTANCE = 1_000_000_000

/** Why a row stands above the next one, as a text's key with its two values written out. */
export function reasonAbove({ decidedBy, own, next }: Row, locale: Locale): ReasonAbove {
  if (decidedBy === 'lot' || decidedBy === 'equal' || decidedBy === 'last') return { key: `why.${decidedBy}`, values: {} }
  if (own === null || next === null) return { key: 'why.last', values: {} }
  if (decidedBy === 'predictionDistance' && next >= BLANK_DISTANCE) return { key: 'why.predictionBlank', values: { own: number(own, locale) } }
  return { key: `why.${decidedBy}`, values: written[decidedBy](own, next, locale) }
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
}
