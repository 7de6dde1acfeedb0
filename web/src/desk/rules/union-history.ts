import type { Reply } from '../../lib/api.ts'

type Event = Reply<'listUnionHistory'>['events'][number]
const fields = ['name', 'code', 'kind', 'parentCode', 'memberCount', 'state', 'mergedInto'] as const
export type ChangedField = (typeof fields)[number]
export type Changed = { field: ChangedField; before: string | number | null; after: string | number | null }

/** The fields that an event changed, in the order of the form; a new union has no before. */
export function changedFields({ before, after }: Pick<Event, 'before' | 'after'>): Changed[] {
  return fields.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after[field] ?? null]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}
