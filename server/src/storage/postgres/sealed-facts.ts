import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import { settingsOf } from '../../domain/contest.ts'
import type { Revision, SealedFacts } from '../../ports/results.ts'
import { first, type Db } from './open.ts'
import { accounts, contests, divisions, resultRevisions, rounds } from './schema.ts'

/** Titles, names and the other rounds' revisions as they are now; inside the caller's transaction. */
export async function factsOf(tx: Db, { id, roundId, actorId }: Pick<Revision, 'id' | 'roundId' | 'actorId'>): Promise<SealedFacts | null> {
  const found = await first(
    tx.select({ round: rounds, contest: contests }).from(rounds).innerJoin(contests, eq(contests.id, rounds.contestId)).where(eq(rounds.id, roundId)),
  )
  if (found === undefined) return null
  const { round, contest } = found
  const revisions = await newestOfOthers(tx, contest.id, roundId)
  const whole = settingsOf(contest.settings).overall === 'sum' && revisions.length > 0 && revisions.every((revision) => revision !== null)
  const actor = await first(tx.select({ name: accounts.fullName }).from(accounts).where(eq(accounts.id, actorId)))
  return {
    contest: contest.title,
    organiser: contest.organiser,
    round: round.title,
    sealedBy: actor?.name ?? actorId,
    divisions: await tx
      .select({ id: divisions.id, name: divisions.name })
      .from(divisions)
      .where(eq(divisions.contestId, contest.id))
      .orderBy(asc(divisions.position), asc(divisions.id)),
    overall: whole ? [...revisions.filter((revision) => revision !== null), id] : null,
  }
}

/** Of every other round its newest revision; null where it has none. */
async function newestOfOthers(tx: Db, contestId: string, roundId: string): Promise<(string | null)[]> {
  const newest = tx
    .select({ id: resultRevisions.id })
    .from(resultRevisions)
    .where(and(sql`${resultRevisions.roundId} = rounds.id`, eq(resultRevisions.state, 'sealed')))
    .orderBy(desc(resultRevisions.number))
    .limit(1)
  const others = await tx
    .select({ revisionId: sql<string | null>`${newest}` })
    .from(rounds)
    .where(and(eq(rounds.contestId, contestId), eq(rounds.practice, false), ne(rounds.id, roundId)))
    .orderBy(asc(rounds.number))
  return others.map(({ revisionId }) => revisionId)
}
