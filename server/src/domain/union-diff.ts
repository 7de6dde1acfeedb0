import { confirmation, emptyUnion, type Confirmed } from './union-changes.ts'
import { liesBelowAny, type UnionRecord } from './union-tree.ts'

/** A union as a list tells it. */
export type UnionDraft = { code: string; name: string; kind: string; parentCode: string | null; memberCount: number | null }
export type FieldChange = { field: 'name' | 'kind' | 'memberCount'; before: string | number | null; after: string | number | null }
export type UnionMove = { before: string | null; after: string | null }
export type UnionDifference = UnionDraft & { change: 'added' | 'changed' | 'unchanged'; fields: FieldChange[]; moved: UnionMove | null }
export type GoneUnion = { id: string; code: string; name: string; kind: string; path: string; parentCode: string | null }
/** `gone`: active unions below the topmost ones of the list that the list does not name. */
export type UnionDiff = { unions: UnionDifference[]; gone: Omit<GoneUnion, 'path'>[] }

type Tree = readonly UnionRecord[]

/** What a list would change, field by field; nothing is ever taken away by itself. */
export function diffUnions(tree: Tree, drafts: readonly UnionDraft[]): UnionDiff {
  const byCode = new Map(tree.map((union) => [union.code, union]))
  const byId = new Map(tree.map((union) => [union.id, union]))
  const codeOf = (id: string | null): string | null => (id === null ? null : (byId.get(id)?.code ?? null))
  const named = new Set(drafts.map(({ code }) => code))
  const topmost = drafts.filter(({ parentCode }) => parentCode === null || !named.has(parentCode))
  const roots = new Set(topmost.flatMap(({ code }) => byCode.get(code)?.id ?? []))
  return {
    unions: drafts.map((draft) => differenceOf(draft, byCode.get(draft.code), codeOf)),
    gone: tree
      .filter(({ id, code, state }) => state === 'active' && !named.has(code) && liesBelowAny(byId, id, roots))
      .map(({ id, code, name, kind, parentId }) => ({ id, code, name, kind, parentCode: codeOf(parentId) })),
  }
}

function differenceOf(draft: UnionDraft, before: UnionRecord | undefined, codeOf: (id: string | null) => string | null): UnionDifference {
  if (before === undefined) return { ...draft, change: 'added', fields: [], moved: null }
  const after = { ...draft, memberCount: countOf(draft, before) }
  const fields = (['name', 'kind', 'memberCount'] as const).flatMap((field): FieldChange[] =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  )
  const parentCode = codeOf(before.parentId)
  const moved = parentCode === draft.parentCode ? null : { before: parentCode, after: draft.parentCode }
  return { ...after, change: fields.length > 0 || moved !== null ? 'changed' : 'unchanged', fields, moved }
}

/** A number of members that a list leaves out is kept. */
const countOf = (draft: UnionDraft, before: Pick<UnionRecord, 'memberCount'>): number | null => draft.memberCount ?? before.memberCount

/** The unions that a list adds or changes, as they shall be. Throws on a parent that neither the list nor the tree knows. */
export function unionsOfDrafts(tree: Tree, drafts: readonly UnionDraft[], nextId: () => string, confirmed: Confirmed): UnionRecord[] {
  const byCode = new Map(tree.map((union) => [union.code, union]))
  const known = new Map(drafts.map(({ code }) => [code, byCode.get(code) ?? { ...emptyUnion(nextId()), code }]))
  const idOf = (code: string, parentCode: string): string => {
    const id = (known.get(parentCode) ?? byCode.get(parentCode))?.id
    if (id === undefined) throw new Error(`union ${code} names parent ${parentCode}, which is not known`)
    return id
  }
  return drafts.flatMap((draft) => {
    const { code, name, kind, parentCode } = draft
    const before = known.get(code)
    if (before === undefined) return []
    const memberCount = countOf(draft, before)
    const parentId = parentCode === null ? null : idOf(code, parentCode)
    const after = { ...before, name, kind, memberCount, parentId, ...confirmation(before, memberCount, confirmed) }
    const same =
      byCode.has(code) && before.name === name && before.kind === kind && before.memberCount === memberCount && before.parentId === parentId
    return same ? [] : [after]
  })
}
