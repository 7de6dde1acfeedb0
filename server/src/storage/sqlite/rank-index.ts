import { compareRanked, type Keys } from '../../domain/ranking.ts'
import type { Sqlite } from './open.ts'

export type Place = { keys: Keys; attemptId: string }
/** Somebody came to a place of a board (1) or left it (−1). */
export type PlaceChange = Place & { boardId: string; sign: 1 | -1 }

type Block = { low: Place; count: number }
type Row = { k1: number; k2: number; k3: number; k4: number; attemptId: string }
type Board = { seq: number; blocks: Block[] }

const KEPT = 64
/** Before every place. */
const START: Place = { keys: [Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER], attemptId: '' }
const PLACE = '(k1, k2, k3, k4, attempt_id)'
const ASKED = '(?, ?, ?, ?, ?)'
const valuesOf = ({ keys, attemptId }: Place): (string | number)[] => [...keys, attemptId]

/**
 * How many people stand before a place of a live board, and who stands at a place, without counting up to it: every `size`th place is known with how
 * many follow it, and only inside one such block anything is counted. A million people are four thousand blocks. Nothing of it is on disk: it is made
 * when a board is first asked for, follows the projector's commits, and is made anew when it does not know what the board counts.
 */
export function rankIndex({ client }: Pick<Sqlite, 'client'>, size = 256) {
  const boards = new Map<string, Board>()
  const jump = client.prepare<(string | number)[], Row>(
    `select k1, k2, k3, k4, attempt_id as attemptId from standings where board_id = ? and ${PLACE} >= ${ASKED} order by k1, k2, k3, k4, attempt_id limit 1 offset ?`,
  )
  const countFrom = client.prepare<(string | number)[], { total: number }>(
    `select count(*) as total from standings where board_id = ? and ${PLACE} >= ${ASKED}`,
  )
  const countBetween = client.prepare<(string | number)[], { total: number }>(
    `select count(*) as total from standings where board_id = ? and ${PLACE} >= ${ASKED} and ${PLACE} < ${ASKED}`,
  )
  const placeAfter = (boardId: string, from: Place, steps: number): Place | null => {
    const row = jump.get(boardId, ...valuesOf(from), steps)
    return row === undefined ? null : { keys: [row.k1, row.k2, row.k3, row.k4], attemptId: row.attemptId }
  }

  function made(boardId: string): Block[] {
    const blocks: Block[] = []
    for (let low = START; ;) {
      const next = placeAfter(boardId, low, size)
      if (next === null) return [...blocks, { low, count: countFrom.get(boardId, ...valuesOf(low))?.total ?? 0 }]
      blocks.push({ low, count: size })
      low = next
    }
  }
  /** `seq`: what the stored boards count. */
  function boardOf(boardId: string, seq: number): Block[] {
    const known = boards.get(boardId)
    boards.delete(boardId)
    const board = known?.seq === seq ? known : { seq, blocks: made(boardId) }
    // The one that was asked for last stands last.
    boards.set(boardId, board)
    for (const old of [...boards.keys()].slice(0, -KEPT)) boards.delete(old)
    return board.blocks
  }
  /** A block that has grown becomes several; what it counts is what is stored now. */
  function parted(boardId: string, { low, count }: Block): Block[] {
    const next = count <= 2 * size ? null : placeAfter(boardId, low, size)
    return next === null ? [{ low, count }] : [{ low, count: size }, ...parted(boardId, { low: next, count: count - size })]
  }

  return {
    /** How many stand before a place. */
    ahead(boardId: string, seq: number, place: Place): number {
      const blocks = boardOf(boardId, seq)
      const at = blockOf(blocks, place)
      const before = blocks.slice(0, at).reduce((sum, { count }) => sum + count, 0)
      const low = blocks[at]?.low ?? START
      return before + (countBetween.get(boardId, ...valuesOf(low), ...valuesOf(place))?.total ?? 0)
    },
    /** Who stands after so many others; null where nobody does. And how many there are in all. */
    at(boardId: string, seq: number, offset: number): { place: Place | null; total: number } {
      const blocks = boardOf(boardId, seq)
      const total = blocks.reduce((sum, { count }) => sum + count, 0)
      let rest = offset
      for (const { low, count } of blocks) {
        if (rest < count) return { place: placeAfter(boardId, low, rest), total }
        rest -= count
      }
      return { place: null, total }
    },
    /** Boards that count up to `before` count up to `seq` now; what is known of others is known no more. */
    follow({ before, seq, changes }: { before: number; seq: number; changes: readonly PlaceChange[] }): void {
      for (const [boardId, board] of boards) if (board.seq !== before) boards.delete(boardId)
      for (const { boardId, sign, ...place } of changes) {
        const blocks = boards.get(boardId)?.blocks
        const block = blocks?.[blockOf(blocks, place)]
        if (block !== undefined) block.count += sign
      }
      for (const [boardId, board] of boards)
        boards.set(boardId, {
          seq,
          blocks: board.blocks.some(({ count }) => count > 2 * size) ? board.blocks.flatMap((block) => parted(boardId, block)) : board.blocks,
        })
    },
    forget: (): void => boards.clear(),
  }
}

/** The last block that begins at or before a place. */
function blockOf(blocks: readonly Block[], place: Place): number {
  let [low, high] = [0, blocks.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (compareRanked((blocks[middle] as Block).low, place) <= 0) low = middle
    else high = middle - 1
  }
  return low
}
