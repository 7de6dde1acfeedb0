import { unionSearchText } from './union-search.ts'

export type UnionState = 'active' | 'pending' | 'closed'
/** What is decided about a union; its path, ancestors and totals follow from the tree. */
export type UnionRecord = {
  id: string
  code: string
  name: string
  kind: string
  parentId: string | null
  memberCount: number | null
  state: UnionState
  mergedInto: string | null
  note: string
  countConfirmedAt: number | null
  countConfirmedBy: string | null
}
/** What follows: ancestors from itself up to the root, the names above, what it is found by, and its members. */
export type UnionPlace = { ancestors: string[]; path: string; searchText: string; memberTotal: number | null }

const PATH_SIGN = ' › '

/** The place of every union, from parents alone; throws when a union lies below itself or its parent is unknown. */
export function unionPlaces(unions: readonly UnionRecord[]): Map<string, UnionPlace> {
  const byId = new Map(unions.map((union) => [union.id, union]))
  const totals = memberTotals(unions)
  return new Map(
    unions.map((union) => {
      const chain = chainOf(union, byId)
      const path = chain
        .slice(1)
        .reverse()
        .map(({ name }) => name)
        .join(PATH_SIGN)
      const ancestors = chain.map(({ id }) => id)
      return [union.id, { ancestors, path, searchText: unionSearchText(union.code, union.name), memberTotal: totals.get(union.id) ?? null }]
    }),
  )
}

function chainOf(union: UnionRecord, byId: ReadonlyMap<string, UnionRecord>): UnionRecord[] {
  const chain = [union]
  let parentId = union.parentId
  while (parentId !== null) {
    const above = byId.get(parentId)
    if (above === undefined) throw new Error(`union ${union.code} names a parent that is not known`)
    if (chain.includes(above)) throw new Error(`union ${union.code} lies below itself`)
    chain.push(above)
    parentId = above.parentId
  }
  return chain
}

/** A union's own number of members wins over the sum of those below it; unions that are not active add nothing. */
function memberTotals(unions: readonly UnionRecord[]): Map<string, number | null> {
  const below = childrenOf(unions)
  const totals = new Map<string, number | null>()
  const totalOf = (union: UnionRecord, depth: number): number | null => {
    if (depth > unions.length) return null
    const counted = (below.get(union.id) ?? []).map((child) => ({ child, total: totalOf(child, depth + 1) }))
    const known = counted.flatMap(({ child, total }) => (child.state === 'active' && total !== null ? [total] : []))
    const total = union.memberCount ?? (known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0))
    totals.set(union.id, total)
    return total
  }
  for (const root of below.get(null) ?? []) totalOf(root, 0)
  return totals
}

function childrenOf(unions: readonly UnionRecord[]): Map<string | null, UnionRecord[]> {
  const below = new Map<string | null, UnionRecord[]>()
  for (const union of unions) {
    const siblings = below.get(union.parentId)
    if (siblings === undefined) below.set(union.parentId, [union])
    else siblings.push(union)
  }
  return below
}

/** Whether a union is another one or lies below it. */
export function liesWithin(unions: ReadonlyMap<string, UnionRecord>, unionId: string, ancestorId: string): boolean {
  return liesBelowAny(unions, unionId, new Set([ancestorId]))
}

export function liesBelowAny(unions: ReadonlyMap<string, UnionRecord>, unionId: string, ancestorIds: ReadonlySet<string>): boolean {
  const seen = new Set<string>()
  for (let at: string | null = unionId; at !== null && !seen.has(at); at = unions.get(at)?.parentId ?? null) {
    if (ancestorIds.has(at)) return true
    seen.add(at)
  }
  return false
}
