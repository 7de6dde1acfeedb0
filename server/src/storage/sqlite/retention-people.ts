import { and, count as countRows, eq, exists, gt, inArray, isNotNull, isNull, lt, notExists, notInArray, or, sql, type SQL } from 'drizzle-orm'
import { finalSince, lastDayOf, type Deadlines } from '../../domain/retention.ts'
import { RETIRED_NAME } from '../../domain/withdrawal.ts'
import { eraser } from './erasure.ts'
import type { Sqlite } from './open.ts'
import { accounts, accountSessions, attempts, campaigns, contestants, contests, erasures, resultRevisions, rosterEntries, rounds } from './schema.ts'

/** How much of a kind is over its time, and how it goes. */
export type Kind = { count: (deadlines: Deadlines) => number; apply: (deadlines: Deadlines, limit: number) => Promise<number> }

export const total = (row: { total: number } | undefined): number => row?.total ?? 0

/** Contests that have been final for long enough. */
export function finalContests({ db }: Pick<Sqlite, 'db'>, { now, finalBefore }: Deadlines): string[] {
  const sealed = db
    .select({ id: rounds.id, contestId: rounds.contestId, closesAt: rounds.closesAt, practice: rounds.practice, lastSealedAt: lastSeal })
    .from(rounds)
    .leftJoin(resultRevisions, and(eq(resultRevisions.roundId, rounds.id), eq(resultRevisions.state, 'sealed')))
    .groupBy(rounds.id)
    .all()
  const around = new Map(
    db
      .select()
      .from(campaigns)
      .all()
      .map((campaign) => [campaign.contestId, campaign]),
  )
  return db
    .select({ id: contests.id, closesAt: contests.closesAt })
    .from(contests)
    .all()
    .flatMap((contest) => {
      const since = finalSince(
        lastDayOf(contest, around.get(contest.id)),
        sealed.filter(({ contestId }) => contestId === contest.id),
        now,
      )
      return since !== null && since <= finalBefore ? [contest.id] : []
    })
}

type OfContests = 'people' | 'unused' | 'rosters'

/** Contestants, accounts that never took part, and lists, of contests that are long final. */
export function ofContests(sqlite: Sqlite): Record<OfContests, Kind> {
  const { db, queue } = sqlite
  const { close, anonymise, remove } = eraser(sqlite)

  const roundsOf = (final: string[], wanted: 'in' | 'out', practice?: boolean): string[] =>
    db
      .select({ id: rounds.id })
      .from(rounds)
      .where(
        and(
          wanted === 'in' ? inArray(rounds.contestId, final) : notInArray(rounds.contestId, final),
          practice === undefined ? undefined : eq(rounds.practice, practice),
        ),
      )
      .all()
      .map(({ id }) => id)

  /** People who are not erased yet, are signed in nowhere, and have nothing in a contest that is not long final. */
  const idle = (due: Deadlines, final: string[]): SQL[] => [
    notExists(
      db
        .select({ one: sql`1` })
        .from(erasures)
        .where(eq(erasures.contestantId, contestants.id)),
    ),
    notExists(
      db
        .select({ one: sql`1` })
        .from(accountSessions)
        .where(and(eq(accountSessions.accountId, contestants.id), gt(accountSessions.expiresAt, due.now))),
    ),
    notExists(attemptIn(roundsOf(final, 'out'))),
  ]
  const attemptIn = (ids: string[]) =>
    db
      .select({ one: sql`1` })
      .from(attempts)
      .where(and(inArray(attempts.roundId, ids), eq(attempts.contestantId, contestants.id)))
  /** Accounts that were joined to another went with their attempts; their names are still here. */
  const tookPart = (due: Deadlines, final: string[]): SQL | undefined =>
    and(...idle(due, final), or(isNotNull(contestants.joinedTo), exists(attemptIn(roundsOf(final, 'in', false)))))
  /** Registered before the last of those contests became final, which was their chance. */
  const neverCame = (due: Deadlines, final: string[]): SQL | undefined =>
    and(
      ...idle(due, final),
      isNull(contestants.joinedTo),
      notExists(attemptIn(roundsOf(final, 'in', false))),
      lt(accounts.createdAt, due.finalBefore),
    )

  const people = (where: SQL | undefined, limit: number): string[] =>
    db
      .select({ id: contestants.id })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .where(where)
      .orderBy(contestants.id)
      .limit(limit)
      .all()
      .map(({ id }) => id)
  const counted = (where: SQL | undefined): number =>
    total(db.select({ total: countRows() }).from(contestants).innerJoin(accounts, eq(accounts.id, contestants.id)).where(where).get())
  /** Entries that nobody claimed; a claimed one is blanked with its person. */
  const unclaimed = (final: string[]): SQL | undefined => and(inArray(rosterEntries.contestId, final), isNull(rosterEntries.accountId))

  const gone = (each: (id: string, at: number) => void, where: typeof tookPart): Kind['apply'] => {
    return (due, limit) =>
      queue.write(() => {
        const final = finalContests(sqlite, due)
        const ids = final.length === 0 ? [] : people(where(due, final), limit)
        for (const id of ids) each(id, due.now)
        return ids.length
      })
  }
  const ofFinal = (count: (due: Deadlines, final: string[]) => number): Kind['count'] => {
    return (due) => {
      const final = finalContests(sqlite, due)
      return final.length === 0 ? 0 : count(due, final)
    }
  }
  return {
    people: {
      count: ofFinal((due, final) => counted(tookPart(due, final))),
      apply: gone((id, at) => {
        close(id, at)
        anonymise(id, at, RETIRED_NAME)
      }, tookPart),
    },
    unused: { count: ofFinal((due, final) => counted(neverCame(due, final))), apply: gone(remove, neverCame) },
    rosters: {
      count: ofFinal((_due, final) => total(db.select({ total: countRows() }).from(rosterEntries).where(unclaimed(final)).get())),
      apply: (due) =>
        queue.write(
          () =>
            db
              .delete(rosterEntries)
              .where(unclaimed(finalContests(sqlite, due)))
              .run().changes,
        ),
    },
  }
}

const lastSeal = sql<number | null>`max(${resultRevisions.sealedAt})`
