import { accept, refuse, type Decision } from './decision.ts'
import { fold } from './names.ts'
import { emptyUnion, type UnionPlan } from './union-changes.ts'
import type { UnionRecord } from './union-tree.ts'

export type ProposedUnion = { name: string; place: string; parentId: string | null }
/** The union that a person belongs to, and how it comes to be; null when it is there already. */
export type Proposal = { unionId: string; plan: UnionPlan | null }

const CODE = /^CHO-(\d+)$/

/**
 * A union that somebody did not find when they registered: a new one that waits for an organiser,
 * or the one of that name below the same upper union, so that colleagues meet in it.
 */
export function proposeUnion(tree: ReadonlyMap<string, UnionRecord>, id: string, { name, place, parentId }: ProposedUnion): Decision<Proposal> {
  const all = [...tree.values()]
  const parent = parentId === null ? topmost(all) : takingIn(tree, parentId)
  if (parentId !== null && parent === null) return refuse('unknown-union')
  const above = parent?.id ?? null
  const folded = fold(name)
  if (folded === '') return refuse('invalid-request', [{ field: 'proposedUnion', message: 'the name has no letters' }])
  const same = all.find((union) => union.parentId === above && union.state !== 'closed' && fold(union.name) === folded)
  if (same !== undefined) return accept({ unionId: same.id, plan: null })
  const union: UnionRecord = { ...emptyUnion(id), code: nextCode(all), name, kind: 'grassrootsUnion', parentId: above, state: 'pending', note: place }
  return accept({ unionId: id, plan: { unions: [union], people: null } })
}

function topmost(all: readonly UnionRecord[]): UnionRecord | null {
  const roots = all.filter(({ parentId, state }) => parentId === null && state === 'active')
  return roots.sort((a, b) => (a.code < b.code ? -1 : 1))[0] ?? null
}

function takingIn(tree: ReadonlyMap<string, UnionRecord>, unionId: string): UnionRecord | null {
  const union = tree.get(unionId)
  const found = union?.mergedInto == null ? union : tree.get(union.mergedInto)
  return found?.state === 'active' ? found : null
}

function nextCode(all: readonly UnionRecord[]): string {
  const taken = all.map(({ code }) => Number(CODE.exec(code)?.[1] ?? 0))
  return `CHO-${String(taken.reduce((most, one) => Math.max(most, one), 0) + 1).padStart(4, '0')}`
}
