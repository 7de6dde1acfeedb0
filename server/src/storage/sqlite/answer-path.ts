import type { Attempt, AttemptHead, Outcome, SavedResponse } from '../../domain/attempt.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { NewAttempt, SaveDone } from '../../ports/attempts.ts'
import { choiceOf, outcomeOf, type OutcomeColumns } from '../attempt-rows.ts'
import type { Sqlite } from './open.ts'

type AttemptRow = AttemptHead &
  Pick<Attempt, 'contestantKind' | 'seed' | 'bankVersion'> & { paper: string } & Omit<OutcomeColumns, 'allCorrect'> & {
    allCorrect: number | null
  }

const HEAD = `id, round_id as roundId, contestant_id as contestantId, union_id as unionId, number, started_at as startedAt,
  deadline_at as deadlineAt, paused_ms as pausedMs, prediction, shape, submitted_at as submittedAt`

/** A day allows a hundred attempts at most, so the newest hundred tell whether today's are used up. */
const NEWEST = 100

type Owner = Pick<Attempt, 'roundId' | 'contestantId' | 'unionId' | 'contestantKind'>

/** The statements that every start, tap and hand-in runs, without the mapper between: it would cost a third as much again (`npm run bench`). */
export function answerPathStatements({ client }: Pick<Sqlite, 'client'>) {
  const head = client.prepare<[id: string], AttemptHead>(`select ${HEAD} from attempts where id = ?`)
  const running = client.prepare<[contestantId: string], AttemptHead>(`select ${HEAD} from attempts where contestant_id = ? and submitted_at is null`)
  const whole = client.prepare<[id: string], AttemptRow>(
    `select ${HEAD}, contestant_kind as contestantKind, seed, bank_version as bankVersion, paper, finished_by as finishedBy, score,
       max_score as maxScore, correct_count as correctCount, all_correct as allCorrect, duration_ms as durationMs, receipt from attempts where id = ?`,
  )
  const newest = client
    .prepare<[roundId: string, contestantId: string], number>(
      `select started_at from attempts where round_id = ? and contestant_id = ? order by number desc limit ${NEWEST}`,
    )
    .pluck()
  const used = client
    .prepare<[roundId: string, contestantId: string], number>('select count(*) from attempts where round_id = ? and contestant_id = ?')
    .pluck()
  const papers = client
    .prepare<[contestantId: string, contestId: string], string>(
      'select a.paper from attempts a join rounds r on r.id = a.round_id where a.contestant_id = ? and r.contest_id = ?',
    )
    .pluck()
  const insert = client.prepare(
    `insert into attempts (id, round_id, contestant_id, union_id, contestant_kind, number, seed, bank_version, paper, shape, started_at, deadline_at, extra_ms)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const finish = client.prepare(
    `update attempts set submitted_at = @submittedAt, finished_by = @finishedBy, prediction = @prediction, score = @score, max_score = @maxScore,
       correct_count = @correctCount, all_correct = @allCorrect, duration_ms = @durationMs, receipt = @receipt where id = @id and submitted_at is null`,
  )
  // The later tap wins; at the same millisecond the greater choice: the same order as laterTap in domain/attempt.ts.
  const save = client.prepare<[attemptId: string, position: number, choice: string, tappedAt: number, savedAt: number]>(
    `insert into responses (attempt_id, position, choice, tapped_at, saved_at) values (?, ?, ?, ?, ?)
     on conflict (attempt_id, position) do update set choice = excluded.choice, tapped_at = excluded.tapped_at, saved_at = excluded.saved_at
     where (excluded.tapped_at, excluded.choice) > (tapped_at, choice)`,
  )
  const stands = client.prepare<[attemptId: string], { position: number; choice: string; tappedAt: number; savedAt: number }>(
    `select position, choice, tapped_at as tappedAt, saved_at as savedAt from responses where attempt_id = ? order by position`,
  )
  return {
    head: (id: string): AttemptHead | undefined => head.get(id),
    running: (contestantId: string): AttemptHead | undefined => running.get(contestantId),
    find(id: string): Attempt | null {
      const row = whole.get(id)
      if (row === undefined) return null
      const { paper, finishedBy: _by, score: _s, maxScore: _m, correctCount: _c, allCorrect, durationMs: _d, receipt: _r, ...known } = row
      const outcome = outcomeOf({ ...row, allCorrect: allCorrect === null ? null : allCorrect === 1 })
      return { ...known, paper: JSON.parse(paper) as PaperItem[], outcome }
    },
    /** How many attempts somebody has begun in a round, and when the newest of them. */
    begun(roundId: string, contestantId: string): { attemptsUsed: number; startedAts: number[] } {
      const startedAts = newest.all(roundId, contestantId)
      return { attemptsUsed: startedAts.length < NEWEST ? startedAts.length : (used.get(roundId, contestantId) ?? 0), startedAts }
    },
    used: (roundId: string, contestantId: string): number => used.get(roundId, contestantId) ?? 0,
    papers: (contestantId: string, contestId: string): PaperItem[][] =>
      papers.all(contestantId, contestId).map((paper) => JSON.parse(paper) as PaperItem[]),
    insert({ id, number, seed, bankVersion, paper, startedAt, deadlineAt, extraMs }: NewAttempt, owner: Owner, shape: string): void {
      const { roundId, contestantId, unionId, contestantKind } = owner
      const drawn = JSON.stringify(paper)
      insert.run(id, roundId, contestantId, unionId, contestantKind, number, seed, bankVersion, drawn, shape, startedAt, deadlineAt, extraMs)
    },
    finish: (id: string, outcome: Outcome): void => void finish.run({ id, ...outcome, allCorrect: outcome.allCorrect ? 1 : 0 }),
    save: (attemptId: string, tap: SavedResponse, savedAt: number): void => {
      save.run(attemptId, tap.position, JSON.stringify(tap.choice), tap.tappedAt, savedAt)
    },
    stands: (attemptId: string): SaveDone['stands'] =>
      stands.all(attemptId).map(({ position, choice, tappedAt, savedAt }) => ({ position, choice: choiceOf(choice), tappedAt, savedAt })),
    /** The same without when each was saved. */
    responses: (attemptId: string): SavedResponse[] =>
      stands.all(attemptId).map(({ position, choice, tappedAt }) => ({ position, choice: choiceOf(choice), tappedAt })),
  }
}
