import { and, asc, count, desc, eq, gte, inArray, isNull, lt, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { ActivityReads, Scope, SilentQuery } from '../../ports/activity.ts'
import type { Sqlite } from './open.ts'
import { activity, attempts, contestants, unionAncestors, unions, unionTallies } from './schema.ts'
import { stretchCounter, unionReport } from './union-report.ts'
import { isLowest, matching } from './union-boards.ts'

/** Proposed and closed unions are not expected to take part. */
const active = eq(unions.state, 'active')

export function sqliteActivity({ db }: Pick<Sqlite, 'db'>): ActivityReads {
  const counted = stretchCounter(db)
  const below = (unionId: string) => db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))
  const within = (column: SQLWrapper, unionId: string | null): SQL | undefined => (unionId === null ? undefined : sql`${column} in ${below(unionId)}`)
  const onBoard = ({ boardId, unionId }: Scope, span: string): SQL | undefined =>
    and(eq(activity.boardId, boardId), sql`${activity.span} = ${span}`, within(activity.unionId, unionId))
  const totals = { people: sql<number>`sum(${activity.people})`, attempts: sql<number>`sum(${activity.attempts})` }

  const silentIn = (roundId: string, unionId: string | null, search?: string): SQL | undefined =>
    and(
      active,
      isLowest,
      within(unions.id, unionId),
      sql`not exists (select 1 from ${unionTallies} where ${unionTallies.boardId} = ${roundId} and ${unionTallies.unionId} = ${unions.id} and ${unionTallies.people} > 0)`,
      ...matching(search),
    )
  const countUnions = (where: SQL | undefined): number => db.select({ total: count() }).from(unions).where(where).get()?.total ?? 0
  const members = (unionId: string | null): number | null =>
    unionId === null
      ? (db
          .select({ total: sql<number | null>`sum(${unions.memberTotal})` })
          .from(unions)
          .where(and(active, isNull(unions.parentId)))
          .get()?.total ?? null)
      : (db.select({ memberCount: unions.memberTotal }).from(unions).where(eq(unions.id, unionId)).get()?.memberCount ?? null)

  return {
    series: async (scope, span, from, to) =>
      db
        .select({ at: activity.at, ...totals })
        .from(activity)
        .where(and(onBoard(scope, span), gte(activity.at, from), lt(activity.at, to)))
        .groupBy(activity.at)
        .orderBy(asc(activity.at))
        .all(),
    kinds: async (scope) =>
      db
        .select({ kind: activity.kind, ...totals })
        .from(activity)
        .where(and(onBoard(scope, 'whole'), eq(activity.at, 0)))
        .groupBy(activity.kind)
        .orderBy(asc(activity.kind))
        .all(),
    facts: async (roundId, unionId) => {
      const done = db
        .select(totals)
        .from(activity)
        .where(and(onBoard({ boardId: roundId, unionId }, 'whole'), eq(activity.at, 0)))
        .get()
      const running = db
        .select({ total: count() })
        .from(attempts)
        .where(and(isNull(attempts.submittedAt), eq(attempts.roundId, roundId), within(attempts.unionId, unionId)))
        .get()
      const registered = db.select({ total: count() }).from(contestants).where(within(contestants.unionId, unionId)).get()
      return {
        people: done?.people ?? 0,
        attempts: done?.attempts ?? 0,
        running: running?.total ?? 0,
        registered: registered?.total ?? 0,
        memberCount: members(unionId),
        lowest: countUnions(and(active, isLowest, within(unions.id, unionId))),
        silent: countUnions(silentIn(roundId, unionId)),
      }
    },
    trends: async (boardId, unionIds, from, to) =>
      unionIds.length === 0
        ? []
        : db
            .select({ unionId: unionAncestors.ancestorId, at: activity.at, attempts: totals.attempts })
            .from(activity)
            // A cross join keeps this order: the week once, not once for each union below those asked for.
            .crossJoin(unionAncestors)
            .where(
              and(
                eq(unionAncestors.unionId, activity.unionId),
                eq(activity.boardId, boardId),
                eq(activity.span, 'day'),
                gte(activity.at, from),
                lt(activity.at, to),
                inArray(unionAncestors.ancestorId, [...unionIds]),
              ),
            )
            .groupBy(unionAncestors.ancestorId, activity.at)
            .all(),
    silent: async ({ boardId, unionId, search, sort, order, page, pageSize }: SilentQuery) => {
      const where = silentIn(boardId, unionId, search)
      const direction = order === 'asc' ? asc : desc
      const by = { name: sql`${unions.name}`, memberCount: sql`coalesce(${unions.memberCount}, -1)`, path: sql`${unions.path}` }[sort]
      const rows = db
        .select({ unionId: unions.id, code: unions.code, name: unions.name, kind: unions.kind, path: unions.path, memberCount: unions.memberCount })
        .from(unions)
        .where(where)
        .orderBy(direction(by), asc(unions.code))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return { rows, total: countUnions(where) }
    },
    report: async (query) => unionReport(db, query, counted),
  }
}
