import type { DiffField, FieldChange } from './question-diff.ts'
import type { Piece } from './word-diff.ts'

/** A field of two questions for two columns, each with its own words marked. */
export type Beside = { field: DiffField; left: Piece[][]; right: Piece[][] }

const without = (rows: readonly Piece[][], change: Piece['change']): Piece[][] =>
  rows.map((row) => row.filter((piece) => piece.change !== change)).filter((row) => row.length > 0)

/** What differs, taken apart: what was there on the left, what comes on the right; an empty side has no row. */
export function besides(change: FieldChange | Piece[][]): Pick<Beside, 'left' | 'right'> {
  if (Array.isArray(change)) return { left: without(change, 'added'), right: without(change, 'removed') }
  if (change.shows === 'text') return besides([change.pieces])
  if (change.shows === 'rows') return besides(change.rows)
  const { before, after } = change
  return {
    left: before === '' ? [] : [[{ change: 'removed', text: before }]],
    right: after === '' ? [] : [[{ change: 'added', text: after }]],
  }
}
