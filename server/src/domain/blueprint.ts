import type { BlueprintCell, QuestionKind } from '@hoithi/shared/contracts/rules'
import { fitsCell } from './paper.ts'

/** How many questions that may be drawn there are of one topic, difficulty and kind. */
export type BankGroup = { topic: string; difficulty: number; kind: QuestionKind; count: number }
/** `have`: questions that fit the cell. `spare`: how many more it could take while all others are filled; below zero, how many it lacks. */
export type CellFeasibility = { have: number; spare: number }

/** A blueprint against a bank, cell by cell; feasible exactly when some choice of questions fills the whole paper. */
export function feasibility(cells: readonly BlueprintCell[], bank: readonly BankGroup[]): { cells: CellFeasibility[]; feasible: boolean } {
  const fits = cells.map((cell) => bank.flatMap((group, index) => (fitsCell(cell, group) ? [index] : [])))
  const judged = cells.map((cell, own) => {
    const flow = openFlow(fits, bank)
    cells.forEach((other, index) => {
      if (index !== own) flow.fill(index, other.count)
    })
    const have = (fits[own] ?? []).reduce((sum, group) => sum + (bank[group]?.count ?? 0), 0)
    return { have, spare: flow.fill(own, have) - cell.count }
  })
  const whole = openFlow(fits, bank)
  const filled = cells.every((cell, index) => whole.fill(index, cell.count) === cell.count)
  return { cells: judged, feasible: filled }
}

/** Questions given to cells, group by group; a cell gets one from another cell when that one finds its own elsewhere (augmenting paths). */
function openFlow(fits: readonly (readonly number[])[], bank: readonly BankGroup[]) {
  const free = bank.map(({ count }) => count)
  const given = fits.map(() => new Map<number, number>())
  const change = (cell: number, group: number, by: number): void => {
    given[cell]?.set(group, (given[cell]?.get(group) ?? 0) + by)
  }
  const takeFree = (cell: number, wanted: number): number => {
    let got = 0
    for (const group of fits[cell] ?? []) {
      const some = Math.min(free[group] ?? 0, wanted - got)
      if (some <= 0) continue
      free[group] = (free[group] ?? 0) - some
      change(cell, group, some)
      got += some
    }
    return got
  }
  const makeRoom = (cell: number, tried: Set<number>): boolean => {
    for (const group of fits[cell] ?? []) {
      if (tried.has(group)) continue
      tried.add(group)
      for (const holder of given.keys()) {
        if (holder === cell || (given[holder]?.get(group) ?? 0) === 0) continue
        if (takeFree(holder, 1) === 0 && !makeRoom(holder, tried)) continue
        change(holder, group, -1)
        change(cell, group, 1)
        return true
      }
    }
    return false
  }
  return {
    /** Give a cell up to `wanted` questions without taking any from the others' counts; returns how many it got. */
    fill(cell: number, wanted: number): number {
      let got = takeFree(cell, wanted)
      while (got < wanted && makeRoom(cell, new Set())) got += 1
      return got
    },
  }
}
