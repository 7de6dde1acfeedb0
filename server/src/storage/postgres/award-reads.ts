import { and, asc, eq, gt, inArray, ne, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import type { AwardFace, Awards } from '../../ports/awards.ts'
import { basisOf, countAwards, decisionRows, inScope, linesElsewhere, placementsIn, toLine } from './award-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, awardDecisions, awards, contestants, contests, resultPlaces, resultRows, rounds, sealedFaces, sealedUnions } from './schema.ts'

type Reads = Omit<Awards, 'draft' | 'change' | 'publish' | 'discard'>

/** The reading half, which the worker that writes papers uses on a connection of its own. */
export function postgresAwardReads({ db }: Pick<Postgres, 'db'>): Reads {
  return {
    decisions: async (scope) => (await decisionRows(db, inScope(scope))).sort((a, b) => b.number - a.number),
    find: async (id) => (await decisionRows(db, eq(awardDecisions.id, id)))[0] ?? null,
    placements: (decisionId) => placementsIn(db, decisionId),
    lines: async (decisionId) => {
      const rows = await db.select().from(awards).where(eq(awards.decisionId, decisionId)).orderBy(asc(awards.position))
      return rows.map(({ decisionId: _decision, position: _position, code, ...line }) => ({ ...toLine(line), code }))
    },
    basis: (scope) => basisOf(db, scope),
    elsewhere: (scope) => linesElsewhere(db, scope),
    sealedRows: async (revisionId, afterPosition, limit) =>
      sealedRows(db, and(eq(resultRows.revisionId, revisionId), gt(resultRows.position, afterPosition))).limit(limit),
    sealedRowsOf: async (revisionId, ids) =>
      sealedRows(db, and(eq(resultRows.revisionId, revisionId), inArray(resultRows.position, placesOf(db, revisionId, ids)))),
    faces: (revisionId, ids) => facesOf(db, revisionId, ids),
    sealedUnions: async (revisionId) =>
      db
        .select({
          id: sealedUnions.unionId,
          parentId: sealedUnions.parentId,
          divisionId: sealedUnions.divisionId,
          code: sealedUnions.code,
          name: sealedUnions.name,
          kind: sealedUnions.kind,
          path: sealedUnions.path,
          listed: sealedUnions.listed,
          members: sealedUnions.memberTotal,
          people: sealedUnions.people,
          attempts: sealedUnions.attempts,
          scoreSum: sealedUnions.scoreSum,
          allCorrect: sealedUnions.allCorrect,
        })
        .from(sealedUnions)
        .where(eq(sealedUnions.revisionId, revisionId))
        .orderBy(asc(sealedUnions.unionId)),
    published: (contestId) => decisionRows(db, and(eq(awardDecisions.contestId, contestId), ne(awardDecisions.state, 'draft'))),
    winners: async (decisionId, { page, pageSize }) => ({
      winners: await winnerRows(db, eq(awards.decisionId, decisionId))
        .limit(pageSize)
        .offset((page - 1) * pageSize),
      total: await countAwards(db, decisionId),
    }),
    ofCode: async (code) => {
      const [decision] = await decisionRows(
        db,
        inArray(awardDecisions.id, db.select({ id: awards.decisionId }).from(awards).where(eq(awards.code, code))),
      )
      if (decision === undefined) return null
      const winner = await first(winnerRows(db, and(eq(awards.decisionId, decision.id), eq(awards.code, code))))
      return winner === undefined ? null : { decision, winner }
    },
    winnersOf: async (decisionId, contestantId) =>
      winnerRows(db, and(eq(awards.decisionId, decisionId), eq(awards.kind, 'person'), eq(awards.subjectId, contestantId))),
    own: async (contestantId) =>
      db
        .select({
          decisionId: awards.decisionId,
          contestId: awardDecisions.contestId,
          contestTitle: contests.title,
          roundId: awardDecisions.roundId,
          roundTitle: rounds.title,
          title: awards.title,
          value: awards.value,
          publishedAt: sql<number>`coalesce(${awardDecisions.publishedAt}, ${awardDecisions.createdAt})`,
          replaced: sql<boolean>`${awardDecisions.state} = 'superseded'`,
          code: awards.code,
        })
        .from(awards)
        .innerJoin(awardDecisions, eq(awardDecisions.id, awards.decisionId))
        .innerJoin(contests, eq(contests.id, awardDecisions.contestId))
        .leftJoin(rounds, eq(rounds.id, awardDecisions.roundId))
        .where(eq(awards.subjectId, contestantId))
        .orderBy(asc(awardDecisions.state), asc(awards.tier), asc(awards.decisionId), asc(awards.position)),
  }
}

/** One parameter, however many they are. */
const among = (column: AnyPgColumn, ids: readonly string[]): SQL => sql`${column} = any(${sql.param(ids)}::text[])`

const placesOf = (db: Db, revisionId: string, ids: readonly string[]) =>
  db
    .select({ position: resultPlaces.position })
    .from(resultPlaces)
    .where(and(eq(resultPlaces.revisionId, revisionId), among(resultPlaces.contestantId, ids)))

function sealedRows(db: Db, where: SQL | undefined) {
  return db
    .select({
      position: resultRows.position,
      rank: resultRows.rank,
      contestantId: resultRows.contestantId,
      attemptId: resultRows.attemptId,
      unionId: resultRows.unionId,
      unionName: resultRows.unionName,
      score: resultRows.score,
      durationMs: resultRows.durationMs,
      submittedAt: resultRows.submittedAt,
    })
    .from(resultRows)
    .where(where)
    .orderBy(asc(resultRows.position))
}

async function facesOf(db: Db, revisionId: string, ids: readonly string[]): Promise<Map<string, AwardFace>> {
  const rows = await db
    .select({
      id: contestants.id,
      fullName: sql<string>`coalesce(${sealedFaces.fullName}, ${accounts.fullName})`,
      phone: contestants.phone,
      withdrawnAt: contestants.withdrawnAt,
    })
    .from(contestants)
    .innerJoin(accounts, eq(accounts.id, contestants.id))
    .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, revisionId), eq(sealedFaces.contestantId, contestants.id)))
    .where(among(contestants.id, ids))
  return new Map(rows.map(({ id, withdrawnAt, ...face }) => [id, { ...face, withdrawn: withdrawnAt !== null }]))
}

/** A person's name as it was decided, until they leave; without a phone a name is shown whole (it is nobody's). */
function winnerRows(db: Db, where: SQL | undefined) {
  return db
    .select({
      group: awards.prizeGroup,
      divisionName: awards.divisionName,
      tier: awards.tier,
      title: awards.title,
      value: awards.value,
      kind: awards.kind,
      unionName: awards.unionName,
      rank: awards.rank,
      subjectId: awards.subjectId,
      fullName: sql<string>`case when ${contestants.withdrawnAt} is not null and ${contestants.birthDate} <> '' then ${WITHDRAWN_NAME} else ${awards.name} end`,
      phone: sql<string>`case when ${contestants.withdrawnAt} is null then coalesce(${contestants.phone}, '') else '' end`,
      code: awards.code,
    })
    .from(awards)
    .leftJoin(contestants, and(eq(contestants.id, awards.subjectId), eq(awards.kind, 'person')))
    .where(where)
    .orderBy(asc(awards.position))
}
