import { and, asc, count, eq, inArray, isNull, like, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import { diffUnions, unionsOfDrafts } from '../../domain/union-diff.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import type { ListedUnion, Unions } from '../../ports/unions.ts'
import type { Sqlite } from './open.ts'
import { posterUnions } from './poster-unions.ts'
import { unionAncestors, unions } from './schema.ts'
import { unionList } from './union-list.ts'
import { listedColumns, unionSearch } from './union-searching.ts'
import { carryOut, readTree } from './union-tree.ts'

const active = eq(unions.state, 'active')

export function sqliteUnions(sqlite: Sqlite): Unions {
  const { queue } = sqlite
  return {
    ...unionReads(sqlite),
    ...unionSearch(sqlite),
    ...unionList(sqlite),
    change: (decide, audit) =>
      queue.write(() => {
        const tree = readTree(sqlite)
        const decision = decide(tree)
        if (!decision.ok) return decision
        carryOut(sqlite, tree, decision.value, audit)
        return accept(decision.value.unions)
      }),
    load: (drafts, nextId, audit) =>
      queue.write(() => {
        const tree = readTree(sqlite)
        const counts = { added: 0, changed: 0, unchanged: 0 }
        for (const { change } of diffUnions([...tree.values()], drafts).unions) counts[change] += 1
        const planned = unionsOfDrafts([...tree.values()], drafts, nextId, { at: audit.at, by: audit.actorId })
        carryOut(sqlite, tree, { unions: planned, people: null }, { ...audit, details: counts })
        return counts
      }),
  }
}

function unionReads(
  sqlite: Sqlite,
): Pick<Unions, 'children' | 'find' | 'names' | 'byCode' | 'forPosters' | 'current' | 'parents' | 'tree' | 'inside' | 'facts'> {
  const { db } = sqlite
  const named = { ...listedColumns, state: unions.state, mergedInto: unions.mergedInto }
  type Named = ListedUnion & Pick<UnionRecord, 'state' | 'mergedInto'>
  /** The union itself while it is active, or the one where its people are now. */
  const reachable = (union: Named | undefined): ListedUnion | null => {
    if (union === undefined) return null
    const { state, mergedInto, ...listed } = union
    if (mergedInto === null) return state === 'active' ? listed : null
    return reachable(db.select(named).from(unions).where(eq(unions.id, mergedInto)).get())
  }
  return {
    children: async (parentId) =>
      db
        .select(listedColumns)
        .from(unions)
        .where(and(active, parentId === null ? isNull(unions.parentId) : eq(unions.parentId, parentId)))
        .orderBy(asc(unions.code))
        .all(),
    find: async (id) => db.select().from(unions).where(eq(unions.id, id)).get() ?? null,
    current: async (id) => db.select({ into: unions.mergedInto }).from(unions).where(eq(unions.id, id)).get()?.into ?? id,
    byCode: async (code) => {
      const exact = db.select(named).from(unions).where(eq(unions.code, code)).get()
      if (exact !== undefined || fold(code) === '') return reachable(exact)
      // A search text ends with the folded code.
      const ending = db
        .select(named)
        .from(unions)
        .where(like(unions.searchText, `% ${fold(code)}`))
        .orderBy(asc(unions.code))
        .all()
      return reachable(ending.find((union) => fold(union.code) === fold(code)))
    },
    forPosters: async (rootId) => posterUnions(sqlite, rootId),
    names: async (ids) =>
      new Map(
        (ids.length === 0
          ? []
          : db
              .select({ id: unions.id, name: unions.name })
              .from(unions)
              .where(inArray(unions.id, [...ids]))
              .all()
        ).map(({ id, name }) => [id, name]),
      ),
    parents: async () => {
      const tree = readTree(sqlite)
      return new Map([...tree.values()].map(({ code, parentId }) => [code, parentId === null ? null : (tree.get(parentId)?.code ?? null)]))
    },
    tree: async () => [...readTree(sqlite).values()],
    inside: async (unionId, ancestorId) =>
      db
        .select({ depth: unionAncestors.depth })
        .from(unionAncestors)
        .where(and(eq(unionAncestors.unionId, unionId), eq(unionAncestors.ancestorId, ancestorId)))
        .get() !== undefined,
    facts: async () => {
      const states = db.select({ state: unions.state, total: count() }).from(unions).groupBy(unions.state).all()
      const having = (state: string): number => states.find((row) => row.state === state)?.total ?? 0
      const lowest = db
        .select({ lowest: count(), uncounted: sql<number>`coalesce(sum(${unions.memberCount} is null), 0)` })
        .from(unions)
        .where(and(active, sql`not exists (select 1 from unions as child where child.parent_id = unions.id and child.state = 'active')`))
        .get()
      const roots = db
        .select({ members: sql<number>`coalesce(sum(${unions.memberTotal}), 0)` })
        .from(unions)
        .where(and(active, isNull(unions.parentId)))
        .get()
      const [pending, closed] = [having('pending'), having('closed')]
      return { unions: having('active'), pending, closed, lowest: 0, uncounted: 0, members: 0, ...lowest, ...roots }
    },
  }
}
