import { accept, refuse, type Decision } from './decision.ts'
import { liesWithin, type UnionRecord } from './union-tree.ts'

export type UnionFields = { code: string; name: string; kind: string; parentId: string | null; memberCount: number | null }
/** Unions as they shall be, and whose people go where. */
export type UnionPlan = { unions: UnionRecord[]; people: { from: string; to: string } | null }
export type Confirmed = { at: number; by: string }
type Tree = ReadonlyMap<string, UnionRecord>

const planned = (...unions: UnionRecord[]): Decision<UnionPlan> => accept({ unions, people: null })

/** Change what is written about a union; another parent moves its whole subtree. A number of members that is another one counts as confirmed. */
export function editUnion(tree: Tree, unionId: string, fields: UnionFields, confirmed: Confirmed): Decision<UnionPlan> {
  const union = tree.get(unionId)
  if (union === undefined) return refuse('not-found')
  const fault = faultOf(tree, union, fields)
  if (fault !== null) return fault
  if (union.state === 'closed' && union.mergedInto !== null && fields.parentId !== union.parentId) return refuse('union-merged')
  const changed = { ...union, ...fields, ...confirmation(union, fields.memberCount, confirmed) }
  return sameFields(union, fields) ? refuse('nothing-changed') : planned(changed)
}

/** The number of members is right as it stands: only who says so, and when, is new. */
export function confirmCount(tree: Tree, unionId: string, confirmed: Confirmed): Decision<UnionPlan> {
  const union = tree.get(unionId)
  if (union === undefined) return refuse('not-found')
  if (union.memberCount === null) return refuse('nothing-changed')
  return planned({ ...union, countConfirmedAt: confirmed.at, countConfirmedBy: confirmed.by })
}

export function addUnion(tree: Tree, id: string, fields: UnionFields, confirmed: Confirmed): Decision<UnionPlan> {
  const blank: UnionRecord = { ...emptyUnion(id), ...fields, ...confirmation({ memberCount: null }, fields.memberCount, confirmed) }
  return faultOf(tree, emptyUnion(id), fields) ?? planned(blank)
}

/** A union that contestants proposed becomes one like all others. */
export function acceptUnion(tree: Tree, unionId: string, fields: UnionFields, confirmed: Confirmed): Decision<UnionPlan> {
  const union = tree.get(unionId)
  if (union === undefined) return refuse('not-found')
  if (union.state !== 'pending') return refuse('union-not-pending')
  const fault = faultOf(tree, union, fields)
  return fault ?? planned({ ...union, ...fields, ...confirmation(union, fields.memberCount, confirmed), state: 'active' })
}

/**
 * Merge a union into another: it is closed and lies below that one, so its attempts count there; its people belong there from now on,
 * and so do the unions below it.
 */
export function mergeUnion(tree: Tree, unionId: string, intoId: string): Decision<UnionPlan> {
  const union = tree.get(unionId)
  const into = tree.get(intoId)
  if (union === undefined || into === undefined) return refuse('not-found')
  if (union.mergedInto !== null) return refuse('union-merged')
  if (into.state !== 'active') return refuse('union-not-active')
  if (liesWithin(tree, intoId, unionId)) return refuse('union-below-itself')
  const merged: UnionRecord = { ...union, state: 'closed', mergedInto: intoId, parentId: intoId }
  const below = [...tree.values()].filter(({ parentId, mergedInto }) => parentId === unionId && mergedInto === null)
  const earlier = [...tree.values()].filter(({ mergedInto }) => mergedInto === unionId)
  return accept({
    unions: [
      merged,
      ...below.map((child) => ({ ...child, parentId: intoId })),
      ...earlier.map((before) => ({ ...before, mergedInto: intoId, parentId: intoId })),
    ],
    people: { from: unionId, to: intoId },
  })
}

/** Take nobody in any more; what lies below and is active must go first. */
export function closeUnion(tree: Tree, unionId: string): Decision<UnionPlan> {
  const union = tree.get(unionId)
  if (union === undefined) return refuse('not-found')
  if (union.state === 'closed') return refuse('nothing-changed')
  const active = [...tree.values()].filter(({ parentId, state }) => parentId === unionId && state !== 'closed').length
  return active > 0 ? refuse('union-has-below', { below: active }) : planned({ ...union, state: 'closed' })
}

/** Open a closed union again; one that was merged stays where its people went. */
export function reopenUnion(tree: Tree, unionId: string): Decision<UnionPlan> {
  const union = tree.get(unionId)
  if (union === undefined) return refuse('not-found')
  if (union.state !== 'closed') return refuse('nothing-changed')
  if (union.mergedInto !== null) return refuse('union-merged')
  const parent = union.parentId === null ? null : tree.get(union.parentId)
  return parent?.state === 'closed' ? refuse('union-not-active') : planned({ ...union, state: 'active' })
}

export const emptyUnion = (id: string): UnionRecord => ({
  id,
  code: '',
  name: '',
  kind: '',
  parentId: null,
  memberCount: null,
  state: 'active',
  mergedInto: null,
  note: '',
  countConfirmedAt: null,
  countConfirmedBy: null,
})

export function confirmation(
  before: { memberCount: number | null },
  memberCount: number | null,
  { at, by }: Confirmed,
): Partial<Pick<UnionRecord, 'countConfirmedAt' | 'countConfirmedBy'>> {
  if (memberCount === before.memberCount) return {}
  return memberCount === null ? { countConfirmedAt: null, countConfirmedBy: null } : { countConfirmedAt: at, countConfirmedBy: by }
}

function faultOf(tree: Tree, union: UnionRecord, { code, parentId }: UnionFields): ReturnType<typeof refuse> | null {
  if ([...tree.values()].some((other) => other.id !== union.id && other.code === code)) return refuse('union-code-taken')
  if (parentId === null || parentId === union.parentId) return null
  const parent = tree.get(parentId)
  if (parent === undefined) return refuse('unknown-union')
  if (parent.state !== 'active') return refuse('union-not-active')
  return liesWithin(tree, parentId, union.id) ? refuse('union-below-itself') : null
}

const sameFields = (union: UnionRecord, fields: UnionFields): boolean =>
  (['code', 'name', 'kind', 'parentId', 'memberCount'] as const).every((field) => union[field] === fields[field])

type Facts = Omit<UnionFields, 'parentId'> & { parentCode: string | null; state: UnionRecord['state']; mergedInto: string | null }
/** What an audit entry tells of one union: the fields that are others now; `before` is null for a new one. */
export type UnionAudit = { unionId: string; code: string; before: Partial<Facts> | null; after: Partial<Facts> }

export function auditOf(before: Tree, after: Tree, unionIds: readonly string[]): UnionAudit[] {
  const factsOf = (tree: Tree, union: UnionRecord): Facts => ({
    code: union.code,
    name: union.name,
    kind: union.kind,
    memberCount: union.memberCount,
    parentCode: union.parentId === null ? null : (tree.get(union.parentId)?.code ?? null),
    state: union.state,
    mergedInto: union.mergedInto === null ? null : (tree.get(union.mergedInto)?.code ?? null),
  })
  return unionIds.flatMap((unionId): UnionAudit[] => {
    const [was, is] = [before.get(unionId), after.get(unionId)]
    if (is === undefined) return []
    const now = factsOf(after, is)
    if (was === undefined) return [{ unionId, code: is.code, before: null, after: now }]
    const then = factsOf(before, was)
    const others = (Object.keys(now) as (keyof Facts)[]).filter((field) => now[field] !== then[field])
    const only = (facts: Facts): Partial<Facts> => Object.fromEntries(others.map((field) => [field, facts[field]]))
    return [{ unionId, code: then.code, before: only(then), after: only(now) }]
  })
}
