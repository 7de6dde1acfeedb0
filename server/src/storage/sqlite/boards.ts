import { and, asc, count, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { BoardEntry, Boards } from '../../ports/boards.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { boardName, boardPhone, leaverOf, leavers, shownAccounts } from './shown-people.ts'
import { sqliteProjection, toStanding } from './projection.ts'
import { rankIndex, type Place } from './rank-index.ts'
import { accounts, outcomes, standings, unionAncestors, unions } from './schema.ts'
import { unionBoards } from './union-boards.ts'
import { publicName } from './union-tree.ts'

export function sqliteBoards(sqlite: Sqlite): Boards {
  const { db, queue } = sqlite
  const projection = sqliteProjection(sqlite)
  const order = [asc(standings.k1), asc(standings.k2), asc(standings.k3), asc(standings.k4), asc(standings.attemptId)]

  /** A grassroots union has its own index; an upper one is everything below it. */
  const onBoard = (boardId: string, unionId: string | undefined): SQL | undefined => {
    if (unionId === undefined) return eq(standings.boardId, boardId)
    const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))
    return and(eq(standings.boardId, boardId), inArray(standings.unionId, below))
  }
  const withPeople = (where: SQL | undefined) =>
    db
      .select({ standing: standings, fullName: boardName, phone: boardPhone, unionName: publicName })
      .from(standings)
      .innerJoin(shownAccounts, eq(accounts.id, standings.contestantId))
      .leftJoin(leavers, leaverOf(standings.contestantId))
      .innerJoin(unions, eq(unions.id, standings.unionId))
      .where(where)
  type Joined = { standing: typeof standings.$inferSelect; fullName: string; phone: string; unionName: string }
  const toEntry = ({ standing, ...person }: Joined, rank: number): BoardEntry => ({ rank, standing: toStanding(standing), ...person })

  const ranks = rankIndex(sqlite)
  const at = (name: string) => sql.placeholder(name)
  const pageFrom = prepared(
    withPeople(
      and(
        eq(standings.boardId, at('boardId')),
        sql`(${standings.k1}, ${standings.k2}, ${standings.k3}, ${standings.k4}, ${standings.attemptId}) >= (${at('k1')}, ${at('k2')}, ${at('k3')}, ${at('k4')}, ${at('attemptId')})`,
      ),
    )
      .orderBy(...order)
      .limit(at('pageSize')),
  )
  const ownRow = prepared(withPeople(and(eq(standings.boardId, at('boardId')), eq(standings.contestantId, at('contestantId')))))
  const namedPlace = ({ keys: [k1, k2, k3, k4], attemptId }: Place) => ({ k1, k2, k3, k4, attemptId })
  const before = (row: typeof standings.$inferSelect) =>
    sql`(${standings.k1}, ${standings.k2}, ${standings.k3}, ${standings.k4}, ${standings.attemptId}) < (${row.k1}, ${row.k2}, ${row.k3}, ${row.k4}, ${row.attemptId})`

  return {
    progress: async () => projection.progress(),
    apply: async (entries, rules) => {
      const done = await queue.write(() => ({ before: projection.progress(), seq: projection.apply(entries, rules), changes: projection.changes() }))
      ranks.follow(done)
      return done.seq
    },
    clear: async () => {
      await queue.write(() => projection.clear())
      ranks.forget()
    },
    page: async (boardId, { page, pageSize }, unionId) => {
      const offset = (page - 1) * pageSize
      if (unionId === undefined) {
        const { place, total } = ranks.at(boardId, projection.progress(), offset)
        const some = place === null ? [] : pageFrom.all({ boardId, ...namedPlace(place), pageSize })
        return { entries: some.map((row, index) => toEntry(row, offset + index + 1)), total }
      }
      const where = onBoard(boardId, unionId)
      const rows = withPeople(where)
        .orderBy(...order)
        .limit(pageSize)
        .offset(offset)
        .all()
      return {
        entries: rows.map((row, index) => toEntry(row, offset + index + 1)),
        total: db.select({ total: count() }).from(standings).where(where).get()?.total ?? 0,
      }
    },
    own: async (boardId, contestantId, unionId) => {
      if (unionId === undefined) {
        const row = ownRow.get({ boardId, contestantId })
        return row === undefined ? null : toEntry(row, ranks.ahead(boardId, projection.progress(), toStanding(row.standing)) + 1)
      }
      const where = onBoard(boardId, unionId)
      const row = withPeople(and(where, eq(standings.contestantId, contestantId))).get()
      if (row === undefined) return null
      const ahead =
        db
          .select({ total: count() })
          .from(standings)
          .where(and(where, before(row.standing)))
          .get()?.total ?? 0
      return toEntry(row, ahead + 1)
    },
    ...unionBoards(sqlite),
    counts: async (roundId) =>
      db
        .select({
          submitted: count(),
          voided: sql<number>`coalesce(sum(${outcomes.voided}), 0)`,
          people: sql<number>`count(distinct case when ${outcomes.voided} = 0 then ${outcomes.contestantId} end)`,
        })
        .from(outcomes)
        .where(eq(outcomes.roundId, roundId))
        .get() ?? { submitted: 0, people: 0, voided: 0 },
    perMinute: async (roundId, now, minutes) => {
      const since = now - minutes * 60_000
      const rows = db
        .select({ minute: sql<number>`cast((${outcomes.submittedAt} - ${since}) / 60000 as integer)`.as('minute'), total: count() })
        .from(outcomes)
        .where(and(eq(outcomes.roundId, roundId), sql`${outcomes.submittedAt} > ${since}`, sql`${outcomes.submittedAt} <= ${now}`))
        .groupBy(sql`minute`)
        .all()
      const bars = Array.from({ length: minutes }, () => 0)
      for (const { minute, total } of rows) bars[Math.min(minute, minutes - 1)] = (bars[Math.min(minute, minutes - 1)] ?? 0) + total
      return bars
    },
  }
}
