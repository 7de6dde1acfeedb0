import { and, asc, count, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { BoardEntry, Boards } from '../../ports/boards.ts'
import { takeCountingTurn, tryCountingTurn } from './counting-turn.ts'
import { first, type Db, type Postgres } from './open.ts'
import { postgresProjection } from './projection.ts'
import { toStanding } from './projection-rows.ts'
import { rankIndex } from './rank-index.ts'
import { accounts, outcomes, standings, unionAncestors, unions } from './schema.ts'
import { boardName, boardPhone, leaverOf, leavers } from './shown-people.ts'
import { unionBoards } from './union-boards.ts'
import { publicName } from './union-tree.ts'
import type { VersionKeys } from './usage-counter.ts'

const order = [asc(standings.k1), asc(standings.k2), asc(standings.k3), asc(standings.k4), asc(standings.attemptId)]
type Keys = Pick<typeof standings.$inferSelect, 'k1' | 'k2' | 'k3' | 'k4' | 'attemptId'>
const place = sql`(${standings.k1}, ${standings.k2}, ${standings.k3}, ${standings.k4}, ${standings.attemptId})`
const asked = ({ k1, k2, k3, k4, attemptId }: Keys): SQL => sql`(${k1}::bigint, ${k2}::bigint, ${k3}::bigint, ${k4}::bigint, ${attemptId}::text)`

export function postgresBoards({ db, read, answer }: Postgres): Boards {
  const keys: VersionKeys = new Map()

  return {
    progress: () => postgresProjection(db).progress(),
    apply: (entries, rules) =>
      answer(async (tx) => {
        const projection = postgresProjection(tx, keys)
        // Another server is counting: nothing is to be done here.
        if (!(await tryCountingTurn(tx))) return projection.progress()
        const seq = await projection.apply(entries, rules)
        await rankIndex(tx).follow(projection.changes())
        return seq
      }),
    clear: () =>
      answer(async (tx) => {
        await takeCountingTurn(tx)
        await postgresProjection(tx).clear()
        await rankIndex(tx).forget()
      }),
    page: (boardId, { page, pageSize }, unionId) =>
      read(async (tx) => {
        const offset = (page - 1) * pageSize
        const { rows, total } = await (unionId === undefined
          ? pageOfAll(tx, boardId, { offset, pageSize })
          : pageOfUnion(tx, boardId, { offset, pageSize, unionId }))
        return { entries: rows.map((row, index) => toEntry(row, offset + index + 1)), total }
      }),
    own: (boardId, contestantId, unionId) =>
      read(async (tx) => {
        const where = onBoard(tx, boardId, unionId)
        const row = await first(withPeople(tx, and(where, eq(standings.contestantId, contestantId))))
        if (row === undefined) return null
        if (unionId === undefined) return toEntry(row, (await rankIndex(tx).ahead(boardId, toStanding(row.standing))) + 1)
        const before = and(where, sql`${place} < ${asked(row.standing)}`)
        return toEntry(row, (await totalOf(tx, before)) + 1)
      }),
    ...unionBoards(db),
    counts: async (roundId) =>
      (await first(
        db
          .select({
            submitted: count(),
            voided: sql<number>`count(*) filter (where ${outcomes.voided})`,
            // Everybody with an attempt that counts stands on the board.
            people: sql<number>`(select coalesce(sum(people), 0) from rank_blocks where board_id = ${roundId})`,
          })
          .from(outcomes)
          .where(eq(outcomes.roundId, roundId)),
      )) ?? { submitted: 0, people: 0, voided: 0 },
    perMinute: async (roundId, now, minutes) => {
      const since = now - minutes * 60_000
      const rows = await db
        .select({ minute: sql<number>`(${outcomes.submittedAt} - ${since}::bigint) / 60000`.as('minute'), total: count() })
        .from(outcomes)
        .where(and(eq(outcomes.roundId, roundId), sql`${outcomes.submittedAt} > ${since}`, sql`${outcomes.submittedAt} <= ${now}`))
        .groupBy(sql`minute`)
      const bars = Array.from({ length: minutes }, () => 0)
      for (const { minute, total } of rows) bars[Math.min(minute, minutes - 1)] = (bars[Math.min(minute, minutes - 1)] ?? 0) + total
      return bars
    },
  }
}

/** A grassroots union has its own index; an upper one is everything below it. */
function onBoard(db: Db, boardId: string, unionId: string | undefined): SQL | undefined {
  if (unionId === undefined) return eq(standings.boardId, boardId)
  const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))
  return and(eq(standings.boardId, boardId), inArray(standings.unionId, below))
}

const withPeople = (db: Db, where: SQL | undefined) =>
  db
    .select({ standing: standings, fullName: boardName, phone: boardPhone, unionName: publicName })
    .from(standings)
    .innerJoin(accounts, eq(accounts.id, standings.contestantId))
    .leftJoin(leavers, leaverOf(standings.contestantId))
    .innerJoin(unions, eq(unions.id, standings.unionId))
    .where(where)
    .$dynamic()
type Joined = { standing: typeof standings.$inferSelect; fullName: string; phone: string; unionName: string }
const toEntry = ({ standing, ...person }: Joined, rank: number): BoardEntry => ({ rank, standing: toStanding(standing), ...person })

const totalOf = async (db: Db, where: SQL | undefined): Promise<number> =>
  (await first(db.select({ total: count() }).from(standings).where(where)))?.total ?? 0

type Part = { rows: Joined[]; total: number }

async function pageOfAll(tx: Db, boardId: string, { offset, pageSize }: { offset: number; pageSize: number }): Promise<Part> {
  const { place: from, total } = await rankIndex(tx).at(boardId, offset)
  if (from === null) return { rows: [], total }
  const [k1, k2, k3, k4] = from.keys
  const where = and(eq(standings.boardId, boardId), sql`${place} >= ${asked({ k1, k2, k3, k4, attemptId: from.attemptId })}`)
  const rows = await withPeople(tx, where)
    .orderBy(...order)
    .limit(pageSize)
  return { rows, total }
}

type UnionPart = { offset: number; pageSize: number; unionId: string }

async function pageOfUnion(tx: Db, boardId: string, { offset, pageSize, unionId }: UnionPart): Promise<Part> {
  const where = onBoard(tx, boardId, unionId)
  const rows = await withPeople(tx, where)
    .orderBy(...order)
    .limit(pageSize)
    .offset(offset)
  return { rows, total: await totalOf(tx, where) }
}
