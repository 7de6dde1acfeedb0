import { and, eq } from 'drizzle-orm'
import type { Standing } from '../../domain/standing.ts'
import type { Sqlite } from './open.ts'
import { unionTallies } from './schema.ts'
import { unlessChanged } from './table-watch.ts'

type Change = { unionId: string; people: number; attempts: number; hundredths: number; allCorrect: number }

/**
 * Sums up what standings change in the totals of their unions and of everything above these, so that some hundred people cost one statement a board.
 * Runs inside the caller's transaction.
 */
export function tallyCounter({ db, client }: Pick<Sqlite, 'db' | 'client'>) {
  const boards = new Map<string, Map<string, Change>>()
  const left = new Set<string>()
  const above = client.prepare<[unionId: string], string>('select ancestor_id from union_ancestors where union_id = ?').pluck()
  const ancestorsOf = unlessChanged(client, ['union_ancestors'], (unionId) => above.all(unionId))
  const write = client.prepare(
    `insert into union_tallies (board_id, union_id, people, attempts, score_sum, all_correct) values (?, ?, ?, ?, ?, ?)
     on conflict (board_id, union_id) do update set people = people + excluded.people, attempts = attempts + excluded.attempts,
       -- Points have two decimals: rounding keeps a running sum equal to a recomputed one.
       score_sum = round(score_sum + excluded.score_sum, 2), all_correct = all_correct + excluded.all_correct`,
  )

  /** What unions and everything above them gain, each once. */
  const withAbove = (changes: Iterable<Change>): Iterable<Change> => {
    const sums = new Map<string, Change>()
    for (const { unionId, people, attempts, hundredths, allCorrect } of changes)
      for (const ancestorId of ancestorsOf(unionId)) {
        const sum = sums.get(ancestorId) ?? { unionId: ancestorId, people: 0, attempts: 0, hundredths: 0, allCorrect: 0 }
        sum.people += people
        sum.attempts += attempts
        sum.hundredths += hundredths
        sum.allCorrect += allCorrect
        sums.set(ancestorId, sum)
      }
    return sums.values()
  }
  const add = (boardId: string, changes: Iterable<Change>): void => {
    for (const { unionId, people, attempts, hundredths, allCorrect } of withAbove(changes))
      write.run(boardId, unionId, people, attempts, hundredths / 100, allCorrect)
  }

  return {
    count(boardId: string, { unionId, attempts, score, allCorrect }: Standing, sign: 1 | -1): void {
      const changes = boards.get(boardId) ?? new Map<string, Change>()
      const change = changes.get(unionId) ?? { unionId, people: 0, attempts: 0, hundredths: 0, allCorrect: 0 }
      change.people += sign
      change.attempts += sign * attempts
      change.hundredths += sign * Math.round(score * 100)
      change.allCorrect += allCorrect ? sign : 0
      boards.set(boardId, changes.set(unionId, change))
    },
    /** Somebody has left a board or a union, which may leave an empty total behind. */
    leave: (boardId: string): void => void left.add(boardId),
    /** Write what was summed up since the last flush. */
    flush(): void {
      for (const [boardId, changes] of boards) add(boardId, changes.values())
      for (const boardId of left)
        db.delete(unionTallies)
          .where(and(eq(unionTallies.boardId, boardId), eq(unionTallies.attempts, 0)))
          .run()
      this.forget()
    },
    /** What was summed up counts no more: its transaction is undone. */
    forget(): void {
      boards.clear()
      left.clear()
    },
  }
}
