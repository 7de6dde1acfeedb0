import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { and, asc, between, count, desc, eq, gt, inArray, like, max, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { SealedRow } from '../../domain/sealing.ts'
import type { ResultRow, Results } from '../../ports/results.ts'
import { unfinishedOf } from './attempts.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
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

export function sqliteResults(sqlite: Sqlite, append: AppendEvent): Results {
  const { db, queue } = sqlite
  const dropDrafts = (roundId: string): void => {
    const drafts = db
      .select({ id: resultRevisions.id })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'drafting')))
    db.delete(resultRows).where(inArray(resultRows.revisionId, drafts)).run()
    db.delete(resultPlaces).where(inArray(resultPlaces.revisionId, drafts)).run()
    db.delete(resultRevisions)
      .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'drafting')))
      .run()
  }
  const movedOn = (roundId: string, chainSeq: number): boolean =>
    db
      .select({ seq: submissionLog.seq })
      .from(submissionLog)
      .where(and(eq(submissionLog.roundId, roundId), gt(submissionLog.seq, chainSeq)))
      .limit(1)
      .get() !== undefined
  /** Whether the round takes answers at a moment: it was opened again, or somebody still has time, since its close was seen. */
  const takesAnswers = (roundId: string, at: number): boolean =>
    db
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.id, roundId), gt(rounds.closesAt, at)))
      .get() !== undefined || db.select({ id: attempts.id }).from(attempts).where(unfinishedOf(roundId)).limit(1).get() !== undefined

  const namesOf = (unionIds: ReadonlySet<string>): Map<string, string> =>
    new Map(
      db
        .select({ id: unions.id, name: publicName })
        .from(unions)
        .where(inArray(unions.id, [...unionIds]))
        .all()
        .map((row) => [row.id, row.name]),
    )
  // Without the mapper between: a million rows are written while answers of other rounds come in.
  const addRow = sqlite.client.prepare(
    `insert into result_rows (revision_id, position, rank, contestant_id, attempt_id, union_id, union_name, number, score, max_score, prediction,
       prediction_distance, duration_ms, submitted_at, receipt, decided_by, own, next)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const addPlace = sqlite.client.prepare('insert into result_places (revision_id, contestant_id, position) values (?, ?, ?)')

  return {
    draft: (revision) =>
      queue.write(() => {
        dropDrafts(revision.roundId)
        db.insert(resultRevisions)
          .values({ ...revision, state: 'drafting', facts: factsOf(sqlite, revision) })
          .run()
      }),
    addRows: (revisionId, rows) =>
      queue.write(() => {
        const nameOf = namesOf(new Set(rows.map(({ unionId }) => unionId)))
        for (const row of rows) addRow.run(revisionId, ...placeOf(row), row.unionId, nameOf.get(row.unionId) ?? '', ...figuresOf(row))
      }),
    addPlaces: (revisionId, places) =>
      queue.write(() => places.forEach(([contestantId, position]) => addPlace.run(revisionId, contestantId, position))),
    seal: (revisionId, event, audit) =>
      queue.write(() => {
        const revision = db.select().from(resultRevisions).where(eq(resultRevisions.id, revisionId)).get()
        if (revision === undefined || movedOn(revision.roundId, revision.chainSeq) || takesAnswers(revision.roundId, audit.at)) return false
        const made = { state: 'sealed' as const, resultsHash: event.resultsHash, sealedAt: audit.at }
        db.update(resultRevisions).set(made).where(eq(resultRevisions.id, revisionId)).run()
        db.update(rounds).set({ sealedRevision: revision.number }).where(eq(rounds.id, revision.roundId)).run()
        sealUnions(sqlite, revisionId, revision.roundId)
        append(event, audit.at)
        appendAudit(sqlite, audit)
        return true
      }),
    ...sqliteResultReads(sqlite),
    ...sealedBoards(sqlite),
  }
}

const placeOf = ({ position, rank, contestantId, attemptId }: SealedRow) => [position, rank, contestantId, attemptId]
const figuresOf = (row: SealedRow) => [
  ...[row.number, row.score, row.maxScore, row.prediction, row.predictionDistance, row.durationMs, row.submittedAt, row.receipt],
  ...[row.decidedBy, row.own, row.next],
]

/** The reading half, which export workers use on a connection of their own. */
function sqliteResultReads({ db }: Pick<Sqlite, 'db'>): Pick<Results, 'revisions' | 'sealedUpTo' | 'rows' | 'rowsAfter'> {
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
  const joined = (where: SQL | undefined) =>
    db
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
    sealedUpTo: async (roundId) =>
      db
        .select({ seq: max(resultRevisions.chainSeq) })
        .from(resultRevisions)
        .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
        .get()?.seq ?? null,
    revisions: async (roundId) =>
      db
        .select({ revision: resultRevisions, sealedBy: accounts.fullName })
        .from(resultRevisions)
        .leftJoin(accounts, eq(accounts.id, resultRevisions.actorId))
        .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
        .orderBy(desc(resultRevisions.number))
        .all()
        .map(({ revision, sealedBy }) => ({ ...revision, sealedBy: sealedBy ?? revision.actorId })),
    rows: async (revisionId, { page, pageSize, search }) => {
      const words = fold(search ?? '')
        .split(' ')
        .filter((word) => word !== '')
      const where = and(eq(resultRows.revisionId, revisionId), ...words.map((word) => like(contestants.searchText, `%${word}%`)))
      const offset = (page - 1) * pageSize
      if (words.length === 0) {
        // Of everybody the places are known, so that no page is counted up to.
        const some: ResultRow[] = joined(and(where, between(resultRows.position, offset + 1, offset + pageSize))).all()
        const people = db.select({ people: resultRevisions.people }).from(resultRevisions).where(eq(resultRevisions.id, revisionId)).get()?.people
        return { rows: some, total: people ?? 0 }
      }
      const rows: ResultRow[] = joined(where).limit(pageSize).offset(offset).all()
      const total = db
        .select({ total: count() })
        .from(resultRows)
        .innerJoin(contestants, eq(contestants.id, resultRows.contestantId))
        .where(where)
        .get()
      return { rows, total: total?.total ?? 0 }
    },
    rowsAfter: async (revisionId, position, limit) =>
      joined(and(eq(resultRows.revisionId, revisionId), sql`${resultRows.position} > ${position}`))
        .limit(limit)
        .all(),
  }
}
