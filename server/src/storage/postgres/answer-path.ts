import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Attempt, AttemptHead, SavedResponse } from '../../domain/attempt.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { NewAttempt } from '../../ports/attempts.ts'
import { choiceOf, outcomeOf } from '../attempt-rows.ts'
import { first, rowsOf, type Db } from './open.ts'
import { attempts, responses } from './schema.ts'

export const headColumns = {
  id: attempts.id,
  roundId: attempts.roundId,
  contestantId: attempts.contestantId,
  unionId: attempts.unionId,
  number: attempts.number,
  startedAt: attempts.startedAt,
  deadlineAt: attempts.deadlineAt,
  pausedMs: attempts.pausedMs,
  prediction: attempts.prediction,
  shape: attempts.shape,
  submittedAt: attempts.submittedAt,
}

/** A day allows a hundred attempts at most, so the newest hundred tell whether today's are used up. */
const NEWEST = 100

type Owner = Pick<Attempt, 'roundId' | 'contestantId' | 'unionId' | 'contestantKind'>
type Stand = SavedResponse & { savedAt: number }

/** Answers of some attempts as they stand, by attempt. */
export async function standsOf(db: Db, attemptIds: readonly string[]): Promise<Map<string, Stand[]>> {
  const found = new Map<string, Stand[]>(attemptIds.map((id) => [id, []]))
  const rows = await db
    .select()
    .from(responses)
    .where(sql`${responses.attemptId} = any(${sql.param(attemptIds)}::text[])`)
    .orderBy(asc(responses.attemptId), asc(responses.position))
  for (const { attemptId, choice, ...stand } of rows) found.get(attemptId)?.push({ ...stand, choice: choiceOf(choice) })
  return found
}

/** What every start, tap and hand-in asks and writes. */
export function answerPathStatements(db: Db) {
  const stands = async (attemptId: string): Promise<Stand[]> => (await standsOf(db, [attemptId])).get(attemptId) ?? []
  return {
    head: (id: string): Promise<AttemptHead | undefined> => first(db.select(headColumns).from(attempts).where(eq(attempts.id, id))),
    /** Nobody else finishes or changes the attempt, nor saves an answer of it, until the transaction ends. */
    locked: (id: string): Promise<AttemptHead | undefined> => first(db.select(headColumns).from(attempts).where(eq(attempts.id, id)).for('update')),
    running: (contestantId: string): Promise<AttemptHead | undefined> =>
      first(
        db
          .select(headColumns)
          .from(attempts)
          .where(and(eq(attempts.contestantId, contestantId), isNull(attempts.submittedAt))),
      ),
    async find(id: string): Promise<Attempt | null> {
      const row = await first(db.select().from(attempts).where(eq(attempts.id, id)))
      if (row === undefined) return null
      const {
        extraMs: _extra,
        finishedBy: _by,
        score: _s,
        maxScore: _m,
        correctCount: _c,
        allCorrect: _a,
        durationMs: _d,
        receipt: _r,
        ...known
      } = row
      return { ...known, outcome: outcomeOf(row) }
    },
    /** How many attempts somebody has begun in a round, and when the newest of them. */
    async begun(roundId: string, contestantId: string): Promise<{ attemptsUsed: number; startedAts: number[] }> {
      const [found] = await rowsOf<{ used: number; started: string[] }>(
        db,
        sql`
        select (select count(*) from attempts where round_id = ${roundId}::text and contestant_id = ${contestantId}::text) as used,
          array(
            select started_at from attempts where round_id = ${roundId}::text and contestant_id = ${contestantId}::text
            order by number desc limit ${NEWEST}
          )::text[] as started`,
      )
      return { attemptsUsed: found?.used ?? 0, startedAts: (found?.started ?? []).map(Number) }
    },
    used: async (roundId: string, contestantId: string): Promise<number> =>
      db.$count(attempts, and(eq(attempts.roundId, roundId), eq(attempts.contestantId, contestantId))),
    async papers(contestantId: string, contestId: string): Promise<PaperItem[][]> {
      const rows = await db
        .select({ paper: attempts.paper })
        .from(attempts)
        .where(and(eq(attempts.contestantId, contestantId), sql`${attempts.roundId} in (select id from rounds where contest_id = ${contestId})`))
      return rows.map(({ paper }) => paper)
    },
    async insert(attempt: NewAttempt, owner: Owner, shape: string): Promise<void> {
      await db.insert(attempts).values({ ...attempt, ...owner, shape })
    },
    stands,
    /** The same without when each was saved. */
    responses: async (attemptId: string): Promise<SavedResponse[]> =>
      (await stands(attemptId)).map(({ position, choice, tappedAt }) => ({ position, choice, tappedAt })),
  }
}
