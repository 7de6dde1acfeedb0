import {
  and,
  count as countRows,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm'
import { finalSince, retentionKinds, type Deadlines, type RetentionKind } from '../../domain/retention.ts'
import { RETIRED_NAME } from '../../domain/withdrawal.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Retention } from '../../ports/retention.ts'
import { eraser } from './erasure.ts'
import { sqliteFlags } from './flags.ts'
import type { Sqlite } from './open.ts'
import { sqliteQuestionImports } from './question-imports.ts'
import {
  accounts,
  accountSessions,
  attempts,
  attemptSightings,
  contestants,
  contests,
  erasures,
  invitations,
  questionImports,
  resetCodes,
  resultRevisions,
  revokedSessions,
  rosterEntries,
  rounds,
} from './schema.ts'

type Kind = { count: (deadlines: Deadlines) => number; apply: (deadlines: Deadlines, limit: number) => Promise<number> }

/** What is over its time, counted and removed by the same conditions. */
export function sqliteRetention(sqlite: Sqlite, ids: Ids): Retention {
  const kinds: Record<RetentionKind, Kind> = { ...fleeting(sqlite, ids), ...ofContests(sqlite) }
  return {
    due: async (deadlines) => Object.fromEntries(retentionKinds.map((kind) => [kind, kinds[kind].count(deadlines)])) as Record<RetentionKind, number>,
    apply: (kind, deadlines, limit) => kinds[kind].apply(deadlines, limit),
  }
}

type Fleeting = 'hints' | 'sessions' | 'codes' | 'invitations' | 'drafts'

function fleeting(sqlite: Sqlite, ids: Ids): Record<Fleeting, Kind> {
  const { db, queue } = sqlite
  const { eraseSightings } = sqliteFlags(sqlite)
  const sealedBefore = (moment: number) =>
    db
      .select({ id: resultRevisions.roundId })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.number, 1), lt(resultRevisions.sealedAt, moment)))
  const forgotten = ({ hintsSealedBefore, unsealedBefore }: Deadlines) =>
    db
      .select({ id: rounds.id })
      .from(rounds)
      .where(or(inArray(rounds.id, sealedBefore(hintsSealedBefore)), lt(rounds.closesAt, unsealedBefore)))
  const ended = ({ now }: Deadlines): SQL => lte(accountSessions.expiresAt, now)
  const spent = ({ expiredBefore }: Deadlines): SQL => lte(resetCodes.expiresAt, expiredBefore)
  const unanswered = ({ expiredBefore }: Deadlines): SQL | undefined => and(ne(invitations.state, 'used'), lte(invitations.expiresAt, expiredBefore))
  const stale = ({ stagedBefore }: Deadlines): SQL | undefined =>
    and(eq(questionImports.state, 'staged'), lt(questionImports.createdAt, stagedBefore))
  return {
    hints: {
      count: (due) =>
        total(
          db
            .select({ total: countRows() })
            .from(attemptSightings)
            .where(inArray(attemptSightings.roundId, forgotten(due)))
            .get(),
        ),
      apply: ({ hintsSealedBefore, unsealedBefore }, limit) => eraseSightings(hintsSealedBefore, unsealedBefore, limit),
    },
    sessions: {
      count: (due) => total(db.select({ total: countRows() }).from(accountSessions).where(ended(due)).get()),
      apply: (due) =>
        queue.write(() => {
          db.delete(revokedSessions).where(lte(revokedSessions.expiresAt, due.now)).run()
          return db.delete(accountSessions).where(ended(due)).run().changes
        }),
    },
    codes: {
      count: (due) => total(db.select({ total: countRows() }).from(resetCodes).where(spent(due)).get()),
      apply: (due) => queue.write(() => db.delete(resetCodes).where(spent(due)).run().changes),
    },
    invitations: {
      count: (due) => total(db.select({ total: countRows() }).from(invitations).where(unanswered(due)).get()),
      apply: (due) => queue.write(() => db.delete(invitations).where(unanswered(due)).run().changes),
    },
    drafts: {
      count: (due) => total(db.select({ total: countRows() }).from(questionImports).where(stale(due)).get()),
      apply: ({ stagedBefore }) => sqliteQuestionImports(sqlite, ids).forgetStagedBefore(stagedBefore),
    },
  }
}

const total = (row: { total: number } | undefined): number => row?.total ?? 0

type OfContests = 'people' | 'unused' | 'rosters'

function ofContests(sqlite: Sqlite): Record<OfContests, Kind> {
  const { db, queue } = sqlite
  const { close, anonymise, remove } = eraser(sqlite)

  /** Contests that have been final for long enough. */
  const finalContests = ({ now, finalBefore }: Deadlines): string[] => {
    const sealed = db
      .select({ id: rounds.id, contestId: rounds.contestId, closesAt: rounds.closesAt, practice: rounds.practice, lastSealedAt: lastSeal })
      .from(rounds)
      .leftJoin(resultRevisions, and(eq(resultRevisions.roundId, rounds.id), eq(resultRevisions.state, 'sealed')))
      .groupBy(rounds.id)
      .all()
    return db
      .select({ id: contests.id, closesAt: contests.closesAt })
      .from(contests)
      .all()
      .flatMap(({ id, closesAt }) => {
        const since = finalSince(
          closesAt,
          sealed.filter(({ contestId }) => contestId === id),
          now,
        )
        return since !== null && since <= finalBefore ? [id] : []
      })
  }
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
        const final = finalContests(due)
        const ids = final.length === 0 ? [] : people(where(due, final), limit)
        for (const id of ids) each(id, due.now)
        return ids.length
      })
  }
  const ofFinal = (count: (due: Deadlines, final: string[]) => number): Kind['count'] => {
    return (due) => {
      const final = finalContests(due)
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
              .where(unclaimed(finalContests(due)))
              .run().changes,
        ),
    },
  }
}

const lastSeal = sql<number | null>`max(${resultRevisions.sealedAt})`
