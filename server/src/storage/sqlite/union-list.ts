import { and, asc, count, desc, eq, inArray, like, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { UnionFilter, UnionRow, UnionSort, Unions } from '../../ports/unions.ts'
import type { Sqlite } from './open.ts'
import { accounts, auditEntries, unionAncestors, unions } from './schema.ts'

/** Contestants of a union and of those below it. */
const people = sql<number>`(select count(*) from union_ancestors as link join contestants as person on person.union_id = link.union_id
  where link.ancestor_id = unions.id)`

const orders = {
  code: sql`${unions.code}`,
  name: sql`${unions.searchText}`,
  kind: sql`${unions.kind}`,
  state: sql`instr('pending active closed', ${unions.state})`,
  members: sql`coalesce(${unions.memberTotal}, -1)`,
  people,
} satisfies Record<UnionSort, SQL>

const foundWords = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter((word) => word !== '')

/** Which unions a filter means. */
export function meantBy({ db }: Pick<Sqlite, 'db'>, filter: UnionFilter): SQL | undefined {
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

/** The desk's table of unions and one union's page: filtered, sorted and counted by the database. */
export function unionList(sqlite: Pick<Sqlite, 'db'>): Pick<Unions, 'list' | 'page' | 'history'> {
  const { db } = sqlite
  return {
    list: async ({ sort, order, page, pageSize, ...filter }) => {
      const where = meantBy(sqlite, filter)
      const direction = order === 'asc' ? asc : desc
      const rows: UnionRow[] = db
        .select(rowColumns(filter.contestId))
        .from(unions)
        .where(where)
        .orderBy(direction(orders[sort]), asc(unions.code))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return { rows, total: db.select({ total: count() }).from(unions).where(where).get()?.total ?? 0 }
    },
    page: async (id) => {
      const found = db
        .select({
          ...rowColumns(undefined),
          mergedId: unions.mergedInto,
          countConfirmedAt: unions.countConfirmedAt,
          countConfirmedBy: sql<
            string | null
          >`coalesce((select login from accounts where accounts.id = unions.count_confirmed_by), unions.count_confirmed_by)`,
          below: sql<number>`(select count(*) - 1 from union_ancestors as link where link.ancestor_id = unions.id)`,
          ownPeople: sql<number>`(select count(*) from contestants as person where person.union_id = unions.id)`,
          attempts: sql<number>`(select count(*) from union_ancestors as link join outcomes on outcomes.union_id = link.union_id and outcomes.voided = 0
            where link.ancestor_id = unions.id)`,
        })
        .from(unions)
        .where(eq(unions.id, id))
        .get()
      if (found === undefined) return null
      const nameOf = (other: string | null) =>
        other === null ? null : (db.select({ id: unions.id, name: unions.name }).from(unions).where(eq(unions.id, other)).get() ?? null)
      const { mergedId, ...row } = found
      return { ...row, mergedInto: nameOf(mergedId), parent: nameOf(row.parentId) }
    },
    history: async (id, { page, pageSize }) => historyOf(sqlite, id, page, pageSize),
  }
}

function historyOf({ db }: Pick<Sqlite, 'db'>, id: string, page: number, pageSize: number): Awaited<ReturnType<Unions['history']>> {
  const change = sql`(select value from json_each(${auditEntries.details}, '$.changes') where json_extract(value, '$.unionId') = ${id} limit 1)`
  const where = sql`json_type(${auditEntries.details}, '$.changes') = 'array' and ${change} is not null`
  const rows = db
    .select({ entry: auditEntries, actor: accounts.login, change: sql<string>`${change}` })
    .from(auditEntries)
    .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
    .where(where)
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all()
  return {
    rows: rows.map(({ entry, actor, change: text }) => {
      const { before, after } = JSON.parse(text) as Pick<Awaited<ReturnType<Unions['history']>>['rows'][number], 'before' | 'after'>
      return { id: entry.id, at: entry.at, action: entry.action, reason: entry.reason, actor: actor ?? entry.actorId, before, after }
    }),
    total: db.select({ total: count() }).from(auditEntries).where(where).get()?.total ?? 0,
  }
}
