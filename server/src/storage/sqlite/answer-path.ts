import type { AttemptHead, SavedResponse } from '../../domain/attempt.ts'
import type { SaveDone } from '../../ports/attempts.ts'
import type { Sqlite } from './open.ts'

/** The statements that every tap runs, without the mapper between: it would cost a third as much again (`npm run bench`). */
export function answerPathStatements({ client }: Pick<Sqlite, 'client'>) {
  const head = client.prepare<[id: string], AttemptHead>(
    `select id, round_id as roundId, contestant_id as contestantId, union_id as unionId, number, started_at as startedAt,
       deadline_at as deadlineAt, paused_ms as pausedMs, prediction, shape, submitted_at as submittedAt from attempts where id = ?`,
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
    save: (attemptId: string, tap: SavedResponse, savedAt: number): void => {
      save.run(attemptId, tap.position, JSON.stringify(tap.choice), tap.tappedAt, savedAt)
    },
    stands: (attemptId: string): SaveDone['stands'] => stands.all(attemptId).map((row) => ({ ...row, choice: JSON.parse(row.choice) as string[] })),
  }
}
