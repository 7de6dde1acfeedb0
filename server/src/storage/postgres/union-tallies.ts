import { eq, sql } from 'drizzle-orm'
import { takeCountingTurn } from './counting-turn.ts'
import { insertMany, texts } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'
import { unionTallies } from './schema.ts'

type Move = { unionId: string; from: readonly string[]; to: readonly string[] }
type Tally = typeof unionTallies.$inferSelect

/**
 * Totals follow unions that have other ancestors now, as if the log had been counted in the new tree; runs inside the caller's transaction.
 * Only what the moved unions themselves hold is read, so that nobody waits for a recount.
 */
export async function moveTallies(tx: Db, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await takeCountingTurn(tx)
  const held = await ownTallies(
    tx,
    moves.map(({ unionId }) => unionId),
  )
  await addTallies(tx, changesOf(moves, held))
  await tx.delete(unionTallies).where(eq(unionTallies.attempts, 0))
}

/** What unions hold on each board without those below them. */
const ownTallies = (tx: Db, unionIds: readonly string[]): Promise<Tally[]> =>
  rowsOf<Tally>(
    tx,
    sql`
    select board_id as "boardId", union_id as "unionId", count(*) as people, sum(attempts) as attempts, sum(score) as "scoreSum",
      count(*) filter (where all_correct) as "allCorrect"
    from standings
    where board_id = any(array(select distinct board_id from union_tallies)) and union_id = any(${texts(unionIds)})
    group by board_id, union_id`,
  )

/** One sum for each board and ancestor: a statement can write a row once only. */
function changesOf(moves: readonly Move[], held: readonly Tally[]): Tally[] {
  const changes = new Map<string, Tally>()
  const add = (unionId: string, { boardId, people, attempts, scoreSum, allCorrect }: Tally, sign: 1 | -1): void => {
    const key = `${boardId} ${unionId}`
    const sum = changes.get(key) ?? { boardId, unionId, people: 0, attempts: 0, scoreSum: 0, allCorrect: 0 }
    sum.people += sign * people
    sum.attempts += sign * attempts
    sum.scoreSum += sign * scoreSum
    sum.allCorrect += sign * allCorrect
    changes.set(key, sum)
  }
  const moved = new Map(moves.map((move) => [move.unionId, move]))
  for (const tally of held) {
    const { from, to } = moved.get(tally.unionId) ?? { from: [], to: [] }
    const [kept, now] = [new Set(to), new Set(from)]
    for (const ancestorId of from) if (!kept.has(ancestorId)) add(ancestorId, tally, -1)
    for (const ancestorId of to) if (!now.has(ancestorId)) add(ancestorId, tally, 1)
  }
  return [...changes.values()]
}

// Points have two decimals: rounding keeps a running sum equal to a recomputed one.
const addTallies = (tx: Db, changes: readonly Tally[]): Promise<void> =>
  insertMany(
    tx,
    unionTallies,
    changes.map((change) => ({ ...change, scoreSum: Math.round(change.scoreSum * 100) / 100 })),
    sql`on conflict (board_id, union_id) do update set
      people = union_tallies.people + excluded.people, attempts = union_tallies.attempts + excluded.attempts,
      score_sum = round((union_tallies.score_sum + excluded.score_sum) * 100) / 100,
      all_correct = union_tallies.all_correct + excluded.all_correct`,
  )
