import { and, asc, desc, eq, ne } from 'drizzle-orm'
import { settingsOf } from '../../domain/contest.ts'
import type { Revision, SealedFacts } from '../../ports/results.ts'
import type { Sqlite } from './open.ts'
import { accounts, contests, divisions, resultRevisions, rounds } from './schema.ts'

/** Titles, names and the other rounds' revisions as they are now; inside the caller's transaction. */
export function factsOf({ db }: Pick<Sqlite, 'db'>, { id, roundId, actorId }: Pick<Revision, 'id' | 'roundId' | 'actorId'>): SealedFacts | null {
  const found = db
    .select({ round: rounds, contest: contests })
    .from(rounds)
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .where(eq(rounds.id, roundId))
    .get()
  if (found === undefined) return null
  const { round, contest } = found
  const others = db
    .select({ id: rounds.id })
    .from(rounds)
    .where(and(eq(rounds.contestId, contest.id), eq(rounds.practice, false), ne(rounds.id, roundId)))
    .orderBy(asc(rounds.number))
    .all()
  const revisions = others.map((other) => newestOf(db, other.id))
  const whole = settingsOf(contest.settings).overall === 'sum' && others.length > 0 && revisions.every((revision) => revision !== null)
  return {
    contest: contest.title,
    organiser: contest.organiser,
    round: round.title,
    sealedBy: db.select({ name: accounts.fullName }).from(accounts).where(eq(accounts.id, actorId)).get()?.name ?? actorId,
    divisions: db
      .select({ id: divisions.id, name: divisions.name })
      .from(divisions)
      .where(eq(divisions.contestId, contest.id))
      .orderBy(asc(divisions.position), asc(divisions.id))
      .all(),
    overall: whole ? [...revisions.filter((revision) => revision !== null), id] : null,
  }
}

const newestOf = (db: Sqlite['db'], roundId: string): string | null =>
  db
    .select({ id: resultRevisions.id })
    .from(resultRevisions)
    .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
    .orderBy(desc(resultRevisions.number))
    .limit(1)
    .get()?.id ?? null
