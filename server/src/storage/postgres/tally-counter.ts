import { sql } from 'drizzle-orm'
import type { Standing } from '../../domain/standing.ts'
import { texts } from './many-rows.ts'
import type { Db } from './open.ts'

type Change = { boardId: string; unionId: string; people: number; attempts: number; hundredths: number; allCorrect: number }

/**
 * Sums up what standings change in the totals of their unions and of everything above these, so that some hundred people cost one statement.
 * Runs inside the caller's transaction.
 */
export function tallyCounter() {
  const changes = new Map<string, Change>()
  const left = new Set<string>()

  return {
    count(boardId: string, { unionId, attempts, score, allCorrect }: Standing, sign: 1 | -1): void {
      const key = `${boardId} ${unionId}`
      const change = changes.get(key) ?? { boardId, unionId, people: 0, attempts: 0, hundredths: 0, allCorrect: 0 }
      change.people += sign
      change.attempts += sign * attempts
      change.hundredths += sign * Math.round(score * 100)
      change.allCorrect += allCorrect ? sign : 0
      changes.set(key, change)
    },
    /** Somebody has left a board or a union, which may leave an empty total behind. */
    leave: (boardId: string): void => void left.add(boardId),
    /** Write what was summed up. */
    async flush(db: Db): Promise<void> {
      if (changes.size > 0) await add(db, [...changes.values()])
      if (left.size > 0) await db.execute(sql`delete from union_tallies where board_id = any(${texts(left)}) and attempts = 0`)
    },
  }
}

/** What unions and everything above them gain. */
async function add(db: Db, changes: readonly Change[]): Promise<void> {
  const numbers = (of: (change: Change) => number) => sql`${sql.param(changes.map(of))}::bigint[]`
  await db.execute(sql`insert into union_tallies (board_id, union_id, people, attempts, score_sum, all_correct)
    select given.board_id, above.ancestor_id, sum(given.people), sum(given.attempts), sum(given.hundredths)::double precision / 100, sum(given.all_correct)
    from unnest(${texts(changes.map(({ boardId }) => boardId))}, ${texts(changes.map(({ unionId }) => unionId))}, ${numbers(({ people }) => people)},
      ${numbers(({ attempts }) => attempts)}, ${numbers(({ hundredths }) => hundredths)}, ${numbers(({ allCorrect }) => allCorrect)})
      as given(board_id, union_id, people, attempts, hundredths, all_correct)
    join union_ancestors as above on above.union_id = given.union_id group by given.board_id, above.ancestor_id
    on conflict (board_id, union_id) do update set people = union_tallies.people + excluded.people,
      attempts = union_tallies.attempts + excluded.attempts,
      -- Points have two decimals: rounding keeps a running sum equal to a recomputed one.
      score_sum = round((union_tallies.score_sum + excluded.score_sum) * 100) / 100,
      all_correct = union_tallies.all_correct + excluded.all_correct`)
}
