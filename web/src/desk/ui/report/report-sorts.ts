import type { DeskText } from '../../../lib/text/desk.svelte.ts'

/** What a report can be sorted by, and the heading of each. */
export const reportSorts = {
  name: 'field.union',
  people: 'field.people',
  attempts: 'field.attempts',
  rate: 'field.rate',
  mean: 'dashboard.mean',
  change: 'report.change',
} as const satisfies Record<string, DeskText>

export type ReportSort = keyof typeof reportSorts
export const reportSortKeys = ['name', 'people', 'attempts', 'rate', 'mean', 'change'] as const satisfies readonly ReportSort[]
