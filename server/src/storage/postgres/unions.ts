import { and, asc, count, eq, isNull, like, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import { diffUnions, unionsOfDrafts } from '../../domain/union-diff.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import type { ListedUnion, Unions } from '../../ports/unions.ts'
import { texts } from './many-rows.ts'
import { first, type Postgres } from './open.ts'
import { posterUnions } from './poster-unions.ts'
import { unionAncestors, unions } from './schema.ts'
import { unionList } from './union-list.ts'
import { listedColumns, unionSearch } from './union-searching.ts'
import { carryOut, readTree } from './union-tree.ts'

const active = eq(unions.state, 'active')

export function postgresUnions(postgres: Postgres): Unions {
  const { write } = postgres
  const { search, lookAgain } = unionSearch(postgres.db)
  return {
    ...unionReads(postgres),
    ...unionList(postgres),
    search,
    change: async (decide, audit) => {
      const changed = await write(async (tx) => {
        const tree = await readTree(tx)
        const decision = decide(tree)
        if (!decision.ok) return decision
        await carryOut(tx, tree, decision.value, audit)
        return accept(decision.value.unions)
      })
      lookAgain()
      return changed
    },
    load: async (drafts, nextId, audit) => {
      const loaded = await write(async (tx) => {
        const tree = await readTree(tx)
        const counts = { added: 0, changed: 0, unchanged: 0 }
        for (const { change } of diffUnions([...tree.values()], drafts).unions) counts[change] += 1
        const planned = unionsOfDrafts([...tree.values()], drafts, nextId, { at: audit.at, by: audit.actorId })
        await carryOut(tx, tree, { unions: planned, people: null }, { ...audit, details: counts })
        return counts
      })
      lookAgain()
      return loaded
    },
  }
}

function unionReads({
  db,
  read,
}: Postgres): Pick<Unions, 'children' | 'find' | 'names' | 'byCode' | 'forPosters' | 'current' | 'parents' | 'tree' | 'inside' | 'facts'> {
  const named = { ...listedColumns, state: unions.state, mergedInto: unions.mergedInto }
  type Named = ListedUnion & Pick<UnionRecord, 'state' | 'mergedInto'>
  /** The union itself while it is active, or the one where its people are now. */
  const reachable = async (union: Named | undefined): Promise<ListedUnion | null> => {
    if (union === undefined) return null
    const { state, mergedInto, ...listed } = union
    if (mergedInto === null) return state === 'active' ? listed : null
    return reachable(await first(db.select(named).from(unions).where(eq(unions.id, mergedInto))))
  }
  return {
    children: (parentId) =>
      db
        .select(listedColumns)
        .from(unions)
        .where(and(active, parentId === null ? isNull(unions.parentId) : eq(unions.parentId, parentId)))
        .orderBy(asc(unions.code)),
    find: async (id) => (await first(db.select().from(unions).where(eq(unions.id, id)))) ?? null,
    current: async (id) => (await first(db.select({ into: unions.mergedInto }).from(unions).where(eq(unions.id, id))))?.into ?? id,
    byCode: async (code) => {
      const exact = await first(db.select(named).from(unions).where(eq(unions.code, code)))
      if (exact !== undefined || fold(code) === '') return reachable(exact)
      // A search text ends with the folded code.
      const ending = await db
        .select(named)
        .from(unions)
        .where(like(unions.searchText, `% ${fold(code)}`))
        .orderBy(asc(unions.code))
      return reachable(ending.find((union) => fold(union.code) === fold(code)))
    },
    forPosters: (rootId) => posterUnions(db, rootId),
    names: async (ids) => {
      if (ids.length === 0) return new Map()
      const found = await db
        .select({ id: unions.id, name: unions.name })
        .from(unions)
        .where(sql`${unions.id} = any(${texts(ids)})`)
      return new Map(found.map(({ id, name }) => [id, name]))
    },
    parents: async () => {
      const tree = await readTree(db)
      return new Map([...tree.values()].map(({ code, parentId }) => [code, parentId === null ? null : (tree.get(parentId)?.code ?? null)]))
    },
    tree: async () => [...(await readTree(db)).values()],
    inside: async (unionId, ancestorId) => {
      const link = and(eq(unionAncestors.unionId, unionId), eq(unionAncestors.ancestorId, ancestorId))
      return (await first(db.select({ depth: unionAncestors.depth }).from(unionAncestors).where(link))) !== undefined
    },
    facts: () =>
      read(async (tx) => {
        const states = await tx.select({ state: unions.state, total: count() }).from(unions).groupBy(unions.state)
        const having = (state: string): number => states.find((row) => row.state === state)?.total ?? 0
        const lowest = await first(
          tx
            .select({ lowest: count(), uncounted: sql<number>`count(*) filter (where ${unions.memberCount} is null)` })
            .from(unions)
            .where(and(active, sql`not exists (select 1 from unions as child where child.parent_id = unions.id and child.state = 'active')`)),
        )
        const roots = await first(
          tx
            .select({ members: sql<number>`coalesce(sum(${unions.memberTotal}), 0)` })
            .from(unions)
            .where(and(active, isNull(unions.parentId))),
        )
        const [pending, closed] = [having('pending'), having('closed')]
        return { unions: having('active'), pending, closed, lowest: 0, uncounted: 0, members: 0, ...lowest, ...roots }
      }),
  }
}
