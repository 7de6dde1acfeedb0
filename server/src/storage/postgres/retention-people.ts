import { and, count, eq, gt, inArray, isNotNull, isNull, lt, max, ne, notExists, or, sql, type SQL } from 'drizzle-orm'
import { finalSince, lastDayOf, type Deadlines } from '../../domain/retention.ts'
import { RETIRED_NAME } from '../../domain/withdrawal.ts'
import { eraser } from './erasure.ts'
import { first, type Db, type Postgres } from './open.ts'
import { holdPeople } from './people-hold.ts'
import { accounts, accountSessions, attempts, campaigns, contestants, contests, erasures, resultRevisions, rosterEntries, rounds } from './schema.ts'

/** How much of a kind is over its time, and how it goes. */
export type Kind = { count: (deadlines: Deadlines) => Promise<number>; apply: (deadlines: Deadlines, limit: number) => Promise<number> }

type OfContests = 'people' | 'unused' | 'rosters'

/** Contests that have been final for long enough, their rounds but practice, and the rounds of all others. */
type Final = { contestIds: string[]; roundIds: string[]; otherRoundIds: string[] }

export async function longFinal(db: Db, { now, finalBefore }: Deadlines): Promise<Final> {
  const { id, contestId, closesAt, practice } = rounds
  const sealed = await db
    .select({ id, contestId, closesAt, practice, lastSealedAt: max(resultRevisions.sealedAt) })
    .from(rounds)
    .leftJoin(resultRevisions, and(eq(resultRevisions.roundId, rounds.id), eq(resultRevisions.state, 'sealed')))
    .groupBy(id, contestId, closesAt, practice)
  const all = await db.select({ id: contests.id, closesAt: contests.closesAt }).from(contests)
  const around = new Map((await db.select().from(campaigns)).map((campaign) => [campaign.contestId, campaign]))
  const contestIds = all.flatMap((contest) => {
    const since = finalSince(
      lastDayOf(contest, around.get(contest.id)),
      sealed.filter((round) => round.contestId === contest.id),
      now,
    )
    return since !== null && since <= finalBefore ? [contest.id] : []
  })
  const final = new Set(contestIds)
  return {
    contestIds,
    roundIds: sealed.flatMap((round) => (final.has(round.contestId) && !round.practice ? [round.id] : [])),
    otherRoundIds: sealed.flatMap((round) => (final.has(round.contestId) ? [] : [round.id])),
  }
}

/** People by the contests that are long final; conditions on `contestants` joined with their accounts. */
function whoIs(db: Db) {
  const one = { one: sql`1` }
  const attemptIn = (roundIds: string[]) =>
    db
      .select(one)
      .from(attempts)
      .where(and(inArray(attempts.roundId, roundIds), eq(attempts.contestantId, contestants.id)))
  /** The same, looked up person by person: some are wanted, and PostgreSQL would read every attempt that there is for them. */
  const hasAttemptIn = (roundIds: string[]): SQL => sql`${attemptIn(roundIds).limit(1)} is not null`
  /** People who are not erased yet, are signed in nowhere, and have nothing in a contest that is not long final. */
  const idle = (due: Deadlines, { otherRoundIds }: Final): SQL[] => [
    // Whoever is erased has no birth date, and is passed over before anything is looked up.
    ne(contestants.birthDate, ''),
    notExists(db.select(one).from(erasures).where(eq(erasures.contestantId, contestants.id))),
    notExists(
      db
        .select(one)
        .from(accountSessions)
        .where(and(eq(accountSessions.accountId, contestants.id), gt(accountSessions.expiresAt, due.now))),
    ),
    notExists(attemptIn(otherRoundIds)),
  ]
  return {
    /** Accounts that were joined to another went with their attempts; their names are still here. */
    tookPart: (due: Deadlines, final: Final): SQL | undefined =>
      and(...idle(due, final), or(isNotNull(contestants.joinedTo), hasAttemptIn(final.roundIds))),
    /** Registered before the last of those contests became final, which was their chance. */
    neverCame: (due: Deadlines, final: Final): SQL | undefined =>
      and(...idle(due, final), isNull(contestants.joinedTo), notExists(attemptIn(final.roundIds)), lt(accounts.createdAt, due.finalBefore)),
  }
}

type Which = keyof ReturnType<typeof whoIs>

async function people(db: Db, where: SQL | undefined, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: contestants.id })
    .from(contestants)
    .innerJoin(accounts, eq(accounts.id, contestants.id))
    .where(where)
    .orderBy(contestants.id)
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Entries that nobody claimed; a claimed one is blanked with its person. */
const unclaimed = ({ contestIds }: Final): SQL | undefined => and(inArray(rosterEntries.contestId, contestIds), isNull(rosterEntries.accountId))

/** Contestants, accounts that never took part, and lists, of contests that are long final. */
export function ofContests({ db, write }: Postgres): Record<OfContests, Kind> {
  const gone =
    (each: (tx: Db, id: string, at: number) => Promise<void>, which: Which): Kind['apply'] =>
    async (due, limit) => {
      const final = await longFinal(db, due)
      if (final.contestIds.length === 0) return 0
      // Looked for beside the desk, which waits for those who go only.
      const found = await people(db, whoIs(db)[which](due, final), limit)
      if (found.length === 0) return 0
      return write(async (tx) => {
        await holdPeople(tx, found)
        // Whoever began something meanwhile is left alone.
        const ids = await people(tx, and(whoIs(tx)[which](due, final), inArray(contestants.id, found)), limit)
        for (const id of ids) await each(tx, id, due.now)
        return ids.length
      })
    }
  const ofFinal =
    (counted: (due: Deadlines, final: Final) => Promise<number>): Kind['count'] =>
    async (due) => {
      const final = await longFinal(db, due)
      return final.contestIds.length === 0 ? 0 : counted(due, final)
    }
  const counted = (which: Which): Kind['count'] =>
    ofFinal(async (due, final) => {
      const all = db.select({ total: count() }).from(contestants).innerJoin(accounts, eq(accounts.id, contestants.id))
      return (await first(all.where(whoIs(db)[which](due, final))))?.total ?? 0
    })
  return {
    people: {
      count: counted('tookPart'),
      apply: gone(async (tx, id, at) => {
        const { close, anonymise } = eraser(tx)
        await close(id, at)
        await anonymise(id, at, RETIRED_NAME)
      }, 'tookPart'),
    },
    unused: { count: counted('neverCame'), apply: gone((tx, id, at) => eraser(tx).remove(id, at), 'neverCame') },
    rosters: {
      count: ofFinal((_due, final) => db.$count(rosterEntries, unclaimed(final))),
      apply: (due) => write(async (tx) => (await tx.delete(rosterEntries).where(unclaimed(await longFinal(tx, due)))).rowCount ?? 0),
    },
  }
}
