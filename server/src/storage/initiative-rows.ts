import type { Initiative } from '../domain/initiative.ts'
import { likenessOf, type Compared } from '../domain/initiative-likeness.ts'
import type { InitiativeCell } from '../domain/initiative-counts.ts'
import { fold } from '../domain/names.ts'

/** So many others that look like one are kept, and so many are compared. */
const MOST_ALIKE = 50
export const MOST_COMPARED = 500

/** An initiative as its row holds it, with what is made of its words for search and comparison. */
export function rowOf(initiative: Initiative) {
  const { title, decisionNumber, missing } = initiative
  return { ...initiative, foldedTitle: fold(title), searchText: fold(`${title} ${decisionNumber}`), complete: missing.length === 0 }
}

/** What a row lacks once a campaign asks for the file of a decision, or no longer does. */
export function lackingOf({ missing }: Pick<Initiative, 'missing'>, fileNeeded: boolean) {
  const others = missing.filter((part) => part !== 'file')
  const lacking = fileNeeded ? [...others, 'file' as const] : others
  return { missing: lacking, complete: lacking.length === 0 }
}

/** The initiative of a row. */
export function ofRow(row: ReturnType<typeof rowOf>): Initiative {
  const { foldedTitle: _title, searchText: _search, complete: _complete, ...initiative } = row
  return initiative
}

export const foldedAuthors = ({ authors }: Pick<Initiative, 'authors'>): string[] => [...new Set(authors.map(fold))]

/** Whether people at the desk compare it: not while it is a draft, and no more once it was withdrawn. */
export const isCompared = ({ state }: Pick<Initiative, 'state'>): boolean => state !== 'draft' && state !== 'withdrawn'

/** Rows of pairs, both ways, of an initiative with others. */
export function pairsOf(one: Initiative, others: readonly Compared[]) {
  const compared = { id: one.id, title: fold(one.title), authors: foldedAuthors(one) }
  const alike = others.flatMap((other) => {
    const likeness = likenessOf(compared, other)
    return likeness === null ? [] : [{ otherId: other.id, likeness }]
  })
  return alike.slice(0, MOST_ALIKE).flatMap(({ otherId, likeness }) => [
    { initiativeId: one.id, otherId, likeness },
    { initiativeId: otherId, otherId: one.id, likeness },
  ])
}

/** Candidates by id, from a row for each of their authors; null: none is named. */
export function comparedOf(rows: readonly { id: string; title: string; author: string | null }[]): Compared[] {
  const byId = new Map<string, { id: string; title: string; authors: string[] }>()
  for (const { id, title, author } of rows) {
    const one = byId.get(id) ?? { id, title, authors: [] }
    if (author !== null) one.authors.push(author)
    byId.set(id, one)
  }
  return [...byId.values()]
}

type RawCell = Omit<InitiativeCell, 'day'> & { dayNumber: number | null }

export const cellOf = ({ dayNumber, ...cell }: RawCell): InitiativeCell => ({
  ...cell,
  day: dayNumber === null ? null : new Date(dayNumber * 86_400_000).toISOString().slice(0, 10),
})
