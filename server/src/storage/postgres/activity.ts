import { and, asc, desc, eq, gte, inArray, isNull, lt, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { ActivityReads, Scope, SilentQuery } from '../../ports/activity.ts'
import { first, type Postgres } from './open.ts'
import { activity, attempts, contestants, unionAncestors, unions, unionTallies } from './schema.ts'
import { isLowest, matching } from './union-boards.ts'
import { stretchCounter, unionReport } from './union-report.ts'

/** Proposed and closed unions are not expected to take part. */
const active = eq(unions.state, 'active')

export function postgresActivity({ db }: Pick<Postgres, 'db'>): ActivityReads {
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
  const members = async (unionId: string | null): Promise<number | null> => {
    if (unionId !== null) return (await first(db.select({ total: unions.memberTotal }).from(unions).where(eq(unions.id, unionId))))?.total ?? null
    const roots = db
      .select({ total: sql<number | null>`sum(${unions.memberTotal})` })
      .from(unions)
      .where(and(active, isNull(unions.parentId)))
    return (await first(roots))?.total ?? null
  }

  return {
    series: (scope, span, from, to) =>
      db
        .select({ at: activity.at, ...totals })
        .from(activity)
        .where(and(onBoard(scope, span), gte(activity.at, from), lt(activity.at, to)))
        .groupBy(activity.at)
        .orderBy(asc(activity.at)),
    kinds: (scope) =>
      db
        .select({ kind: activity.kind, ...totals })
        .from(activity)
        .where(and(onBoard(scope, 'whole'), eq(activity.at, 0)))
        .groupBy(activity.kind)
        .orderBy(asc(activity.kind)),
    facts: async (roundId, unionId) => {
      const done = await first(
        db
          .select(totals)
          .from(activity)
          .where(and(onBoard({ boardId: roundId, unionId }, 'whole'), eq(activity.at, 0))),
      )
      return {
        people: done?.people ?? 0,
        attempts: done?.attempts ?? 0,
        running: await db.$count(attempts, and(isNull(attempts.submittedAt), eq(attempts.roundId, roundId), within(attempts.unionId, unionId))),
        registered: await db.$count(contestants, within(contestants.unionId, unionId)),
        memberCount: await members(unionId),
        lowest: await db.$count(unions, and(active, isLowest, within(unions.id, unionId))),
        silent: await db.$count(unions, silentIn(roundId, unionId)),
      }
    },
    trends: async (boardId, unionIds, from, to) =>
      unionIds.length === 0
        ? []
        : db
            .select({ unionId: unionAncestors.ancestorId, at: activity.at, attempts: totals.attempts })
            .from(activity)
            .innerJoin(unionAncestors, eq(unionAncestors.unionId, activity.unionId))
            .where(
              and(
                eq(activity.boardId, boardId),
                eq(activity.span, 'day'),
                gte(activity.at, from),
                lt(activity.at, to),
                inArray(unionAncestors.ancestorId, [...unionIds]),
              ),
            )
            .groupBy(unionAncestors.ancestorId, activity.at),
    silent: async ({ boardId, unionId, search, sort, order, page, pageSize }: SilentQuery) => {
      const where = silentIn(boardId, unionId, search)
      const direction = order === 'asc' ? asc : desc
      const by = { name: sql`${unions.name}`, memberCount: sql`coalesce(${unions.memberCount}, -1)`, path: sql`${unions.path}` }[sort]
      const rows = await db
        .select({ unionId: unions.id, code: unions.code, name: unions.name, kind: unions.kind, path: unions.path, memberCount: unions.memberCount })
        .from(unions)
        .where(where)
        .orderBy(direction(by), asc(unions.code))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
      return { rows, total: await db.$count(unions, where) }
    },
    report: (query) => unionReport(db, query, counted),
  }
}
