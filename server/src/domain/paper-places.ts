import type { BlueprintCell } from '@hoithi/shared/contracts/rules'
import { fitsCell, type BankEntry } from './paper.ts'

/** The cells of a blueprint that a question fits. */
export const cellsFor = (question: Pick<BankEntry, 'topic' | 'difficulty' | 'kind'>, blueprint: readonly BlueprintCell[]): number[] =>
  blueprint.flatMap((cell, index) => (fitsCell(cell, question) ? [index] : []))

/**
 * The cell for which each question of a paper was drawn, from the cells that each fits. Papers are shuffled after the draw and do not say it;
 * where cells overlap, questions that fit the fewest choose first.
 */
export function cellsOfPaper(fitting: readonly (readonly number[])[], blueprint: readonly BlueprintCell[]): number[] {
  // The usual case, for a million papers: no cells overlap.
  if (fitting.every(({ length }) => length === 1)) return fitting.map(([cell = 0]) => cell)
  const room = blueprint.map(({ count }) => count)
  const cells = fitting.map(() => 0)
  const choosing = fitting.map((fits, index) => ({ index, fits })).sort((a, b) => a.fits.length - b.fits.length || a.index - b.index)
  for (const { index, fits } of choosing) {
    const cell =
      fits.find((one) => (room[one] ?? 0) > 0) ??
      Math.max(
        0,
        room.findIndex((free) => free > 0),
      )
    cells[index] = cell
    room[cell] = (room[cell] ?? 0) - 1
  }
  return cells
}
