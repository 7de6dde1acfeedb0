import { and, asc, count, desc, eq, inArray, like, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { UnionFilter, UnionRow, UnionSort, Unions } from '../../ports/unions.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, auditEntries, unionAncestors, unions } from './schema.ts'

/** Contestants of a union and of those below it. */
const people = sql<number>`(select count(*) from union_ancestors as link join contestants as person on person.union_id = link.union_id
  where link.ancestor_id = unions.id)`

const orders = {
  code: sql`${unions.code}`,
  name: sql`${unions.searchText}`,
  kind: sql`${unions.kind}`,
  state: sql`strpos('pending active closed', ${unions.state})`,
  members: sql`coalesce(${unions.memberTotal}, -1)`,
  people,
} satisfies Record<UnionSort, SQL>

const foundWords = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter((word) => word !== '')

/** Which unions a filter means. */
export function meantBy(db: Db, filter: UnionFilter): SQL | undefined {
  const given = <T>(value: T | undefined, where: (value: T) => SQL): SQL | undefined => (value === undefined ? undefined : where(value))
  return and(
    given(filter.kind, (kind) => eq(unions.kind, kind)),
    given(filter.state, (state) => eq(unions.state, state)),
    given(filter.within, (root) =>
      inArray(unions.id, db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, root))),
    ),
    given(filter.parentId, (parentId) => eq(unions.parentId, parentId)),
    given(filter.divisionId, (divisionId) => inDivision(divisionId, filter.contestId)),
    given(filter.minMembers, (least) => sql`${unions.memberTotal} >= ${least}`),
    given(filter.maxMembers, (most) => sql`${unions.memberTotal} <= ${most}`),
    // Both are folded: letters and figures without case.
    ...foundWords(filter.search).map((word) => like(unions.searchText, `%${word}%`)),
  )
}

const inDivision = (divisionId: string, contestId: string | undefined): SQL =>
  divisionId === 'none'
    ? sql`not exists (select 1 from division_unions as member where member.union_id = unions.id and member.contest_id = ${contestId ?? ''})`
    : sql`exists (select 1 from division_unions as member where member.union_id = unions.id and member.division_id = ${divisionId})`

const rowColumns = (contestId: string | undefined) => ({
  id: unions.id,
  code: unions.code,
  name: unions.name,
  kind: unions.kind,
  parentId: unions.parentId,
  path: unions.path,
  state: unions.state,
  note: unions.note,
  memberCount: unions.memberCount,
  memberTotal: unions.memberTotal,
  childCount: sql<number>`(select count(*) from unions as child where child.parent_id = unions.id and child.state <> 'closed')`,
  people,
  divisionName: sql<string | null>`(select division.name from division_unions as member join divisions as division on division.id = member.division_id
    where member.union_id = unions.id and member.contest_id = ${contestId ?? ''})`,
})

const nameOf = (column: 'merged_into' | 'parent_id') =>
  sql<string | null>`(select other.name from unions as other where other.id = unions.${sql.raw(column)})`

/** The desk's table of unions and one union's page: filtered, sorted and counted by the database. */
export function unionList({ db, read }: Postgres): Pick<Unions, 'list' | 'page' | 'history'> {
  return {
    list: ({ sort, order, page, pageSize, ...filter }) =>
      read(async (tx) => {
        const where = meantBy(tx, filter)
        const direction = order === 'asc' ? asc : desc
        const rows: UnionRow[] = await tx
          .select(rowColumns(filter.contestId))
          .from(unions)
          .where(where)
          .orderBy(direction(orders[sort]), asc(unions.code))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        return { rows, total: await tx.$count(unions, where) }
      }),
    page: async (id) => {
      const found = await first(
        db
          .select({
            ...rowColumns(undefined),
            mergedId: unions.mergedInto,
            mergedName: nameOf('merged_into'),
            parentName: nameOf('parent_id'),
            countConfirmedAt: unions.countConfirmedAt,
            countConfirmedBy: sql<
              string | null
            >`coalesce((select login from accounts where accounts.id = unions.count_confirmed_by), unions.count_confirmed_by)`,
            below: sql<number>`(select count(*) - 1 from union_ancestors as link where link.ancestor_id = unions.id)`,
            ownPeople: sql<number>`(select count(*) from contestants as person where person.union_id = unions.id)`,
            attempts: sql<number>`(select count(*) from union_ancestors as link join outcomes on outcomes.union_id = link.union_id and not outcomes.voided
              where link.ancestor_id = unions.id)`,
          })
          .from(unions)
          .where(eq(unions.id, id)),
      )
      if (found === undefined) return null
      const named = (otherId: string | null, name: string | null) => (otherId === null || name === null ? null : { id: otherId, name })
      const { mergedId, mergedName, parentName, ...row } = found
      return { ...row, mergedInto: named(mergedId, mergedName), parent: named(row.parentId, parentName) }
    },
    history: (id, { page, pageSize }) => read((tx) => historyOf(tx, id, page, pageSize)),
  }
}

type Change = Pick<Awaited<ReturnType<Unions['history']>>['rows'][number], 'before' | 'after'>

async function historyOf(tx: Db, id: string, page: number, pageSize: number): Promise<Awaited<ReturnType<Unions['history']>>> {
  const changes = sql`${auditEntries.details}::json -> 'changes'`
  const change = sql`(select one from json_array_elements(case when json_typeof(${changes}) = 'array' then ${changes} else '[]' end) as list (one)
    where one ->> 'unionId' = ${id} limit 1)`
  // Few entries name the union at all: the others need not be taken apart.
  const where = sql`case when strpos(${auditEntries.details}, ${id}) > 0 then ${change} is not null else false end`
  const rows = await tx
    .select({ entry: auditEntries, actor: accounts.login, change: sql<string>`${change}::text` })
    .from(auditEntries)
    .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
    .where(where)
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const total = await first(tx.select({ total: count() }).from(auditEntries).where(where))
  return {
    rows: rows.map(({ entry, actor, change: text }) => {
      const { before, after } = JSON.parse(text) as Change
      return { id: entry.id, at: entry.at, action: entry.action, reason: entry.reason, actor: actor ?? entry.actorId, before, after }
    }),
    total: total?.total ?? 0,
  }
}
