import { day } from '../../lib/format.ts'
import { named, t } from '../../lib/text/desk.svelte.ts'

type Change = { field: string; before: string | null; after: string | null }

const labels: Record<string, () => string> = {
  fullName: () => t('field.fullName'),
  birthDate: () => t('contestants.birthDate'),
  contestantKind: () => t('contestants.kind'),
  union: () => t('field.union'),
}
const values: Record<string, (value: string) => string> = {
  birthDate: (value) => day(Date.parse(value)),
  contestantKind: (value) => named('contestantKind', value),
}

/** A change of a person's data in words. */
export function changeWords({ field, before, after }: Change): { label: string; before: string; after: string } {
  const written = (value: string | null): string => (value === null ? '' : (values[field]?.(value) ?? value))
  return { label: labels[field]?.() ?? field, before: written(before), after: written(after) }
}
