import type { AppealMeasure } from '@hoithi/shared/contracts/appeals'
import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Appeal } from '../../domain/appeal.ts'
import { settingsOf } from '../../domain/contest.ts'
import type { LogEntry, LogEvent } from '../../domain/log-event.ts'
import type { DisputedAttempt } from '../../ports/appeals.ts'
import { first, type Db } from './open.ts'
import { appeals, attempts, contests, keyCorrections, resultRevisions, rounds, submissionLog } from './schema.ts'

type LogRow = typeof submissionLog.$inferSelect

const toEntry = ({ seq, at, payload, prevHash, hash }: LogRow): LogEntry => ({ seq, at, event: JSON.parse(payload) as LogEvent, prevHash, hash })

/** Reads an attempt as whoever disputes it finds it, from the log and from what is configured; inside the caller's transaction. */
export function disputedReader(db: Db) {
  // The kinds written out, each in a part of its own: a look into its partial index.
  const touching = async (attemptId: string): Promise<LogEntry[]> => {
    const ofKind = (kinds: string) =>
      db
        .select()
        .from(submissionLog)
        .where(and(eq(submissionLog.attemptId, attemptId), sql.raw(kinds)))
    const rows = await unionAll(ofKind(`kind in ('void', 'restore')`), ofKind(`kind = 'regrade'`)).orderBy(asc(submissionLog.seq))
    return rows.map(toEntry)
  }
  const firstSealed = async (roundId: string): Promise<number | null> => {
    const sealed = db
      .select({ at: resultRevisions.sealedAt })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
      .orderBy(asc(resultRevisions.number))
      .limit(1)
    return (await first(sealed))?.at ?? null
  }
  const ofAttempt = async (attemptId: string): Promise<Appeal[]> =>
    (await db.select().from(appeals).where(eq(appeals.attemptId, attemptId)).orderBy(desc(appeals.filedAt), desc(appeals.id))).map(toAppeal)

  return {
    view: async (attemptId: string): Promise<DisputedAttempt | null> => {
      const row = await first(
        db
          .select({
            contestantId: attempts.contestantId,
            submittedAt: attempts.submittedAt,
            questions: sql<number>`json_array_length(${attempts.paper}::json)`,
            round: rounds,
            contest: { timeZone: contests.timeZone, settings: contests.settings },
          })
          .from(attempts)
          .innerJoin(rounds, eq(rounds.id, attempts.roundId))
          .innerJoin(contests, eq(contests.id, rounds.contestId))
          .where(eq(attempts.id, attemptId)),
      )
      if (row === undefined) return null
      const { round, contest, contestantId, questions } = row
      const events = await touching(attemptId)
      return {
        facts: {
          rules: settingsOf(contest.settings).appeals,
          timeZone: contest.timeZone,
          roundClosesAt: round.closesAt,
          firstSealedAt: await firstSealed(round.id),
          touchedAt: events.at(-1)?.at ?? null,
          voided: voidedBy(events),
        },
        finished: row.submittedAt !== null,
        practice: round.practice,
        questions,
        contestId: round.contestId,
        roundId: round.id,
        contestantId,
        appeals: await ofAttempt(attemptId),
      }
    },
    /** What was done about an attempt since a moment that an answer may name. */
    doneSince: async ({ attemptId, roundId, filedAt }: Pick<Appeal, 'attemptId' | 'roundId' | 'filedAt'>): Promise<AppealMeasure[]> => {
      const events = await touching(attemptId)
      const since = events.filter(({ at }) => at >= filedAt)
      // Each has the moment of its line in the log, where corrections are few among all that a round has.
      const corrected = await first(
        db
          .select({ id: keyCorrections.id })
          .from(keyCorrections)
          .where(and(eq(keyCorrections.roundId, roundId), gte(keyCorrections.at, filedAt)))
          .limit(1),
      )
      const late = since.some(({ event }) => event.kind === 'regrade' && event.cause === 'heldAnswers')
      const restored = since.some(({ event }) => event.kind === 'restore') && !voidedBy(events)
      return [
        ...(restored ? (['restored'] as const) : []),
        ...(corrected === undefined ? [] : (['keyCorrected'] as const)),
        ...(late ? (['lateAnswers'] as const) : []),
      ]
    },
    /** Everything that the log says of one attempt. */
    logOf: async (attemptId: string): Promise<LogEntry[]> => {
      const submissions = await db
        .select({ entry: submissionLog })
        .from(attempts)
        .innerJoin(submissionLog, eq(submissionLog.receipt, attempts.receipt))
        .where(eq(attempts.id, attemptId))
      return [...submissions.map(({ entry }) => toEntry(entry)), ...(await touching(attemptId))]
    },
  }
}

const voidedBy = (events: readonly LogEntry[]): boolean =>
  events.findLast(({ event }) => event.kind === 'void' || event.kind === 'restore')?.event.kind === 'void'

export const toAppeal = ({ searchText: _, ...appeal }: typeof appeals.$inferSelect): Appeal => appeal
