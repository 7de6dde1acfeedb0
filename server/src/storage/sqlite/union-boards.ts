import { and, asc, count, desc, eq, inArray, isNull, like, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { Boards, UnionEntry, UnionMetric, UnionQuery } from '../../ports/boards.ts'
import type { Sqlite } from './open.ts'
import { unions, unionTallies } from './schema.ts'

/** Kinds whose unions contestants belong to directly; they make up the board of all grassroots unions. */
const GRASSROOTS = ['grassrootsUnion', 'sectionUnion', 'group']

const people = sql<number>`coalesce(${unionTallies.people}, 0)`
const attempts = sql<number>`coalesce(${unionTallies.attempts}, 0)`
/** The confirmed head count, or the sum of those below where a union has none of its own. */
export const memberCount = sql<number | null>`coalesce(unions.member_count, (
  select sum(below.member_count) from union_ancestors as link join unions as below on below.id = link.union_id where link.ancestor_id = unions.id))`
// SQLite would take whole numbers through a whole division; and a rate needs a confirmed head count.
const rate = sql<number>`case when ${memberCount} > 0 then cast(${people} as real) / ${memberCount} else -1 end`
const mean = sql<number>`case when ${people} > 0 then ${unionTallies.scoreSum} / ${unionTallies.people} else -1 end`
const metrics = { people, attempts, rate, mean, name: sql<string>`${unions.name}` } satisfies Record<UnionMetric | 'name', SQL>

/** Unions at the end of a branch: contestants belong to them directly. */
export const isLowest = sql`not exists (select 1 from unions as child where child.parent_id = unions.id)`

/** Unions that hold every word of a search text. */
export function matching(search: string | undefined): SQL[] {
  return fold(search ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => like(unions.searchText, `%${word}%`))
}

export function unionBoards({ db }: Sqlite): Pick<Boards, 'unions' | 'ownUnion' | 'contestCounts'> {
  const columns = {
    unionId: unions.id,
    name: unions.name,
    kind: unions.kind,
    path: unions.path,
    memberCount,
    people,
    attempts,
    scoreSum: sql<number>`coalesce(${unionTallies.scoreSum}, 0)`,
    allCorrect: sql<number>`coalesce(${unionTallies.allCorrect}, 0)`,
    childCount: sql<number>`(select count(*) from unions as child where child.parent_id = unions.id)`,
  }
  const on = (boardId: string) => and(eq(unionTallies.unionId, unions.id), eq(unionTallies.boardId, boardId))
  const among = (parentId: string | undefined): SQL => (parentId === undefined ? inArray(unions.kind, GRASSROOTS) : eq(unions.parentId, parentId))

  const entryOf = (boardId: string, unionId: string): UnionEntry | null =>
    db.select(columns).from(unions).leftJoin(unionTallies, on(boardId)).where(eq(unions.id, unionId)).get() ?? null

  return {
    unions: async ({ boardId, parentId, search, sort, order, page, pageSize }: UnionQuery) => {
      const where = and(among(parentId), ...matching(search))
      const direction = order === 'asc' ? asc : desc
      const entries = db
        .select(columns)
        .from(unions)
        .leftJoin(unionTallies, on(boardId))
        .where(where)
        .orderBy(direction(metrics[sort]), asc(unions.code))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return { entries, total: db.select({ total: count() }).from(unions).where(where).get()?.total ?? 0 }
    },
    ownUnion: async (boardId, unionId, metric, parentId) => {
      const entry = entryOf(boardId, unionId)
      const own = db
        .select({ value: metrics[metric], code: unions.code })
        .from(unions)
        .leftJoin(unionTallies, on(boardId))
        .where(eq(unions.id, unionId))
        .get()
      if (entry === null || own === undefined) return null
      const ahead = db
        .select({ total: count() })
        .from(unions)
        .leftJoin(unionTallies, on(boardId))
        .where(and(among(parentId), sql`(${metrics[metric]} > ${own.value} or (${metrics[metric]} = ${own.value} and ${unions.code} < ${own.code}))`))
        .get()
      return { entry, rank: (ahead?.total ?? 0) + 1 }
    },
    contestCounts: async (contestId) =>
      db
        .select({ people: sql<number>`coalesce(sum(${unionTallies.people}), 0)`, attempts: sql<number>`coalesce(sum(${unionTallies.attempts}), 0)` })
        .from(unionTallies)
        .innerJoin(unions, eq(unions.id, unionTallies.unionId))
        .where(and(eq(unionTallies.boardId, contestId), isNull(unions.parentId)))
        .get() ?? { people: 0, attempts: 0 },
  }
}
