import { and, asc, count, desc, eq, ne, sql, type SQL } from 'drizzle-orm'
import type { AwardDecision, AwardPlacement, Basis } from '../../domain/award-decision.ts'
import type { AwardLine } from '../../domain/award-lines.ts'
import type { AwardDecisionRow, AwardScope, ElsewhereLine } from '../../ports/awards.ts'
import { first, type Db } from './open.ts'
import { accounts, awardDecisions, awardPlacements, awards, resultRevisions, rounds } from './schema.ts'

const scopeIdOf = ({ contestId, roundId }: AwardScope): string => roundId ?? contestId
export const inScope = (scope: AwardScope): SQL => eq(awardDecisions.scopeId, scopeIdOf(scope))
/** A decision as it is stored. */
export const toRow = (decision: AwardDecision): typeof awardDecisions.$inferInsert => ({ ...decision, scopeId: scopeIdOf(decision) })
export const toDecision = ({ scopeId: _scope, ...decision }: typeof awardDecisions.$inferSelect): AwardDecision => decision

export async function placementsIn(db: Db, decisionId: string): Promise<AwardPlacement[]> {
  const rows = await db
    .select()
    .from(awardPlacements)
    .where(eq(awardPlacements.decisionId, decisionId))
    .orderBy(asc(awardPlacements.at), asc(awardPlacements.subjectId))
  return rows.map(({ prizeGroup, divisionId, decisionId: _decision, ...rest }) => ({
    ...rest,
    group: prizeGroup,
    divisionId: divisionId === '' ? null : divisionId,
  }))
}

export async function basisOf(db: Db, { contestId, roundId }: AwardScope): Promise<Basis | null> {
  const wanted = await db
    .select({ roundId: rounds.id, revisionId: resultRevisions.id, number: resultRevisions.number })
    .from(rounds)
    .leftJoin(
      resultRevisions,
      and(eq(resultRevisions.roundId, rounds.id), eq(resultRevisions.number, rounds.sealedRevision), eq(resultRevisions.state, 'sealed')),
    )
    .where(and(eq(rounds.contestId, contestId), eq(rounds.practice, false), roundId === null ? undefined : eq(rounds.id, roundId)))
    .orderBy(asc(rounds.number))
  const sealed = wanted.flatMap(({ revisionId, number, ...rest }) =>
    revisionId === null || number === null ? [] : [{ ...rest, revisionId, number }],
  )
  return wanted.length > 0 && sealed.length === wanted.length ? sealed : null
}

const creator = sql<string>`coalesce((select full_name from accounts where accounts.id = ${awardDecisions.createdBy}), ${awardDecisions.createdBy})`

/** Decisions with the names of who began and published them. */
export async function decisionRows(db: Db, where: SQL | undefined): Promise<AwardDecisionRow[]> {
  const rows = await db
    .select({ decision: awardDecisions, createdByName: creator, publishedByName: accounts.fullName })
    .from(awardDecisions)
    .leftJoin(accounts, eq(accounts.id, awardDecisions.publishedBy))
    .where(where)
    .orderBy(sql`${awardDecisions.publishedAt} desc nulls last`, desc(awardDecisions.number), desc(awardDecisions.id))
  return rows.map(({ decision, ...names }) => ({ ...toDecision(decision), ...names }))
}

type StoredLine = Omit<typeof awards.$inferSelect, 'decisionId' | 'position' | 'code'>
export const toLine = ({ prizeGroup, awardedBy, ...line }: StoredLine): AwardLine => ({ ...line, group: prizeGroup, by: awardedBy })

/** Lines of the contest's other scopes that are in force. */
export async function linesElsewhere(db: Db, scope: AwardScope): Promise<ElsewhereLine[]> {
  const rows = await db
    .select({ award: awards, roundId: awardDecisions.roundId, where: rounds.title })
    .from(awards)
    .innerJoin(awardDecisions, eq(awardDecisions.id, awards.decisionId))
    .leftJoin(rounds, eq(rounds.id, awardDecisions.roundId))
    .where(
      and(
        eq(awardDecisions.contestId, scope.contestId),
        eq(awardDecisions.state, 'published'),
        eq(awards.kind, 'person'),
        ne(awardDecisions.scopeId, scopeIdOf(scope)),
      ),
    )
    .orderBy(asc(awards.tier), asc(awards.decisionId), asc(awards.position))
  return rows.map(({ award: { decisionId: _decision, position: _position, code: _code, ...line }, ...where }) => ({ ...toLine(line), ...where }))
}

export const countAwards = async (db: Db, decisionId: string): Promise<number> =>
  (await first(db.select({ total: count() }).from(awards).where(eq(awards.decisionId, decisionId))))?.total ?? 0
