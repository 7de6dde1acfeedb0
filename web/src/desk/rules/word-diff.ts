import { plainWords, tokensOf } from './picture-marks.ts'

type Change = 'same' | 'added' | 'removed'
/** A stretch of a text that stayed, came or went. */
export type Piece = { change: Change; text: string }

type Step<T> = { change: Change; item: T }
/** Beyond this many comparisons two lists are not aligned but replaced. */
const MOST_COMPARISONS = 4_000_000

/** Two lists aligned by their longest common subsequence; what went comes before what came. */
function align<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  const same = (items: readonly T[]): Step<T>[] => items.map((item) => ({ change: 'same', item }))
  const middle = alignMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end))
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))]
}

function alignMiddle<T>(before: readonly T[], after: readonly T[]): Step<T>[] {
  const gone = (items: readonly T[]): Step<T>[] => items.map((item) => ({ change: 'removed', item }))
  const come = (items: readonly T[]): Step<T>[] => items.map((item) => ({ change: 'added', item }))
  if (before.length * after.length === 0 || before.length * after.length > MOST_COMPARISONS) return [...gone(before), ...come(after)]
  const width = after.length + 1
  const common = new Uint16Array((before.length + 1) * width)
  const at = (row: number, column: number): number => common[row * width + column] ?? 0
  for (let row = before.length - 1; row >= 0; row -= 1)
    for (let column = after.length - 1; column >= 0; column -= 1)
      common[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
  const steps: Step<T>[] = []
  let row = 0
  let column = 0
  while (row < before.length && column < after.length) {
    if (before[row] === after[column]) {
      steps.push({ change: 'same', item: before[row] as T })
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) steps.push({ change: 'removed', item: before[row++] as T })
    else steps.push({ change: 'added', item: after[column++] as T })
  }
  return [...steps, ...gone(before.slice(row)), ...come(after.slice(column))]
}

/** Neighbours with the same fate as one piece; a gap between two changed words belongs to them. */
function joined(steps: readonly Step<string>[]): Piece[] {
  const pieces: Piece[] = []
  for (let from = 0; from < steps.length;) {
    const first = steps[from] as Step<string>
    if (first.change === 'same') {
      let to = from
      while (to < steps.length && steps[to]?.change === 'same') to += 1
      pieces.push({ change: 'same', text: textOf(steps.slice(from, to), 'same') })
      from = to
      continue
    }
    let to = from
    while (to < steps.length && (steps[to]?.change !== 'same' || isGapBetweenChanges(steps, to))) to += 1
    for (const change of ['removed', 'added'] as const) {
      const text = textOf(steps.slice(from, to), change, 'same')
      if (steps.slice(from, to).some((step) => step.change === change)) pieces.push({ change, text })
    }
    from = to
  }
  return pieces
}

const isGapBetweenChanges = (steps: readonly Step<string>[], at: number): boolean =>
  /^[^\S\n]+$/u.test(steps[at]?.item ?? '') && steps[at + 1] !== undefined && steps[at + 1]?.change !== 'same'

const textOf = (steps: readonly Step<string>[], ...changes: Change[]): string =>
  steps
    .filter(({ change }) => changes.includes(change))
    .map(({ item }) => (item.startsWith('![') ? plainWords(item) : item))
    .join('')

/** Which words of a text went and came. */
export function wordDiff(before: string, after: string): Piece[] {
  return joined(align(tokensOf(before), tokensOf(after)))
}

/** Lists row by row: rows that went and came at the same place are compared word by word. */
export function rowDiff(before: readonly string[], after: readonly string[]): Piece[][] {
  const rows: Piece[][] = []
  let gone: string[] = []
  let come: string[] = []
  const settle = (): void => {
    const both = Math.min(gone.length, come.length)
    for (let index = 0; index < both; index += 1) rows.push(wordDiff(gone[index] ?? '', come[index] ?? ''))
    for (const text of gone.slice(both)) rows.push([{ change: 'removed', text: plainWords(text) }])
    for (const text of come.slice(both)) rows.push([{ change: 'added', text: plainWords(text) }])
    gone = []
    come = []
  }
  for (const { change, item } of align(before, after)) {
    if (change === 'removed') gone.push(item)
    else if (change === 'added') come.push(item)
    else {
      settle()
      rows.push([{ change: 'same', text: plainWords(item) }])
    }
  }
  settle()
  return rows
}
