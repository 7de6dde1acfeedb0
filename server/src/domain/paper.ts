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
  promptCount: number
  keepOrder: boolean
  keepLast: readonly number[]
  /** Asked in practice rounds, and only there: tagged so, or asked in one already. */
  practice: boolean
}

/**
 * A pinned question: its version and the order of its options (original 0-based indices as shown).
 * `prompts`: how many left-hand sides a matching question has. `points`: where its blueprint cell gives others than the round.
 */
export type PaperItem = { versionId: string; kind: QuestionKind; order: number[]; prompts?: number; points?: number }

export const fitsCell = (cell: BlueprintCell, entry: Pick<BankEntry, 'topic' | 'difficulty' | 'kind'>): boolean =>
  (cell.topic === undefined || entry.topic === cell.topic) &&
  (cell.difficulty === undefined || entry.difficulty === cell.difficulty) &&
  (cell.kind === undefined || entry.kind === cell.kind)

/** The questions of a bank, for practice or for the real rounds, that fit each cell; it costs a pass over the bank and serves every draw from it. */
export function pools(blueprint: readonly BlueprintCell[], bank: readonly BankEntry[], practice = false): BankEntry[][] {
  return blueprint.map((cell) => bank.filter((entry) => entry.practice === practice && fitsCell(cell, entry)))
}

const NONE: ReadonlySet<string> = new Set()

/**
 * A paper drawn by blueprint, questions and options shuffled; the same seed, blueprint, bank and `seen` give the same paper.
 * Questions whose codes are in `seen` are taken only when the others do not fill the paper.
 * Cells may overlap: a question moves to another cell's place where that is what fills the paper (augmenting paths, H. Kuhn 1955),
 * so a draw is refused only when no choice of questions could fill the blueprint.
 */
export function drawPaper(
  seed: string,
  blueprint: readonly BlueprintCell[],
  bank: readonly BankEntry[],
  seen = NONE,
  poolOfCell = pools(blueprint, bank),
): Decision<PaperItem[]> {
  const random = randomFrom(seed)
  const places = blueprint.flatMap((cell, index) => Array.from({ length: cell.count }, () => ({ cell, pool: poolOfCell[index] ?? [] })))
  const placeOf = new Map<BankEntry, number>()
  const fill = (index: number, tried: Set<BankEntry>): boolean => {
    for (const entry of unseenFirst(places[index]?.pool ?? [], random, seen)) {
      if (tried.has(entry)) continue
      tried.add(entry)
      const holder = placeOf.get(entry)
      if (holder !== undefined && !fill(holder, tried)) continue
      placeOf.set(entry, index)
      return true
    }
    return false
  }
  for (const [index, { cell, pool }] of places.entries()) {
    if (!fill(index, new Set())) return refuse('bank-too-small', { cell, available: pool.length })
  }
  const drawn = [...placeOf].sort(([, a], [, b]) => a - b)
  return accept(shuffled(drawn, random).map(([entry, place]) => itemOf(entry, places[place]?.cell.points, random)))
}

function itemOf(entry: BankEntry, points: number | undefined, random: Random): PaperItem {
  return {
    versionId: entry.versionId,
    kind: entry.kind,
    order: optionOrder(entry, random),
    ...(entry.kind === 'matching' ? { prompts: entry.promptCount } : {}),
    ...(points === undefined ? {} : { points }),
  }
}

/** Each entry once in random order, those already seen behind all others. */
function* unseenFirst(pool: readonly BankEntry[], random: Random, seen: ReadonlySet<string>): Generator<BankEntry> {
  const later: BankEntry[] = []
  for (const entry of inRandomOrder(pool, random)) {
    if (seen.has(entry.code)) later.push(entry)
    else yield entry
  }
  yield* later
}

/** Each entry once, the next one drawn only when it is asked for; a draw of few costs the same from a large pool. */
function* inRandomOrder<T>(pool: readonly T[], random: Random): Generator<T> {
  const moved = new Map<number, T>()
  for (let left = pool.length; left > 0; left -= 1) {
    const at = random.below(left)
    yield (moved.get(at) ?? pool[at]) as T
    moved.set(at, (moved.get(left - 1) ?? pool[left - 1]) as T)
  }
}

function optionOrder(entry: BankEntry, random: Random): number[] {
  const order = Array.from({ length: entry.optionCount }, (_, index) => index)
  if (entry.kind === 'ordering') return disordered(order, random)
  if (entry.keepOrder || entry.kind === 'trueFalse') return order
  const last = order.filter((index) => entry.keepLast.includes(index))
  return [
    ...shuffled(
      order.filter((index) => !entry.keepLast.includes(index)),
      random,
    ),
    ...last,
  ]
}

/** Shuffled, but never in the right order: that would give the answer away. */
function disordered(order: number[], random: Random): number[] {
  const result = shuffled(order, random)
  return result.some((value, index) => value !== index) ? result : [...order.slice(1), ...order.slice(0, 1)]
}

/** What each kind is called in a paper's shape. */
const shapeLetters = {
  single: 's',
  multiple: 'm',
  trueFalse: 't',
  shortText: 'w',
  number: 'n',
  ordering: 'o',
  matching: 'x',
} as const satisfies Record<QuestionKind, string>

/** What the answer path needs of a paper: kind, number of options and of prompts: "s4 m5 t2 w0 o4 x5/3". */
export function paperShape(paper: PaperItem[]): string {
  return paper.map((item) => `${shapeLetters[item.kind]}${item.order.length}${item.prompts === undefined ? '' : `/${item.prompts}`}`).join(' ')
}

/** The original option indices behind the letters that a contestant chose; −1 for a prompt left open. */
export function chosenOptions(item: PaperItem, choice: string[]): number[] {
  return choice.map((letter) => (letter === '' ? -1 : (item.order[letter.charCodeAt(0) - 97] as number)))
}
