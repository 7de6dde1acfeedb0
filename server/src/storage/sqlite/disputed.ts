import type { AppealMeasure } from '@hoithi/shared/contracts/appeals'
import { and, asc, desc, eq, gte, or, sql } from 'drizzle-orm'
import type { Appeal } from '../../domain/appeal.ts'
import { settingsOf } from '../../domain/contest.ts'
import type { LogEntry, LogEvent } from '../../domain/log-event.ts'
import type { DisputedAttempt } from '../../ports/appeals.ts'
import type { Sqlite } from './open.ts'
import { appeals, attempts, contests, resultRevisions, rounds, submissionLog } from './schema.ts'

type Touching = Pick<LogEntry, 'seq' | 'at' | 'event'>

/** Reads an attempt as whoever disputes it finds it, from the log and from what is configured. */
export function disputedReader({ db }: Pick<Sqlite, 'db'>) {
  // Written out, so that each part is one look into a partial index.
  const changes = (attemptId: string) =>
    db
      .select()
      .from(submissionLog)
      .where(and(eq(submissionLog.attemptId, attemptId), or(sql`kind in ('void', 'restore')`, sql`kind = 'regrade'`)))
      .orderBy(asc(submissionLog.seq))
      .all()
  const touching = (attemptId: string): Touching[] =>
    changes(attemptId).map(({ seq, at, payload }) => ({ seq, at, event: JSON.parse(payload) as LogEvent }))
  const firstSealed = (roundId: string): number | null =>
    db
      .select({ at: resultRevisions.sealedAt })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
      .orderBy(asc(resultRevisions.number))
      .limit(1)
      .get()?.at ?? null
  const ofAttempt = (attemptId: string): Appeal[] =>
    db.select().from(appeals).where(eq(appeals.attemptId, attemptId)).orderBy(desc(appeals.filedAt), desc(appeals.id)).all().map(toAppeal)

  return {
    view: (attemptId: string): DisputedAttempt | null => {
      const row = db
        .select({
          contestantId: attempts.contestantId,
          submittedAt: attempts.submittedAt,
          questions: sql<number>`json_array_length(${attempts.paper})`,
          round: rounds,
          contest: { timeZone: contests.timeZone, settings: contests.settings },
        })
        .from(attempts)
        .innerJoin(rounds, eq(rounds.id, attempts.roundId))
        .innerJoin(contests, eq(contests.id, rounds.contestId))
        .where(eq(attempts.id, attemptId))
        .get()
      if (row === undefined) return null
      const { round, contest, contestantId, questions } = row
      const events = touching(attemptId)
      return {
        facts: {
          rules: settingsOf(contest.settings).appeals,
          timeZone: contest.timeZone,
          roundClosesAt: round.closesAt,
          firstSealedAt: firstSealed(round.id),
          touchedAt: events.at(-1)?.at ?? null,
          voided: voidedBy(events),
        },
        finished: row.submittedAt !== null,
        practice: round.practice,
        questions,
        contestId: round.contestId,
        roundId: round.id,
        contestantId,
        appeals: ofAttempt(attemptId),
      }
    },
    /** What was done about an attempt since a moment that an answer may name. */
    doneSince: ({ attemptId, roundId, filedAt }: Pick<Appeal, 'attemptId' | 'roundId' | 'filedAt'>): AppealMeasure[] => {
      const events = touching(attemptId)
      const since = events.filter(({ at }) => at >= filedAt)
      const corrected = db
        .select({ seq: submissionLog.seq })
        .from(submissionLog)
        .where(and(eq(submissionLog.roundId, roundId), eq(submissionLog.kind, 'correction'), gte(submissionLog.at, filedAt)))
        .get()
      const late = since.some(({ event }) => event.kind === 'regrade' && event.cause === 'heldAnswers')
      const restored = since.some(({ event }) => event.kind === 'restore') && !voidedBy(events)
      return [
        ...(restored ? (['restored'] as const) : []),
        ...(corrected === undefined ? [] : (['keyCorrected'] as const)),
        ...(late ? (['lateAnswers'] as const) : []),
      ]
    },
    /** Everything that the log says of one attempt. */
    logOf: (attemptId: string): LogEntry[] => {
      const receipt = db.select({ receipt: attempts.receipt }).from(attempts).where(eq(attempts.id, attemptId)).get()?.receipt ?? null
      const submission = receipt === null ? [] : db.select().from(submissionLog).where(eq(submissionLog.receipt, receipt)).all()
      return [...submission, ...changes(attemptId)].map(({ seq, at, payload, prevHash, hash }) => ({
        seq,
        at,
        event: JSON.parse(payload) as LogEvent,
        prevHash,
        hash,
      }))
    },
  }
}

const voidedBy = (events: readonly Touching[]): boolean =>
  events.findLast(({ event }) => event.kind === 'void' || event.kind === 'restore')?.event.kind === 'void'

export const toAppeal = ({ searchText: _, ...appeal }: typeof appeals.$inferSelect): Appeal => appeal
