import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { fold } from '../../domain/names.ts'
import { unguardFormula } from '../formula-guard.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from '../import-issues.ts'

/**
 * A column by its stable name: how a file may head it (folded), and the heading that an error asks for.
 * A required one may be missing where the column `unless` is there; a `shared` one may hold a cell merged over several rows.
 */
export type TableColumn<Field extends string> = {
  field: Field
  heading: string
  headers: readonly string[]
  required: boolean
  unless?: Field
  shared?: boolean
}

/** What is odd about a cell: it shows a formula's error, or a date that may have been a text. */
export type CellMark = 'error' | 'date'

/** A row as a file holds it; `plain` has the numbers among its cells without their formats, `days` its dates as yyyy-MM-dd, `merged` the texts of merged cells that begin in a row above. */
export type RawRow = {
  line: number
  cells: readonly string[]
  plain?: ReadonlyMap<number, string>
  days?: ReadonlyMap<number, string>
  merged?: ReadonlyMap<number, string>
  marks?: ReadonlyMap<number, CellMark>
}

/** `cell` is what people see, `plain` the same but for numbers, which it gives without their format, `day` the same but for dates, which it gives as yyyy-MM-dd. */
export type TableRow<Field extends string> = {
  line: number
  cell: (field: Field) => string
  plain: (field: Field) => string
  day: (field: Field) => string
  mark: (field: Field) => CellMark | null
}
export type Table<Field extends string> = { rows: TableRow<Field>[]; errors: ImportIssue[]; warnings: ImportIssue[] }

/** Titles, names and dates stand above the headings of many a real list. */
export const HEADING_ROWS = 30

/** Headings that number the rows or the printed pages. */
const serial = new Set(['stt', 'so tt', 'tt', 'so thu tu', 'no', 'cau so', 'so cau', 'index'])

/**
 * Rows by field: the headings are looked for in the first thirty rows, columns stand in any order.
 * Cells right of the headings are an error in a text file (a separator inside a text) and a mere remark in a workbook.
 */
export function tableOf<Field extends string>(
  all: readonly RawRow[],
  columns: readonly TableColumn<Field>[],
  rightOfHeadings: 'error' | 'remark',
): Table<Field> {
  const place = headingRow(all, columns)
  const head = all[place]
  if (head === undefined) {
    return { rows: [], errors: [issueAt(null, null, 'file-empty', 'Tệp không có dữ liệu. Hãy chọn đúng tệp rồi thử lại.')], warnings: [] }
  }
  const fields = head.cells.map((header) => columnOf(header, columns)?.field ?? null)
  const headIssues = headerErrors(head, fields, columns)
  if (headIssues.length > 0) return { rows: [], errors: headIssues, warnings: [] }
  const body = all.slice(place + 1).filter((row) => !repeats(row, head))
  if (body.length > MAX_RECORDS) return { rows: [], errors: [tooManyRecords()], warnings: [] }
  const at = new Map(fields.map((field, index) => [field, index]))
  const shared = new Set(columns.filter((column) => column.shared === true).map(({ field }) => field))
  const width = head.cells.length
  return {
    rows: body.map((row) => rowByField(row, at, shared)),
    errors: rightOfHeadings === 'error' ? body.flatMap((row) => overflow(row, width)) : [],
    warnings: [
      ...head.cells.flatMap((header, index) => unknownColumn(head.line, header, fields[index] ?? null)),
      ...withoutHeading(body, head.cells, rightOfHeadings === 'remark'),
    ],
  }
}

function rowByField<Field extends string>(row: RawRow, at: ReadonlyMap<Field | null, number>, shared: ReadonlySet<Field>): TableRow<Field> {
  const cell = (field: Field): string => {
    const place = at.get(field) ?? -1
    const own = row.cells[place]?.trim() ?? ''
    return unguardFormula(own === '' && shared.has(field) ? (row.merged?.get(place)?.trim() ?? '') : own)
  }
  return {
    line: row.line,
    cell,
    plain: (field) => row.plain?.get(at.get(field) ?? -1) ?? cell(field),
    day: (field) => row.days?.get(at.get(field) ?? -1) ?? cell(field),
    mark: (field) => row.marks?.get(at.get(field) ?? -1) ?? null,
  }
}

/** Where the headings stand: the first row that has all the columns needed, else the one that has the most. */
function headingRow<Field extends string>(rows: readonly RawRow[], columns: readonly TableColumn<Field>[]): number {
  let best = { place: 0, known: 0 }
  for (const [place, { cells }] of rows.slice(0, HEADING_ROWS).entries()) {
    const fields = cells.map((header) => columnOf(header, columns)?.field ?? null)
    if (missingColumns(fields, columns).length === 0) return place
    const known = knownHeadings(cells, columns)
    if (known > best.known) best = { place, known }
  }
  return best.place
}

/** Whether one of the first rows has all the columns that a list needs. */
export function hasHeadings<Field extends string>(rows: readonly RawRow[], columns: readonly TableColumn<Field>[]): boolean {
  const { cells } = rows[headingRow(rows, columns)] ?? { cells: [] }
  return (
    missingColumns(
      cells.map((header) => columnOf(header, columns)?.field ?? null),
      columns,
    ).length === 0
  )
}

export function knownHeadings(cells: readonly string[], columns: readonly TableColumn<string>[]): number {
  return cells.filter((header) => columnOf(header, columns) !== null).length
}

function missingColumns<Field extends string>(fields: readonly (Field | null)[], columns: readonly TableColumn<Field>[]): TableColumn<Field>[] {
  return columns.filter(({ field, required, unless }) => required && !fields.includes(field) && !(unless !== undefined && fields.includes(unless)))
}

/** The heading again, as lists put together from several have it. */
function repeats(row: RawRow, head: RawRow): boolean {
  return row.cells.length === head.cells.length && row.cells.every((cell, index) => cell === head.cells[index])
}

/** Brackets in a header are a remark, and so is what follows a dash or a colon: "Độ khó (1–5)", "Answer 1 - max 75 characters". */
function columnOf<Field extends string>(header: string, columns: readonly TableColumn<Field>[]): TableColumn<Field> | null {
  if (header.length > 500) return null
  const plain = header.replace(/[([][^)\]]*[)\]]?/gu, ' ')
  const named = (text: string): TableColumn<Field> | null => {
    const folded = fold(text)
    return columns.find((column) => column.headers.includes(folded)) ?? null
  }
  return named(plain) ?? named(plain.split(/\s[-–—]\s|:|\n/u)[0] ?? '')
}

function headerErrors<Field extends string>(head: RawRow, fields: readonly (Field | null)[], columns: readonly TableColumn<Field>[]): ImportIssue[] {
  const missing = missingColumns(fields, columns)
  const twice = columns.filter((column) => fields.indexOf(column.field) !== fields.lastIndexOf(column.field))
  const found = head.cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .slice(0, 30)
    .map((cell) => cell.slice(0, 60))
    .join(', ')
  const headings = (some: readonly TableColumn<Field>[]) => some.map((column) => column.heading).join(', ')
  const ask = `Thiếu cột: ${headings(missing)}. Các cột tìm thấy: ${found}. Hãy thêm hoặc đổi tên cột ở dòng tiêu đề.`
  return [
    ...(missing.length > 0 ? [issueAt(head.line, null, 'columns-missing', ask)] : []),
    ...(twice.length > 0 ? [issueAt(head.line, null, 'column-twice', `Cột lặp lại: ${headings(twice)}. Hãy chỉ giữ một cột cho mỗi nội dung.`)] : []),
  ]
}

function unknownColumn(line: number, header: string, field: string | null): ImportIssue[] {
  const name = header.trim().slice(0, 60)
  return field !== null || name === '' || serial.has(fold(name))
    ? []
    : [issueAt(line, name, 'column-unknown', `Cột “${name}” không dùng đến nên được bỏ qua.`)]
}

function overflow({ line, cells }: RawRow, width: number): ImportIssue[] {
  return cells.slice(width).some((cell) => cell.trim() !== '')
    ? [
        issueAt(
          line,
          null,
          'too-many-cells',
          `Dòng có ${cells.length} ô, tiêu đề chỉ có ${width} cột. Hãy đặt nội dung có dấu ngăn cách trong ngoặc kép.`,
        ),
      ]
    : []
}

function withoutHeading(body: readonly RawRow[], head: readonly string[], beyond: boolean): ImportIssue[] {
  const unheaded = (index: number): boolean => (index < head.length ? head[index]?.trim() === '' : beyond)
  const rows = body.filter(({ cells }) => cells.some((cell, index) => cell !== '' && unheaded(index) && cell.trim() !== ''))
  const [first] = rows
  return first === undefined
    ? []
    : [
        issueAt(
          first.line,
          null,
          'cells-without-heading',
          `${rows.length} dòng có nội dung ở cột không có tiêu đề nên được bỏ qua. Hãy đặt tên cột nếu cần.`,
        ),
      ]
}
