import type { BlueprintCell, QuestionKind } from '@hoithi/shared/contracts/rules'
import { accept, refuse, type Decision } from './decision.ts'
import { randomFrom, shuffled, type Random } from './random.ts'

/** What the draw knows of a question: never its key. Sorted by `code` in the bank. */
export type BankEntry = {
  versionId: string
  code: string
  kind: QuestionKind
  topic: string
  difficulty: number
  optionCount: number
  keepOrder: boolean
}

/** A pinned question: its version and the order of its options (original 0-based indices as shown). */
export type PaperItem = { versionId: string; kind: QuestionKind; order: number[] }

const fitsCell = (cell: BlueprintCell, entry: BankEntry): boolean =>
  (cell.topic === undefined || entry.topic === cell.topic) &&
  (cell.difficulty === undefined || entry.difficulty === cell.difficulty) &&
  (cell.kind === undefined || entry.kind === cell.kind)

/**
 * A paper drawn by blueprint, questions and options shuffled; the same seed, blueprint and bank give the same paper.
 * Cells may overlap: a question moves to another cell's place where that is what fills the paper (augmenting paths, H. Kuhn 1955),
 * so a draw is refused only when no choice of questions could fill the blueprint.
 */
export function drawPaper(seed: string, blueprint: BlueprintCell[], bank: readonly BankEntry[]): Decision<PaperItem[]> {
  const random = randomFrom(seed)
  const places = blueprint.flatMap((cell) => {
    const pool = bank.filter((entry) => fitsCell(cell, entry))
    return Array.from({ length: cell.count }, () => ({ cell, pool }))
  })
  const placeOf = new Map<BankEntry, number>()
  const fill = (index: number, seen: Set<BankEntry>): boolean => {
    for (const entry of inRandomOrder(places[index]?.pool ?? [], random)) {
      if (seen.has(entry)) continue
      seen.add(entry)
      const holder = placeOf.get(entry)
      if (holder !== undefined && !fill(holder, seen)) continue
      placeOf.set(entry, index)
      return true
    }
    return false
  }
  for (const [index, { cell, pool }] of places.entries()) {
    if (!fill(index, new Set())) return refuse('bank-too-small', { cell, available: pool.length })
  }
  const drawn = [...placeOf].sort(([, a], [, b]) => a - b).map(([entry]) => entry)
  return accept(shuffled(drawn, random).map((entry) => ({ versionId: entry.versionId, kind: entry.kind, order: optionOrder(entry, random) })))
}

/** Each entry once, the next one drawn only when it is asked for. */
function* inRandomOrder(pool: readonly BankEntry[], random: Random): Generator<BankEntry> {
  const left = [...pool]
  while (left.length > 0) {
    const at = random.below(left.length)
    const entry = left[at] as BankEntry
    left[at] = left[left.length - 1] as BankEntry
    left.pop()
    yield entry
  }
}

function optionOrder(entry: BankEntry, random: Random): number[] {
  const order = Array.from({ length: entry.optionCount }, (_, index) => index)
  return entry.keepOrder || entry.kind === 'trueFalse' ? order : shuffled(order, random)
}

/** Letters that the answer path needs of a paper: "s4 m5 t2". */
export function paperShape(paper: PaperItem[]): string {
  return paper.map((item) => `${item.kind[0]}${item.order.length}`).join(' ')
}

/** The original option indices behind the letters that a contestant chose. */
export function chosenOptions(item: PaperItem, choice: string[]): number[] {
  return choice.map((letter) => item.order[letter.charCodeAt(0) - 97] as number)
}
