import { dayOf, shownNumber } from './cell-format.ts'
import { MAX_RECORDS } from '../import-issues.ts'
import type { CellMark, RawRow } from './sheet-table.ts'
import { MAX_CHARACTERS, UnreadableWorkbook, tooLarge, unescaped, type SheetPart, type Workbook } from './xlsx-workbook.ts'
import { attribute, type XmlEvents } from './xml-scan.ts'

const MAX_COLUMNS = 256
const ENOUGH_ROWS = MAX_RECORDS + 1_000
const MAX_MERGES = 5_000
const MAX_MERGED_CELLS = 200_000

type Cell = { column: number; type: string; style: number; value: string; inline: string; isFormula: boolean }
type Area = { top: number; bottom: number; column: number }

type Row = { line: number; cells: string[]; plain: Map<number, string>; days: Map<number, string>; marks: Map<number, CellMark> }

/** The filled rows of a sheet with every cell as it is shown; a cell merged over several rows is told to each of them. */
export function sheetRows(workbook: Workbook, sheet: SheetPart): RawRow[] {
  const rows: RawRow[] = []
  const merges: Area[] = []
  workbook.open(sheet.path, rowEvents(workbook, rows, merges))
  return withMerged(rows, merges)
}

/** Where the reading of a sheet stands; `next` is the column of a cell that does not name its own. */
type Place = {
  workbook: Workbook
  rows: RawRow[]
  merges: Area[]
  row: Row | null
  line: number
  cell: Cell | null
  reading: 'value' | 'inline' | null
  next: number
  characters: number
}

function rowEvents(workbook: Workbook, rows: RawRow[], merges: Area[]): XmlEvents {
  const place: Place = { workbook, rows, merges, row: null, line: 0, cell: null, reading: null, next: 0, characters: 0 }
  return {
    open: (name, attributes) => opened(place, name, attributes),
    text: (text) => {
      if (place.cell !== null && place.reading !== null) place.cell[place.reading] += text
    },
    close: (name) => closed(place, name),
  }
}

function opened(place: Place, name: string, attributes: string): void {
  const { row, cell, merges } = place
  if (name === 'row') {
    place.line = wholeNumber(attribute(attributes, 'r')) ?? place.line + 1
    place.row = { line: place.line, cells: [], plain: new Map(), days: new Map(), marks: new Map() }
    place.next = 0
  } else if (name === 'c' && row !== null) {
    place.cell = startedCell(attributes, place.next)
    place.next = place.cell.column + 1
  } else if (name === 'v') place.reading = 'value'
  else if (name === 't') place.reading = 'inline'
  else if (name === 'f' && cell !== null) cell.isFormula = true
  else if (name === 'mergeCell' && merges.length < MAX_MERGES) merges.push(...areas(attribute(attributes, 'ref') ?? ''))
}

function closed(place: Place, name: string): void {
  const { row, cell, rows, workbook } = place
  if (name === 'v' || name === 't') place.reading = null
  else if (name === 'c' && cell !== null && row !== null) {
    place.characters += cell.column < MAX_COLUMNS ? put(cell, row, workbook) : 0
    place.cell = null
    if (place.characters > MAX_CHARACTERS) throw new UnreadableWorkbook(tooLarge)
  } else if (name === 'row' && row !== null) {
    if (row.cells.length > 0 && rows.length < ENOUGH_ROWS) rows.push(row)
    place.row = null
  }
}

function startedCell(attributes: string, next: number): Cell {
  const column = columnOf(attribute(attributes, 'r') ?? '') ?? next
  const type = attributes.includes('t=') ? (attribute(attributes, 't') ?? 'n') : 'n'
  return { column, type, style: Number(attribute(attributes, 's') ?? '0'), value: '', inline: '', isFormula: false }
}

/** Puts a cell into its row, and gives how many characters it has. */
function put(cell: Cell, { cells, plain, days, marks }: Row, workbook: Workbook): number {
  const number = numberOf(cell, workbook)
  const text = number?.text ?? textOf(cell, workbook)
  if (number !== null && number.plain !== number.text) plain.set(cell.column, number.plain)
  if (number?.isDate === true) {
    marks.set(cell.column, 'date')
    const day = dayOf(Number(cell.value), workbook.is1904)
    if (day !== null) days.set(cell.column, day)
  }
  if (cell.type === 'e' || (cell.isFormula && cell.value === '' && cell.type === 'n')) marks.set(cell.column, 'error')
  if (text.trim() === '') return 0
  while (cells.length < cell.column) cells.push('')
  cells[cell.column] = text
  return text.length
}

function numberOf({ type, value, style }: Cell, workbook: Workbook): ReturnType<typeof shownNumber> | null {
  const amount = Number(value)
  if (type !== 'n' || value.trim() === '' || !Number.isFinite(amount)) return null
  return shownNumber(amount, workbook.formats[style] ?? '', workbook.is1904)
}

function textOf({ type, value, inline }: Cell, { strings }: Workbook): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'inlineStr') return unescaped(inline)
  if (type === 'b') return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
  if (type === 'd') return value.replace(/^(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?Z?)?$/, '$3/$2/$1')
  return unescaped(value)
}

const wholeNumber = (text: string | null): number | null => (text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null)

/** The column of a cell's name, 0-based: "C5" is 2. */
function columnOf(name: string): number | null {
  let column = 0
  for (let at = 0; at < name.length && at < 4; at += 1) {
    const letter = name.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column === 0 ? null : column - 1
}

/** A merged area of several rows; its text is in the first column of it. */
function areas(ref: string): Area[] {
  const [, first = '', last = ''] = /^(\w+):(\w+)$/.exec(ref) ?? []
  const column = columnOf(first)
  const top = Number(/\d+$/.exec(first)?.[0])
  const bottom = Number(/\d+$/.exec(last)?.[0])
  return column !== null && column < MAX_COLUMNS && bottom > top ? [{ top, bottom, column }] : []
}

/** Rows with the texts of the merged cells that reach down to them. */
function withMerged(rows: RawRow[], merges: readonly Area[]): RawRow[] {
  const byLine = new Map(rows.map((row) => [row.line, row]))
  const merged = new Map<number, Map<number, string>>()
  let left = MAX_MERGED_CELLS
  for (const { top, bottom, column } of merges) {
    const text = byLine.get(top)?.cells[column] ?? ''
    if (text === '') continue
    for (let line = top + 1; line <= bottom && left > 0; line += 1, left -= 1) {
      if (byLine.has(line)) merged.set(line, (merged.get(line) ?? new Map<number, string>()).set(column, text))
    }
  }
  return rows.map((row) => {
    const above = merged.get(row.line)
    return above === undefined ? row : { ...row, merged: above }
  })
}
