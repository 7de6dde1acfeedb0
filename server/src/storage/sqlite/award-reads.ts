import { and, asc, eq, gt, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import type { AwardFace, Awards } from '../../ports/awards.ts'
import { basisOf, countAwards, decisionRows, inScope, linesElsewhere, placementsIn, toLine } from './award-rows.ts'
import type { Sqlite } from './open.ts'
import { accounts, awardDecisions, awards, contestants, contests, resultPlaces, resultRows, rounds, sealedFaces, sealedUnions } from './schema.ts'

type Reads = Omit<Awards, 'draft' | 'change' | 'publish' | 'discard'>
/** SQLite takes this many values in one list without complaint. */
const IDS_AT_ONCE = 500

/** The reading half, which the worker that writes papers uses on a connection of its own. */
export function sqliteAwardReads(sqlite: Pick<Sqlite, 'db'>): Reads {
  const { db } = sqlite
  return {
    decisions: async (scope) => decisionRows(sqlite, inScope(scope)).sort((a, b) => b.number - a.number),
    find: async (id) => decisionRows(sqlite, eq(awardDecisions.id, id))[0] ?? null,
    placements: async (decisionId) => placementsIn(sqlite, decisionId),
    lines: async (decisionId) =>
      db
        .select()
        .from(awards)
        .where(eq(awards.decisionId, decisionId))
        .orderBy(asc(awards.position))
        .all()
        .map(({ decisionId: _decision, position: _position, code, ...line }) => ({ ...toLine(line), code })),
    basis: async (scope) => basisOf(sqlite, scope),
    elsewhere: async (scope) => linesElsewhere(sqlite, scope),
    sealedRows: async (revisionId, afterPosition, limit) =>
      sealedRows(sqlite, and(eq(resultRows.revisionId, revisionId), gt(resultRows.position, afterPosition)))
        .limit(limit)
        .all(),
    sealedRowsOf: async (revisionId, ids) =>
      sealedRows(sqlite, and(eq(resultRows.revisionId, revisionId), inArray(resultRows.position, placesOf(sqlite, revisionId, ids)))).all(),
    faces: async (revisionId, ids) => facesOf(sqlite, revisionId, ids),
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
        .all(),
    published: async (contestId) => decisionRows(sqlite, and(eq(awardDecisions.contestId, contestId), ne(awardDecisions.state, 'draft'))),
    winners: async (decisionId, { page, pageSize }) => ({
      winners: winnerRows(sqlite, eq(awards.decisionId, decisionId))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all(),
      total: countAwards(sqlite, decisionId),
    }),
    ofCode: async (code) => {
      const [decision] = decisionRows(
        sqlite,
        inArray(awardDecisions.id, db.select({ id: awards.decisionId }).from(awards).where(eq(awards.code, code))),
      )
      const winner = decision && winnerRows(sqlite, and(eq(awards.decisionId, decision.id), eq(awards.code, code))).get()
      return decision === undefined || winner === undefined ? null : { decision, winner }
    },
    winnersOf: async (decisionId, contestantId) =>
      winnerRows(sqlite, and(eq(awards.decisionId, decisionId), eq(awards.kind, 'person'), eq(awards.subjectId, contestantId))).all(),
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
          replaced: sql<boolean>`${awardDecisions.state} = 'superseded'`.mapWith(Boolean),
          code: awards.code,
        })
        .from(awards)
        .innerJoin(awardDecisions, eq(awardDecisions.id, awards.decisionId))
        .innerJoin(contests, eq(contests.id, awardDecisions.contestId))
        .leftJoin(rounds, eq(rounds.id, awardDecisions.roundId))
        .where(eq(awards.subjectId, contestantId))
        .orderBy(asc(awardDecisions.state), asc(awards.tier), asc(awards.decisionId))
        .all(),
  }
}

const placesOf = ({ db }: Pick<Sqlite, 'db'>, revisionId: string, ids: readonly string[]) =>
  db
    .select({ position: resultPlaces.position })
    .from(resultPlaces)
    .where(and(eq(resultPlaces.revisionId, revisionId), inArray(resultPlaces.contestantId, [...ids])))

function sealedRows({ db }: Pick<Sqlite, 'db'>, where: SQL | undefined) {
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

function facesOf({ db }: Pick<Sqlite, 'db'>, revisionId: string, ids: readonly string[]): Map<string, AwardFace> {
  const faces = new Map<string, AwardFace>()
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const rows = db
      .select({
        id: contestants.id,
        fullName: sql<string>`coalesce(${sealedFaces.fullName}, ${accounts.fullName})`,
        phone: contestants.phone,
        withdrawnAt: contestants.withdrawnAt,
      })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .leftJoin(sealedFaces, and(eq(sealedFaces.revisionId, revisionId), eq(sealedFaces.contestantId, contestants.id)))
      .where(inArray(contestants.id, ids.slice(from, from + IDS_AT_ONCE)))
      .all()
    for (const { id, withdrawnAt, ...face } of rows) faces.set(id, { ...face, withdrawn: withdrawnAt !== null })
  }
  return faces
}

/** A person's name as it was decided, until they leave; without a phone a name is shown whole (it is nobody's). */
function winnerRows({ db }: Pick<Sqlite, 'db'>, where: SQL | undefined) {
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
