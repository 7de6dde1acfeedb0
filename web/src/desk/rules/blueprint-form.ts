import type { Call, Reply } from '../../lib/api.ts'

export type BlueprintReply = Reply<'getBlueprint'>
export type Cell = Call<'checkBlueprint'>['body']['cells'][number]
type Kind = BlueprintReply['bank'][number]['kind']

/** A row as it is being typed; "" stands for "any" and for the round's points. */
export type CellRow = { key: number; count: string; topic: string; difficulty: string; kind: Kind | ''; points: string }

export type CellFault = { number: number; field: 'count' | 'points' }

export function rowOf(cell: Cell, key: number): CellRow {
  return {
    key,
    count: String(cell.count),
    topic: cell.topic ?? '',
    difficulty: cell.difficulty === undefined ? '' : String(cell.difficulty),
    kind: cell.kind ?? '',
    points: cell.points === undefined ? '' : String(cell.points).replace('.', ','),
  }
}

/** The cells that typed rows mean, and what is wrong with them; the rows are numbered from 1. */
export function cellsOf(rows: readonly CellRow[]): { cells: Cell[]; faults: CellFault[] } {
  const faults: CellFault[] = []
  const cells = rows.map((row, index): Cell => {
    const count = /^\d{1,3}$/.test(row.count.trim()) ? Number(row.count) : 0
    if (count < 1 || count > 200) faults.push({ number: index + 1, field: 'count' })
    const points = row.points.trim().replace(',', '.')
    const given = points !== ''
    if (given && !(/^\d{1,4}(?:\.\d{1,2})?$/.test(points) && Number(points) > 0 && Number(points) <= 1_000))
      faults.push({ number: index + 1, field: 'points' })
    return {
      count,
      ...(row.topic === '' ? {} : { topic: row.topic }),
      ...(row.difficulty === '' ? {} : { difficulty: Number(row.difficulty) }),
      ...(row.kind === '' ? {} : { kind: row.kind }),
      ...(given ? { points: Number(points) } : {}),
    }
  })
  return { cells, faults }
}

export type BankCell = { ready: number; waiting: number }
export type BankLine = { topic: string; levels: BankCell[]; total: BankCell }

const LEVELS = [1, 2, 3, 4, 5] as const

/** What the bank holds, a line for each topic with its five difficulties, of one kind or of all. */
export function bankTable(bank: BlueprintReply['bank'], kind: Kind | ''): BankLine[] {
  const shown = bank.filter((row) => kind === '' || row.kind === kind)
  const sum = (rows: BlueprintReply['bank']): BankCell => ({
    ready: rows.reduce((total, { ready }) => total + ready, 0),
    waiting: rows.reduce((total, { waiting }) => total + waiting, 0),
  })
  return [...new Set(shown.map(({ topic }) => topic))].map((topic) => {
    const own = shown.filter((row) => row.topic === topic)
    return { topic, levels: LEVELS.map((level) => sum(own.filter(({ difficulty }) => difficulty === level))), total: sum(own) }
  })
}
