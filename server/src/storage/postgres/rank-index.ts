import { count, sql, type SQL } from 'drizzle-orm'
import type { Keys } from '../../domain/ranking.ts'
import { given, insertMany } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'
import { rankBlocks, standings } from './schema.ts'

type Place = { keys: Keys; attemptId: string }
/** Somebody came to a place of a board (1) or left it (−1). */
export type PlaceChange = Place & { boardId: string; sign: 1 | -1 }

type Row = { k1: number; k2: number; k3: number; k4: number; attemptId: string }
type Block = Row & { boardId: string; people: number }

/** Before every place. */
const START: Row = {
  k1: Number.MIN_SAFE_INTEGER,
  k2: Number.MIN_SAFE_INTEGER,
  k3: Number.MIN_SAFE_INTEGER,
  k4: Number.MIN_SAFE_INTEGER,
  attemptId: '',
}
const PLACE = sql.raw('(k1, k2, k3, k4, attempt_id)')
const ORDER = sql.raw('k1, k2, k3, k4, attempt_id')
const BLOCK = sql.raw(
  'rank_blocks.board_id as "boardId", rank_blocks.k1, rank_blocks.k2, rank_blocks.k3, rank_blocks.k4, rank_blocks.attempt_id as "attemptId", rank_blocks.people',
)
const BACKWARDS = sql.raw('k1 desc, k2 desc, k3 desc, k4 desc, attempt_id desc')
const rowOf = ({ keys: [k1, k2, k3, k4], attemptId }: Place): Row => ({ k1, k2, k3, k4, attemptId })
const asked = ({ k1, k2, k3, k4, attemptId }: Row): SQL => sql`(${k1}::bigint, ${k2}::bigint, ${k3}::bigint, ${k4}::bigint, ${attemptId}::text)`

/**
 * How many people stand before a place of a live board, and who stands at a place, without counting up to it: blocks of it are stored with how many are
 * in each, and only inside one of them anything is counted. A million people are some thousand blocks. Whoever counts entries keeps the blocks level in
 * the same transaction, so every server reads ranks that fit what it reads beside them.
 */
export function rankIndex(db: Db, size = 1_024) {
  /** Part a block that has grown too large; what it counts is what is stored now. */
  const part = async ({ boardId, people, ...low }: Block): Promise<void> => {
    await db.execute(sql`insert into rank_blocks (board_id, ${ORDER}, people)
      select ${boardId}::text, ${ORDER}, least(${size}::bigint, ${people}::bigint - n) from (
        select ${ORDER}, row_number() over (order by ${ORDER}) - 1 as n from (
          select ${ORDER} from standings where board_id = ${boardId} and ${PLACE} >= ${asked(low)} order by ${ORDER} limit ${people}
        ) as block
      ) as numbered where n > 0 and n % ${size}::bigint = 0`)
    await db.execute(sql`update rank_blocks set people = ${size} where board_id = ${boardId} and ${PLACE} = ${asked(low)}`)
  }
  const partGrown = async (blocks: readonly Block[]): Promise<void> => {
    for (const block of blocks) if (block.people > 2 * size) await part(block)
  }

  return {
    /** How many stand before a place. */
    async ahead(boardId: string, place: Place): Promise<number> {
      const here = asked(rowOf(place))
      const [row] = await rowsOf<{ ahead: number }>(
        db,
        sql`with block as materialized (
            select ${ORDER} from rank_blocks where board_id = ${boardId} and ${PLACE} <= ${here} order by ${BACKWARDS} limit 1
          )
          select (select coalesce(sum(people), 0) from rank_blocks where board_id = ${boardId} and ${PLACE} < (select ${ORDER} from block))
            + (select count(*) from (
              select 1 from standings where board_id = ${boardId} and ${PLACE} >= (select ${ORDER} from block) and ${PLACE} < ${here}
                -- No block has more: without a limit it would be prepared for a third of the board.
                order by ${ORDER} limit ${2 * size}
            ) as here) as ahead`,
      )
      return row?.ahead ?? 0
    },
    /** Who stands after so many others; null where nobody does. And how many there are in all. */
    async at(boardId: string, offset: number): Promise<{ place: Place | null; total: number }> {
      const [row] = await rowsOf<{ total: number; k1: number; k2: number; k3: number; k4: number; attemptId: string | null }>(
        db,
        sql`with blocks as materialized (
            select ${ORDER}, people, sum(people) over (order by ${ORDER}) - people as before from rank_blocks where board_id = ${boardId}
          ), block as materialized (
            select ${ORDER}, before from blocks where before <= ${offset}::bigint and ${offset}::bigint < before + people
          ), place as (
            select ${ORDER} from standings where board_id = ${boardId} and ${PLACE} >= (select ${ORDER} from block)
              order by ${ORDER} limit 1 offset (select ${offset}::bigint - before from block)
          )
          select total, k1, k2, k3, k4, attempt_id as "attemptId" from (select coalesce(sum(people), 0) as total from blocks) as counted left join place on true`,
      )
      if (row === undefined) return { place: null, total: 0 }
      const { total, k1, k2, k3, k4, attemptId } = row
      return { place: attemptId === null ? null : { keys: [k1, k2, k3, k4], attemptId }, total }
    },
    /** Keep the blocks level with who came and who left, once they have; inside the transaction that wrote it. */
    async follow(changes: readonly PlaceChange[]): Promise<void> {
      if (changes.length === 0) return
      const boardIds = [...new Set(changes.map(({ boardId }) => boardId))]
      const starts = boardIds.map((boardId) => ({ boardId, ...START, people: 0 }))
      await insertMany(db, rankBlocks, starts, sql`on conflict do nothing`)
      const moved = changes.map(({ boardId, sign, ...place }) => ({ boardId, ...rowOf(place), people: sign }))
      const grown = await rowsOf<Block>(
        db,
        sql`update rank_blocks set people = rank_blocks.people + moved.people from (
            select block.*, sum(given.people) as people from ${given(rankBlocks, moved)} cross join lateral (
              select board_id, ${ORDER} from rank_blocks where board_id = given.board_id
                and ${PLACE} <= (given.k1, given.k2, given.k3, given.k4, given.attempt_id) order by ${BACKWARDS} limit 1
            ) as block group by 1, 2, 3, 4, 5, 6
          ) as moved(id, a, b, c, d, e, people)
          where (board_id, ${ORDER}) = (moved.id, moved.a, moved.b, moved.c, moved.d, moved.e) returning ${BLOCK}`,
      )
      await partGrown(grown)
    },
    /** Make every block anew of who stands where now, in a database that was filled by other means; inside one transaction. */
    async make(): Promise<void> {
      await db.delete(rankBlocks)
      const boards = await db.select({ boardId: standings.boardId, people: count() }).from(standings).groupBy(standings.boardId)
      const starts = boards.map((board) => ({ ...board, ...START }))
      await insertMany(db, rankBlocks, starts)
      await partGrown(starts)
    },
    forget: async (): Promise<void> => void (await db.delete(rankBlocks)),
  }
}
