import { and, eq, sql } from 'drizzle-orm'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { standings, unionTallies } from './schema.ts'

type Move = { unionId: string; from: readonly string[]; to: readonly string[] }

/**
 * Totals follow unions that have other ancestors now, as if the log had been counted in the new tree; runs inside the caller's transaction.
 * Only what the moved unions themselves hold is read, so that answers do not wait for a recount.
 */
export function moveTallies({ db }: Pick<Sqlite, 'db'>, moves: readonly Move[]): void {
  if (moves.length === 0) return
  const boards = db.selectDistinct({ boardId: unionTallies.boardId }).from(unionTallies).all()
  const own = prepared(
    db
      .select({
        people: sql<number>`count(*)`,
        attempts: sql<number>`coalesce(sum(${standings.attempts}), 0)`,
        scoreSum: sql<number>`coalesce(sum(${standings.score}), 0)`,
        allCorrect: sql<number>`coalesce(sum(${standings.allCorrect}), 0)`,
      })
      .from(standings)
      .where(and(eq(standings.boardId, sql.placeholder('boardId')), eq(standings.unionId, sql.placeholder('unionId')))),
  )
  type Own = NonNullable<ReturnType<typeof own.get>>
  const add = (boardId: string, unionId: string, { people, attempts, scoreSum, allCorrect }: Own, sign: 1 | -1): void => {
    db.insert(unionTallies)
      .values({ boardId, unionId, people: sign * people, attempts: sign * attempts, scoreSum: sign * scoreSum, allCorrect: sign * allCorrect })
      .onConflictDoUpdate({
        target: [unionTallies.boardId, unionTallies.unionId],
        set: {
          people: sql`${unionTallies.people} + excluded.people`,
          attempts: sql`${unionTallies.attempts} + excluded.attempts`,
          // Points have two decimals: rounding keeps a running sum equal to a recomputed one.
          scoreSum: sql`round(${unionTallies.scoreSum} + excluded.score_sum, 2)`,
          allCorrect: sql`${unionTallies.allCorrect} + excluded.all_correct`,
        },
      })
      .run()
  }
  for (const { boardId } of boards) {
    for (const { unionId, from, to } of moves) {
      const counted = own.get({ boardId, unionId })
      if (counted === undefined || counted.people === 0) continue
      const [kept, now] = [new Set(to), new Set(from)]
      for (const ancestorId of from) if (!kept.has(ancestorId)) add(boardId, ancestorId, counted, -1)
      for (const ancestorId of to)
        if (!now.has(ancestorId)) add(boardId, ancestorId, { ...counted, scoreSum: Math.round(counted.scoreSum * 100) / 100 }, 1)
    }
  }
  db.delete(unionTallies).where(eq(unionTallies.attempts, 0)).run()
}
