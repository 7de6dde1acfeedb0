import { and, asc, count, eq, inArray, isNull, lt, type SQL } from 'drizzle-orm'
import type { BoardFace } from '../../ports/boards.ts'
import type { Results } from '../../ports/results.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, resultRows, sealedFaces } from './schema.ts'
import { boardPhone, sealedBoardName } from './shown-people.ts'
import { sealedBelow } from './union-boards.ts'

/** A sealed revision read as a public board. */
export function sealedBoards({ db }: Pick<Sqlite, 'db'>): Pick<Results, 'page' | 'own' | 'certified'> {
  const onBoard = (revisionId: string, unionId: string | undefined): SQL | undefined => {
    if (unionId === undefined) return eq(resultRows.revisionId, revisionId)
    return and(eq(resultRows.revisionId, revisionId), inArray(resultRows.unionId, sealedBelow(revisionId, unionId)))
  }
  const columns = {
    rank: resultRows.rank,
    contestantId: resultRows.contestantId,
    attemptId: resultRows.attemptId,
    score: resultRows.score,
    durationMs: resultRows.durationMs,
    submittedAt: resultRows.submittedAt,
    unionName: resultRows.unionName,
    fullName: sealedBoardName,
    phone: boardPhone,
  }
  const rows = (where: SQL | undefined) =>
    db
      .select(columns)
      .from(resultRows)
      .innerJoin(accounts, eq(accounts.id, resultRows.contestantId))
      .innerJoin(contestants, eq(contestants.id, resultRows.contestantId))
      .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
      .where(where)
      .orderBy(asc(resultRows.position))
  /** The official rank, or one more than the number of people of the union who stand before. */
  const rankOn = (revisionId: string, rank: number, unionId: string | undefined): number => {
    if (unionId === undefined) return rank
    const ahead = db
      .select({ total: count() })
      .from(resultRows)
      .where(and(onBoard(revisionId, unionId), lt(resultRows.rank, rank)))
      .get()
    return (ahead?.total ?? 0) + 1
  }
  type Row = ReturnType<ReturnType<typeof rows>['all']>[number]
  const toFace = (revisionId: string, { rank, fullName, phone, unionName, ...standing }: Row, unionId: string | undefined): BoardFace => ({
    rank: rankOn(revisionId, rank, unionId),
    fullName,
    phone,
    unionName,
    standing,
  })
  return {
    page: async (revisionId, { page, pageSize }, unionId) => {
      const where = onBoard(revisionId, unionId)
      const some = rows(where)
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      const total = db.select({ total: count() }).from(resultRows).where(where).get()?.total ?? 0
      return { entries: some.map((row) => toFace(revisionId, row, unionId)), total }
    },
    certified: async (revisionId, unionId, limit) =>
      db
        .select({ fullName: sealedBoardName, unionName: resultRows.unionName, receipt: resultRows.receipt })
        .from(resultRows)
        .innerJoin(accounts, eq(accounts.id, resultRows.contestantId))
        .innerJoin(contestants, eq(contestants.id, resultRows.contestantId))
        .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
        .where(and(onBoard(revisionId, unionId), isNull(contestants.withdrawnAt)))
        .orderBy(asc(resultRows.position))
        .limit(limit)
        .all(),
    own: async (revisionId, contestantId, unionId) => {
      const row = rows(and(onBoard(revisionId, unionId), eq(resultRows.contestantId, contestantId))).get()
      return row === undefined ? null : toFace(revisionId, row, unionId)
    },
  }
}
