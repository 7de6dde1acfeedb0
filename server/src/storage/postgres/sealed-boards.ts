import { and, asc, between, count, eq, gt, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { reasonAbove } from '../../domain/ranking.ts'
import type { BoardFace } from '../../ports/boards.ts'
import type { Results } from '../../ports/results.ts'
import { first, type Db } from './open.ts'
import { accounts, resultPlaces, resultRevisions, resultRows, sealedFaces } from './schema.ts'
import { boardPhone, leaverOf, leavers, sealedBoardName } from './shown-people.ts'
import { sealedBelow } from './union-boards.ts'

/** A sealed revision read as a public board. */
export function sealedBoards(db: Db): Pick<Results, 'page' | 'own' | 'neighbours' | 'certified' | 'certifiedTotal'> {
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
      .innerJoin(accounts, eq(accounts.id, resultRows.contestantId))
      .leftJoin(leavers, leaverOf(resultRows.contestantId))
      .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
      .where(where)
      .orderBy(asc(resultRows.position))
  const placeIn = (revisionId: string, contestantId: string) =>
    db
      .select({ position: resultPlaces.position })
      .from(resultPlaces)
      .where(and(eq(resultPlaces.revisionId, revisionId), eq(resultPlaces.contestantId, contestantId)))
  const countOf = async (where: SQL | undefined): Promise<number> =>
    (await first(db.select({ total: count() }).from(resultRows).where(where)))?.total ?? 0
  /** The official rank, or one more than the number of people of the union who stand before. */
  const rankOn = async (revisionId: string, rank: number, unionId: string | undefined): Promise<number> =>
    unionId === undefined ? rank : (await countOf(and(onBoard(revisionId, unionId), lt(resultRows.rank, rank)))) + 1
  const revisionOf = async (revisionId: string) => {
    const revision = await first(
      db.select({ rules: resultRevisions.rules, people: resultRevisions.people }).from(resultRevisions).where(eq(resultRevisions.id, revisionId)),
    )
    if (revision === undefined) throw new Error(`there is no revision ${revisionId}`)
    return revision
  }
  type Row = Awaited<ReturnType<typeof rows>>[number]
  const toFace = ({ fullName, phone, unionName, contestantId, attemptId, score, durationMs, submittedAt }: Row, rank: number): BoardFace => ({
    rank,
    fullName,
    phone,
    unionName,
    standing: { contestantId, attemptId, score, durationMs, submittedAt },
  })
  /** Ranks of rows that follow one another among a union, `offset` of it before them: whoever stands before is counted once, for the first row. */
  const ranksOn = async (revisionId: string, some: readonly Row[], offset: number, unionId: string | undefined): Promise<number[]> => {
    const ranks: number[] = []
    for (const [index, { rank }] of some.entries()) {
      const before = some[index - 1]
      if (before === undefined || unionId === undefined) ranks.push(await rankOn(revisionId, rank, unionId))
      else ranks.push(before.rank === rank ? (ranks[index - 1] ?? 0) : offset + index + 1)
    }
    return ranks
  }
  return {
    page: async (revisionId, { page, pageSize }, unionId) => {
      const offset = (page - 1) * pageSize
      const where = onBoard(revisionId, unionId)
      // One more than the page: its last row has a reason, too. Of everybody the places are known, so that no page is counted up to.
      const some =
        unionId === undefined
          ? await rows(and(where, between(resultRows.position, offset + 1, offset + pageSize + 1)))
          : await rows(where)
              .limit(pageSize + 1)
              .offset(offset)
      const { rules, people } = await revisionOf(revisionId)
      const total = unionId === undefined ? people : await countOf(where)
      const ranks = await ranksOn(revisionId, some.slice(0, pageSize), offset, unionId)
      const entries = some.slice(0, pageSize).map((row, index) => ({
        above: reasonAbove(row, some[index + 1] ?? null, rules),
        ...toFace(row, ranks[index] ?? row.rank),
      }))
      return { entries, total }
    },
    certified: async (revisionId, { unionId, after, limit }) =>
      db
        .select({ position: resultRows.position, fullName: sealedBoardName, unionName: resultRows.unionName, receipt: resultRows.receipt })
        .from(resultRows)
        .innerJoin(accounts, eq(accounts.id, resultRows.contestantId))
        .leftJoin(leavers, leaverOf(resultRows.contestantId))
        .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
        .where(and(onBoard(revisionId, unionId), gt(resultRows.position, after), isNull(leavers.id)))
        .orderBy(asc(resultRows.position))
        .limit(limit),
    certifiedTotal: async (revisionId, unionId) =>
      (
        await first(
          db
            .select({ total: count() })
            .from(resultRows)
            .leftJoin(leavers, leaverOf(resultRows.contestantId))
            .where(and(onBoard(revisionId, unionId), isNull(leavers.id))),
        )
      )?.total ?? 0,
    own: async (revisionId, contestantId, unionId) => {
      const row = await first(rows(and(onBoard(revisionId, unionId), eq(resultRows.position, placeIn(revisionId, contestantId)))))
      return row === undefined ? null : toFace(row, await rankOn(revisionId, row.rank, unionId))
    },
    neighbours: async (revisionId, contestantId) => {
      const place = placeIn(revisionId, contestantId)
      const near = await db
        .select({
          contestantId: resultRows.contestantId,
          position: resultRows.position,
          rank: resultRows.rank,
          decidedBy: resultRows.decidedBy,
          own: resultRows.own,
          next: resultRows.next,
        })
        .from(resultRows)
        .where(and(eq(resultRows.revisionId, revisionId), between(resultRows.position, sql`${place} - 1`, sql`${place} + 1`)))
      const found = near.find((row) => row.contestantId === contestantId)
      if (found === undefined) return null
      const { position } = found
      const reasonAt = (wanted: number) => {
        const row = near.find((one) => one.position === wanted)
        return row === undefined ? null : { rank: row.rank, decidedBy: row.decidedBy, own: row.own, next: row.next }
      }
      const { rank, decidedBy, own, next } = found
      return { position, rank, before: reasonAt(position - 1), after: { decidedBy, own, next, rank: reasonAt(position + 1)?.rank ?? null } }
    },
  }
}
