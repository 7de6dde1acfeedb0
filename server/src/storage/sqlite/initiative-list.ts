import { and, asc, count, desc, eq, getTableColumns, inArray, ne, or, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { InitiativeFilter, Initiatives } from '../../ports/initiatives.ts'
import type { Page } from '../../ports/audit.ts'
import { ofRow } from '../initiative-rows.ts'
import type { Sqlite } from './open.ts'
import { initiatives, unionAncestors, unions } from './schema.ts'

type Db = Sqlite['db']

const sortColumn = {
  enteredAt: initiatives.enteredAt,
  stateAt: initiatives.stateAt,
  title: initiatives.foldedTitle,
  union: unions.name,
  benefit: sql`coalesce(${initiatives.benefit}, -1)`,
} satisfies Record<InitiativeFilter['sort'], unknown>

/** What the desk may see: a member's draft is their own until it is sent. */
export const atDesk: SQL = sql`not (${initiatives.state} = 'draft' and ${initiatives.source} = 'member')`
const isAlike: SQL = sql`exists (select 1 from initiative_likes where initiative_likes.initiative_id = ${initiatives.id})`

/** Initiatives with their unit and how many look like each. */
export const initiativeRows = (db: Db, where: SQL | undefined) =>
  db
    .select({
      initiative: getTableColumns(initiatives),
      unionName: unions.name,
      unionCode: unions.code,
      unionPath: unions.path,
      alike: sql<number>`(select count(*) from initiative_likes where initiative_likes.initiative_id = ${initiatives.id})`,
    })
    .from(initiatives)
    .innerJoin(unions, eq(unions.id, initiatives.unionId))
    .where(where)

/** The desk's list: filtered, sorted and paged by the database. */
export function listInitiatives(db: Db, filter: InitiativeFilter & Page): Awaited<ReturnType<Initiatives['list']>> {
  const where = and(...reachOf(db, filter), ...conditions(filter))
  const direction = filter.order === 'asc' ? asc : desc
  const rows = initiativeRows(db, where)
    .orderBy(direction(sortColumn[filter.sort]), direction(initiatives.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
  const total = db.select({ total: count() }).from(initiatives).where(where).get()?.total ?? 0
  return { rows: rows.map(({ initiative, ...row }) => ({ ...ofRow(initiative), ...row })), total }
}

/** What whoever asks may see at all. */
export function reachOf(db: Db, { contestId, within }: Pick<InitiativeFilter, 'contestId' | 'within'>): SQL[] {
  const inside = insideOf(db, within)
  return [eq(initiatives.contestId, contestId), atDesk, ...(inside === undefined ? [] : [inside])]
}

/** What lies in a subtree; undefined: everything. */
export function insideOf(db: Db, within: string | undefined): SQL | undefined {
  if (within === undefined) return undefined
  const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, within))
  return inArray(initiatives.unionId, below)
}

function conditions({ search = '', state, kind, field, complete, alike }: InitiativeFilter): (SQL | undefined)[] {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  const byAuthor = (word: string): SQL =>
    sql`exists (select 1 from initiative_authors where initiative_authors.initiative_id = ${initiatives.id} and instr(initiative_authors.folded_name, ${word}) > 0)`
  return [
    state === undefined ? ne(initiatives.state, 'withdrawn') : eq(initiatives.state, state),
    kind === undefined ? undefined : eq(initiatives.kind, kind),
    field === undefined ? undefined : eq(initiatives.field, field),
    complete === undefined ? undefined : eq(initiatives.complete, complete),
    alike === true ? isAlike : undefined,
    ...words.map((word) => or(sql`instr(${initiatives.searchText}, ${word}) > 0`, byAuthor(word))),
  ]
}
