import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { and, asc, between, count, desc, eq, gt, inArray, max, ne, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { SealedPlace, SealedRow } from '../../domain/sealing.ts'
import type { Results } from '../../ports/results.ts'
import { unfinishedOf } from './attempts.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import { given } from './many-rows.ts'
import { first, takeTurn, type Db, type Postgres } from './open.ts'
import { factsOf } from './sealed-facts.ts'
import { sealedBoards } from './sealed-boards.ts'
import {
  accounts,
  attempts,
  contestants,
  resultPlaces,
  resultRevisions,
  resultRows,
  rounds,
  sealedFaces,
  sealedUnions,
  submissionLog,
  unions,
} from './schema.ts'
import { deskPhone } from './shown-people.ts'
import { sealUnions } from './union-boards.ts'
import { publicName } from './union-tree.ts'

const CLEARED_AT_ONCE = 2_000

export function postgresResults(postgres: Postgres, append: AppendEvent): Results {
  const { write } = postgres
  return {
    draft: async (revision) => {
      const { roundId } = revision
      // From here on nobody seals what an earlier process left behind, so that it may go piece by piece.
      const left = await write((tx) =>
        tx.update(resultRevisions).set({ state: 'putAway' }).where(unsealedOf(roundId)).returning({ id: resultRevisions.id }),
      )
      for (const { id } of left) await clearAway(postgres, id)
      await write(async (tx) => {
        await dropDrafts(tx, roundId)
        await tx.insert(resultRevisions).values({ ...revision, state: 'drafting', facts: await factsOf(tx, revision) })
      })
    },
    addRows: (revisionId, rows) => write((tx) => insertRows(tx, revisionId, rows)),
    addPlaces: (revisionId, places) => write((tx) => insertPlaces(tx, revisionId, places)),
    seal: (revisionId, event, audit) =>
      write(async (tx) => {
        const revision = await first(
          tx
            .select()
            .from(resultRevisions)
            .where(and(eq(resultRevisions.id, revisionId), eq(resultRevisions.state, 'drafting'))),
        )
        if (revision === undefined) return false
        const { roundId, number, chainSeq } = revision
        // Whoever starts an attempt holds the round: they are waited for, and who comes later finds it sealed. Before the log, which is held as briefly as can be.
        const round = await first(tx.select({ closesAt: rounds.closesAt }).from(rounds).where(eq(rounds.id, roundId)).for('update'))
        await takeTurn(tx, 'log')
        const reopened = round === undefined || round.closesAt > audit.at
        if (reopened || (await movedOn(tx, roundId, chainSeq)) || (await hasRunning(tx, roundId))) return false
        await sealUnions(tx, revisionId, roundId)
        await tx.update(rounds).set({ sealedRevision: number }).where(eq(rounds.id, roundId))
        const made = { state: 'sealed' as const, resultsHash: event.resultsHash, sealedAt: audit.at }
        await tx.update(resultRevisions).set(made).where(eq(resultRevisions.id, revisionId))
        await append(tx, event, audit.at)
        await appendAudit(tx, audit)
        return true
      }),
    ...postgresResultReads(postgres),
    ...sealedBoards(postgres.db),
  }
}

const unsealedOf = (roundId: string): SQL | undefined => and(eq(resultRevisions.roundId, roundId), ne(resultRevisions.state, 'sealed'))

/** Whatever was begun for a round; only rows that somebody still added while the others were cleared away go with it. */
async function dropDrafts(tx: Db, roundId: string): Promise<void> {
  const drafts = tx.select({ id: resultRevisions.id }).from(resultRevisions).where(unsealedOf(roundId))
  await tx.delete(resultRows).where(inArray(resultRows.revisionId, drafts))
  await tx.delete(resultPlaces).where(inArray(resultPlaces.revisionId, drafts))
  await tx.delete(resultRevisions).where(unsealedOf(roundId))
}

/** The rows of a draft with the places of their people, each piece in a commit of its own. */
async function clearAway({ db, write }: Postgres, revisionId: string): Promise<void> {
  const found = await first(
    db
      .select({ last: max(resultRows.position) })
      .from(resultRows)
      .where(eq(resultRows.revisionId, revisionId)),
  )
  for (let from = 0; from < (found?.last ?? 0); from += CLEARED_AT_ONCE)
    await write((tx) =>
      tx.execute(sql`
        with gone as (
          delete from result_rows where revision_id = ${revisionId} and position > ${from} and position <= ${from + CLEARED_AT_ONCE}
          returning contestant_id
        )
        delete from result_places where revision_id = ${revisionId} and contestant_id in (select contestant_id from gone)`),
    )
}

const movedOn = async (tx: Db, roundId: string, chainSeq: number): Promise<boolean> =>
  (await first(
    tx
      .select({ seq: submissionLog.seq })
      .from(submissionLog)
      .where(and(eq(submissionLog.roundId, roundId), gt(submissionLog.seq, chainSeq)))
      .limit(1),
  )) !== undefined

/** Whether somebody still has time: the round takes their answers, though its close was seen. */
const hasRunning = async (tx: Db, roundId: string): Promise<boolean> =>
  (await first(tx.select({ id: attempts.id }).from(attempts).where(unfinishedOf(roundId)).limit(1))) !== undefined

/** One statement: a million rows are written while answers of other rounds come in. */
async function insertRows(tx: Db, revisionId: string, rows: readonly SealedRow[]): Promise<void> {
  if (rows.length === 0) return
  const { rowCount } = await tx.execute(sql`
    insert into result_rows (revision_id, position, rank, contestant_id, attempt_id, union_id, union_name, number, score, max_score, prediction,
      prediction_distance, duration_ms, submitted_at, receipt, decided_by, own, next)
    select revision.id, given.position, given.rank, given.contestant_id, given.attempt_id, given.union_id, coalesce(${publicName}, ''), given.number,
      given.score, given.max_score, given.prediction, given.prediction_distance, given.duration_ms, given.submitted_at, given.receipt,
      given.decided_by, given.own, given.next
    from result_revisions revision cross join ${given(resultRows, rows)} left join unions on unions.id = given.union_id
    where revision.id = ${revisionId} and revision.state = 'drafting'`)
  if (rowCount !== rows.length) throw putAway(revisionId)
}

async function insertPlaces(tx: Db, revisionId: string, places: readonly SealedPlace[]): Promise<void> {
  if (places.length === 0) return
  const rows = places.map(([contestantId, position]) => ({ contestantId, position }))
  const { rowCount } = await tx.execute(sql`
    insert into result_places (revision_id, contestant_id, position)
    select revision.id, given.contestant_id, given.position from result_revisions revision cross join ${given(resultPlaces, rows)}
    where revision.id = ${revisionId} and revision.state = 'drafting'`)
  if (rowCount !== places.length) throw putAway(revisionId)
}

const putAway = (revisionId: string): Error => new Error(`the draft ${revisionId} was put away: its round is being sealed by another server`)

/** The reading half. */
function postgresResultReads({ db, read }: Postgres): Pick<Results, 'revisions' | 'sealedUpTo' | 'rows' | 'rowsAfter'> {
  const columns = {
    position: resultRows.position,
    rank: resultRows.rank,
    contestantId: resultRows.contestantId,
    fullName: sql<string>`coalesce(${sealedFaces.fullName}, ${accounts.fullName})`,
    phone: deskPhone,
    birthDate: sql<string>`coalesce(${sealedFaces.birthDate}, ${contestants.birthDate})`,
    unionName: resultRows.unionName,
    unionPath: sql<string>`coalesce(${sealedUnions.path}, ${unions.path})`,
    contestantKind: sql<ContestantKind>`coalesce(${sealedFaces.contestantKind}, ${contestants.contestantKind})`,
    attemptId: resultRows.attemptId,
    attemptNumber: resultRows.number,
    score: resultRows.score,
    maxScore: resultRows.maxScore,
    prediction: resultRows.prediction,
    predictionDistance: resultRows.predictionDistance,
    durationMs: resultRows.durationMs,
    submittedAt: resultRows.submittedAt,
    receipt: resultRows.receipt,
    decidedBy: resultRows.decidedBy,
    own: resultRows.own,
    next: resultRows.next,
  }
  const joined = (from: Db, where: SQL | undefined) =>
    from
      .select(columns)
      .from(resultRows)
      .innerJoin(accounts, eq(accounts.id, resultRows.contestantId))
      .innerJoin(contestants, eq(contestants.id, resultRows.contestantId))
      .innerJoin(unions, eq(unions.id, resultRows.unionId))
      .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, resultRows.revisionId), eq(sealedFaces.contestantId, resultRows.contestantId)))
      .leftJoin(sealedUnions, and(eq(sealedUnions.revisionId, resultRows.revisionId), eq(sealedUnions.unionId, resultRows.unionId)))
      .where(where)
      .orderBy(asc(resultRows.position))
  return {
    sealedUpTo: async (roundId) => {
      const sealed = and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed'))
      return (
        (
          await first(
            db
              .select({ seq: max(resultRevisions.chainSeq) })
              .from(resultRevisions)
              .where(sealed),
          )
        )?.seq ?? null
      )
    },
    revisions: async (roundId) => {
      const rows = await db
        .select({ revision: resultRevisions, sealedBy: accounts.fullName })
        .from(resultRevisions)
        .leftJoin(accounts, eq(accounts.id, resultRevisions.actorId))
        .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
        .orderBy(desc(resultRevisions.number))
      return rows.map(({ revision, sealedBy }) => ({ ...revision, sealedBy: sealedBy ?? revision.actorId }))
    },
    rows: async (revisionId, { page, pageSize, search }) => {
      const words = fold(search ?? '')
        .split(' ')
        .filter((word) => word !== '')
      const found = words.map((word) => sql`${contestants.searchText} ilike ${`%${word}%`} escape ''`)
      const where = and(eq(resultRows.revisionId, revisionId), ...found)
      const offset = (page - 1) * pageSize
      if (words.length === 0) {
        // Of everybody the places are known, so that no page is counted up to; and a sealed revision stays as it is.
        const some = await joined(db, and(where, between(resultRows.position, offset + 1, offset + pageSize)))
        const revision = await first(db.select({ people: resultRevisions.people }).from(resultRevisions).where(eq(resultRevisions.id, revisionId)))
        return { rows: some, total: revision?.people ?? 0 }
      }
      return read(async (tx) => {
        const rows = await joined(tx, where).limit(pageSize).offset(offset)
        const counted = tx.select({ total: count() }).from(resultRows).innerJoin(contestants, eq(contestants.id, resultRows.contestantId))
        return { rows, total: (await first(counted.where(where)))?.total ?? 0 }
      })
    },
    rowsAfter: async (revisionId, position, limit) =>
      joined(db, and(eq(resultRows.revisionId, revisionId), gt(resultRows.position, position))).limit(limit),
  }
}
