import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Attempt, AttemptHead, SavedResponse } from '../../domain/attempt.ts'
import { grouped } from '../../domain/grouped.ts'
import type { PaperItem } from '../../domain/paper.ts'
import { choiceOf, outcomeOf } from '../attempt-rows.ts'
import { texts } from './many-rows.ts'
import { first, rowsOf, type Db } from './open.ts'
import { oneOf } from './question-versions.ts'
import { attempts, responses, rounds } from './schema.ts'

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

/** The attempt that each of some people is in the middle of, by person. */
export async function runningOf(db: Db, contestantIds: readonly string[]): Promise<Map<string, AttemptHead>> {
  const rows = await db
    .select(headColumns)
    .from(attempts)
    .where(and(oneOf(attempts.contestantId, contestantIds), isNull(attempts.submittedAt)))
  return new Map(rows.map((row) => [row.contestantId, row]))
}

/** Whole attempts by id. */
export async function attemptsOf(db: Db, ids: readonly string[]): Promise<Map<string, Attempt>> {
  const rows = await db.select().from(attempts).where(oneOf(attempts.id, ids))
  return new Map(rows.map((row) => [row.id, attemptOf(row)]))
}

function attemptOf(row: typeof attempts.$inferSelect): Attempt {
  const { extraMs: _e, finishedBy: _b, score: _s, maxScore: _m, correctCount: _c, allCorrect: _a, durationMs: _d, receipt: _r, ...known } = row
  return { ...known, outcome: outcomeOf(row) }
}

type InRound = { roundId: string; contestantId: string }
export type Begun = { attemptsUsed: number; startedAts: number[] }

/** How many attempts each has begun in their round, and when the newest of them; as many answers, in their order. */
export async function begunOf(db: Db, asked: readonly InRound[]): Promise<Begun[]> {
  const rows = await rowsOf<{ nth: number; used: number; started: string[] }>(
    db,
    sql`
    select pair.nth,
      (select count(*) from attempts where contestant_id = pair.contestant_id and round_id = pair.round_id) as used,
      array(
        select started_at from attempts where contestant_id = pair.contestant_id and round_id = pair.round_id order by number desc limit ${NEWEST}
      )::text[] as started
    from unnest(${texts(asked.map(({ roundId }) => roundId))}, ${texts(asked.map(({ contestantId }) => contestantId))})
      with ordinality as pair(round_id, contestant_id, nth)`,
  )
  const byPlace = new Map(rows.map(({ nth, used, started }) => [nth, { attemptsUsed: used, startedAts: started.map(Number) }]))
  return asked.map((_, index) => byPlace.get(index + 1) ?? { attemptsUsed: 0, startedAts: [] })
}

type InContest = { contestId: string; contestantId: string }

/** The papers that each was given in their contest; as many answers, in their order. */
export async function papersOf(db: Db, asked: readonly InContest[]): Promise<PaperItem[][]> {
  const { contestantId, paper } = attempts
  const rows = await db
    .select({ contestantId, contestId: rounds.contestId, paper })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .where(
      and(
        oneOf(
          attempts.contestantId,
          asked.map((one) => one.contestantId),
        ),
        oneOf(rounds.contestId, [...new Set(asked.map(({ contestId }) => contestId))]),
      ),
    )
  const held = grouped(rows, (row) => `${row.contestId} ${row.contestantId}`)
  return asked.map((one) => (held.get(`${one.contestId} ${one.contestantId}`) ?? []).flatMap((row) => row.paper))
}

/** What every tap and hand-in asks. */
export function answerPathStatements(db: Db) {
  const stands = async (attemptId: string): Promise<Stand[]> => (await standsOf(db, [attemptId])).get(attemptId) ?? []
  return {
    /** Nobody else finishes or changes the attempt, nor saves an answer of it, until the transaction ends. */
    locked: (id: string): Promise<AttemptHead | undefined> => first(db.select(headColumns).from(attempts).where(eq(attempts.id, id)).for('update')),
    used: async (roundId: string, contestantId: string): Promise<number> =>
      db.$count(attempts, and(eq(attempts.roundId, roundId), eq(attempts.contestantId, contestantId))),
    stands,
    /** The same without when each was saved. */
    responses: async (attemptId: string): Promise<SavedResponse[]> =>
      (await stands(attemptId)).map(({ position, choice, tappedAt }) => ({ position, choice, tappedAt })),
  }
}
