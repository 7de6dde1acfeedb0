import { and, asc, between, count, eq, gt, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { reasonAbove } from '../../domain/ranking.ts'
import type { BoardFace } from '../../ports/boards.ts'
import type { Results } from '../../ports/results.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { accounts, resultPlaces, resultRevisions, resultRows, sealedFaces } from './schema.ts'
import { boardPhone, leaverOf, leavers, sealedBoardName, shownAccounts } from './shown-people.ts'
import { sealedBelow } from './union-boards.ts'

/** A sealed revision read as a public board. */
export function sealedBoards({ db }: Pick<Sqlite, 'db'>): Pick<Results, 'page' | 'own' | 'neighbours' | 'certified' | 'certifiedTotal'> {
  const at = (name: string) => sql.placeholder(name)
  const onBoard = (revisionId: string, unionId: string | undefined): SQL | undefined => {
    if (unionId === undefined) return eq(resultRows.revisionId, revisionId)
    return and(eq(resultRows.revisionId, revisionId), inArray(resultRows.unionId, sealedBelow(revisionId, unionId)))
  }
  const columns = {
    rank: resultRows.rank,
    contestantId: resultRows.contestantId,
    attemptId: resultRows.attemptId,
    score: resultRows.score,
    predictionDistance: resultRows.predictionDistance,
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
      .innerJoin(shownAccounts, eq(accounts.id, resultRows.contestantId))
      .leftJoin(leavers, leaverOf(resultRows.contestantId))
      .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
      .where(where)
      .orderBy(asc(resultRows.position))
  const placeIn = (revisionId: string, contestantId: string) =>
    db
      .select({ position: resultPlaces.position })
      .from(resultPlaces)
      .where(and(eq(resultPlaces.revisionId, revisionId), eq(resultPlaces.contestantId, contestantId)))
  // Prepared once: the statement of each read would be cleared away by a pause of milliseconds, every twenty reads.
  const placesFrom = prepared(rows(and(eq(resultRows.revisionId, at('revisionId')), between(resultRows.position, at('from'), at('to')))))
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
  const revisionNamed = prepared(
    db
      .select({ rules: resultRevisions.rules, people: resultRevisions.people })
      .from(resultRevisions)
      .where(eq(resultRevisions.id, at('revisionId'))),
  )
  const revisionOf = (revisionId: string) => {
    const revision = revisionNamed.get({ revisionId })
    if (revision === undefined) throw new Error(`there is no revision ${revisionId}`)
    return revision
  }
  type Row = ReturnType<ReturnType<typeof rows>['all']>[number]
  const toFace = (
    revisionId: string,
    { rank, fullName, phone, unionName, contestantId, attemptId, score, durationMs, submittedAt }: Row,
    unionId: string | undefined,
  ): BoardFace => ({
    rank: rankOn(revisionId, rank, unionId),
    fullName,
    phone,
    unionName,
    standing: { contestantId, attemptId, score, durationMs, submittedAt },
  })
  return {
    page: async (revisionId, { page, pageSize }, unionId) => {
      const offset = (page - 1) * pageSize
      const where = onBoard(revisionId, unionId)
      // One more than the page: its last row has a reason, too. Of everybody the places are known, so that no page is counted up to.
      const some =
        unionId === undefined
          ? placesFrom.all({ revisionId, from: offset + 1, to: offset + pageSize + 1 })
          : rows(where)
              .limit(pageSize + 1)
              .offset(offset)
              .all()
      const { rules, people } = revisionOf(revisionId)
      const total = unionId === undefined ? people : (db.select({ total: count() }).from(resultRows).where(where).get()?.total ?? 0)
      const entries = some.slice(0, pageSize).map((row, index) => ({
        above: reasonAbove(row, some[index + 1] ?? null, rules),
        ...toFace(revisionId, row, unionId),
      }))
      return { entries, total }
    },
    certified: async (revisionId, { unionId, after, limit }) =>
      db
        .select({ position: resultRows.position, fullName: sealedBoardName, unionName: resultRows.unionName, receipt: resultRows.receipt })
        .from(resultRows)
        .innerJoin(shownAccounts, eq(accounts.id, resultRows.contestantId))
        .leftJoin(leavers, leaverOf(resultRows.contestantId))
        .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
        .where(and(onBoard(revisionId, unionId), gt(resultRows.position, after), isNull(leavers.id)))
        .orderBy(asc(resultRows.position))
        .limit(limit)
        .all(),
    certifiedTotal: async (revisionId, unionId) =>
      db
        .select({ total: count() })
        .from(resultRows)
        .leftJoin(leavers, leaverOf(resultRows.contestantId))
        .where(and(onBoard(revisionId, unionId), isNull(leavers.id)))
        .get()?.total ?? 0,
    own: async (revisionId, contestantId, unionId) => {
      const row = rows(and(onBoard(revisionId, unionId), eq(resultRows.position, placeIn(revisionId, contestantId)))).get()
      return row === undefined ? null : toFace(revisionId, row, unionId)
    },
    neighbours: async (revisionId, contestantId) => {
      const at = placeIn(revisionId, contestantId).get()?.position
      if (at === undefined) return null
      const near = db
        .select({
          position: resultRows.position,
          rank: resultRows.rank,
          decidedBy: resultRows.decidedBy,
          own: resultRows.own,
          next: resultRows.next,
        })
        .from(resultRows)
        .where(and(eq(resultRows.revisionId, revisionId), between(resultRows.position, at - 1, at + 1)))
        .all()
      const [before, own, after] = [at - 1, at, at + 1].map((position) => near.find((row) => row.position === position))
      if (own === undefined) return null
      return { position: at, rank: own.rank, before: before ?? null, after: { ...own, rank: after?.rank ?? null } }
    },
  }
}
