import { and, asc, count, eq, inArray, isNull, like, sql } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { unionSearchText } from '../../domain/union-search.ts'
import type { UnionChange, UnionDraft, Unions } from '../../ports/unions.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { posterUnions } from './poster-unions.ts'
import { recountTallies } from './projection.ts'
import { unionAncestors, unions } from './schema.ts'

type Row = typeof unions.$inferSelect

export function sqliteUnions(sqlite: Sqlite): Unions {
  const { db, queue } = sqlite
  const withChildren = {
    id: unions.id,
    code: unions.code,
    name: unions.name,
    kind: unions.kind,
    parentId: unions.parentId,
    memberCount: unions.memberCount,
    path: unions.path,
    childCount: sql<number>`(select count(*) from unions as child where child.parent_id = unions.id)`,
  }
  const subtree = (rootId: string) => db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, rootId))
  const compare = (drafts: readonly UnionDraft[]): UnionChange[] => {
    const rows = db.select().from(unions).all()
    const byCode = new Map(rows.map((row) => [row.code, row]))
    const codeOf = new Map(rows.map((row) => [row.id, row.code]))
    return drafts.map((draft) => ({ ...draft, change: changeOf(draft, byCode.get(draft.code), codeOf) }))
  }
  return {
    search: async (words, limit, withinId) =>
      db
        .select(withChildren)
        .from(unions)
        .where(
          and(
            ...words.map((word) => like(unions.searchText, `%${word}%`)),
            ...(withinId === undefined ? [] : [inArray(unions.id, subtree(withinId))]),
          ),
        )
        .orderBy(sql`${unions.kind} <> 'grassrootsUnion'`, sql`length(${unions.searchText})`, asc(unions.code))
        .limit(limit)
        .all(),
    children: async (parentId) =>
      db
        .select(withChildren)
        .from(unions)
        .where(parentId === null ? isNull(unions.parentId) : eq(unions.parentId, parentId))
        .orderBy(asc(unions.code))
        .all(),
    find: async (id) => db.select().from(unions).where(eq(unions.id, id)).get() ?? null,
    byCode: async (code) => {
      const exact = db.select(withChildren).from(unions).where(eq(unions.code, code)).get()
      if (exact !== undefined || fold(code) === '') return exact ?? null
      // A search text ends with the folded code.
      const ending = db
        .select(withChildren)
        .from(unions)
        .where(like(unions.searchText, `% ${fold(code)}`))
        .orderBy(asc(unions.code))
        .all()
      return ending.find((union) => fold(union.code) === fold(code)) ?? null
    },
    forPosters: async (rootId) => posterUnions(sqlite, rootId),
    parents: async () => {
      const rows = db.select({ id: unions.id, code: unions.code, parentId: unions.parentId }).from(unions).all()
      const codeOf = new Map(rows.map(({ id, code }) => [id, code]))
      return new Map(rows.map(({ code, parentId }) => [code, parentId === null ? null : (codeOf.get(parentId) ?? null)]))
    },
    inside: async (unionId, ancestorId) =>
      db
        .select({ depth: unionAncestors.depth })
        .from(unionAncestors)
        .where(and(eq(unionAncestors.unionId, unionId), eq(unionAncestors.ancestorId, ancestorId)))
        .get() !== undefined,
    facts: async () => {
      const { unions: total } = db.select({ unions: count() }).from(unions).get() ?? { unions: 0 }
      const lowest = db
        .select({
          lowest: count(),
          uncounted: sql<number>`coalesce(sum(${unions.memberCount} is null), 0)`,
          members: sql<number>`coalesce(sum(${unions.memberCount}), 0)`,
        })
        .from(unions)
        .where(sql`not exists (select 1 from unions as child where child.parent_id = ${unions.id})`)
        .get()
      return { unions: total, lowest: 0, uncounted: 0, members: 0, ...lowest }
    },
    compare: async (drafts) => compare(drafts),
    load: (drafts, nextId, audit) =>
      queue.write(() => {
        const changes = compare(drafts)
        const counts = { added: 0, changed: 0, unchanged: 0 }
        for (const { change } of changes) counts[change] += 1
        upsert(sqlite, changes, nextId)
        if (rebuildTree(sqlite)) recountTallies(sqlite)
        appendAudit(sqlite, { ...audit, details: counts })
        return counts
      }),
  }
}

function changeOf(draft: UnionDraft, before: Row | undefined, codeOf: Map<string, string>): UnionChange['change'] {
  if (before === undefined) return 'added'
  const parentCode = before.parentId === null ? null : (codeOf.get(before.parentId) ?? null)
  const same = before.name === draft.name && before.kind === draft.kind && before.memberCount === draft.memberCount && parentCode === draft.parentCode
  return same ? 'unchanged' : 'changed'
}

function upsert({ db }: Sqlite, changes: UnionChange[], nextId: () => string): void {
  for (const { code, name, kind, memberCount, change } of changes) {
    const fields = { name, kind, memberCount, searchText: unionSearchText(code, name) }
    if (change === 'added')
      db.insert(unions)
        .values({ id: nextId(), code, parentId: null, path: '', ...fields })
        .run()
    if (change === 'changed') db.update(unions).set(fields).where(eq(unions.code, code)).run()
  }
  const idOf = new Map(
    db
      .select({ id: unions.id, code: unions.code })
      .from(unions)
      .all()
      .map((row) => [row.code, row.id]),
  )
  for (const { code, parentCode, change } of changes) {
    if (change === 'unchanged') continue
    const parentId = parentCode === null ? null : idOf.get(parentCode)
    if (parentId === undefined) throw new Error(`union ${code} names parent ${String(parentCode)}, which is not known`)
    db.update(unions).set({ parentId }).where(eq(unions.code, code)).run()
  }
}

/** Paths and ancestors follow from parents alone. True when the tree is another one than before. */
function rebuildTree({ db }: Sqlite): boolean {
  const rows = db.select().from(unions).all()
  const byId = new Map(rows.map((row) => [row.id, row]))
  const chainOf = (row: Row): Row[] => {
    const chain = [row]
    for (let above = byId.get(row.parentId ?? ''); above !== undefined; above = byId.get(above.parentId ?? '')) {
      if (chain.includes(above)) throw new Error(`union ${row.code} lies below itself`)
      chain.push(above)
    }
    return chain
  }
  const links = (): string => JSON.stringify(db.select().from(unionAncestors).orderBy(asc(unionAncestors.unionId), asc(unionAncestors.depth)).all())
  const before = links()
  db.delete(unionAncestors).run()
  for (const row of rows) {
    const chain = chainOf(row)
    const path = chain
      .slice(1)
      .reverse()
      .map((above) => above.name)
      .join(' › ')
    if (path !== row.path) db.update(unions).set({ path }).where(eq(unions.id, row.id)).run()
    db.insert(unionAncestors)
      .values(chain.map((above, depth) => ({ unionId: row.id, ancestorId: above.id, depth })))
      .run()
  }
  return before !== links()
}
