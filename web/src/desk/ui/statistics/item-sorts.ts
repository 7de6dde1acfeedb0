import type { Call } from '../../../lib/api.ts'
import type { listing } from '../../state/listing.svelte.ts'

type ItemSort = NonNullable<NonNullable<Call<'listItemStatistics'>['query']>['sort']>

/** By what the questions of an analysis can be sorted. */
export const itemSorts = [
  'code',
  'attempts',
  'facility',
  'standardDeviation',
  'randomGuess',
  'intendedWeight',
  'effectiveWeight',
  'discrimination',
  'efficiency',
  'doubts',
] as const satisfies readonly ItemSort[]

/** The columns of figures, in their order; what is seldom needed goes first where there is little room. */
export const figureColumns = [
  { name: 'facility', extra: false, percent: true },
  { name: 'standardDeviation', extra: true, percent: true },
  { name: 'randomGuess', extra: true, percent: true },
  { name: 'intendedWeight', extra: true, percent: true },
  { name: 'effectiveWeight', extra: true, percent: true },
  { name: 'discrimination', extra: false, percent: false },
  { name: 'efficiency', extra: true, percent: true },
] as const

export type ItemListing = ReturnType<typeof listing<(typeof itemSorts)[number], 'doubtful'>>
