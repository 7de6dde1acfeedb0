import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { CsvError, parse } from 'csv-parse/sync'
import { fold } from '../domain/names.ts'
import { unguardFormula } from './formula-guard.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from './import-issues.ts'

/** A column by its stable name: how a file may head it (folded), and the heading that an error asks for. */
export type TableColumn<Field extends string> = { field: Field; heading: string; headers: readonly string[]; required: boolean }

export type TableRow<Field extends string> = { line: number; cell: (field: Field) => string }
export type Table<Field extends string> = { rows: TableRow<Field>[]; errors: ImportIssue[]; warnings: ImportIssue[] }

type RawRow = { line: number; cells: string[] }

/** A CSV text as rows by field: separator found (comma, semicolon, tab), columns in any order, every row with its real line in the file. */
export function readTable<Field extends string>(text: string, columns: readonly TableColumn<Field>[]): Table<Field> {
  const lines = withoutSeparatorLine(text.replace(/\r\n?/g, '\n'))
  const { rows, errors } = rawRows(lines, separatorOf(lines, columns))
  const [head, ...body] = rows
  if (head === undefined) {
    return { rows: [], errors: [...errors, issueAt(null, null, 'file-empty', 'Tệp không có dữ liệu. Hãy chọn đúng tệp rồi thử lại.')], warnings: [] }
  }
  const places = head.cells.map((header) => columnOf(header, columns)?.field ?? null)
  const headIssues = headerErrors(head, places, columns)
  if (headIssues.length > 0) return { rows: [], errors: headIssues, warnings: [] }
  if (body.length > MAX_RECORDS) return { rows: [], errors: [tooManyRecords()], warnings: [] }
  const at = new Map(places.map((field, index) => [field, index]))
  return {
    rows: body.map(({ line, cells }) => ({ line, cell: (field) => unguardFormula(cells[at.get(field) ?? -1]?.trim() ?? '') })),
    errors: [...errors, ...body.flatMap((row) => overflow(row, places.length))],
    warnings: head.cells.flatMap((header, index) => unknownColumn(head.line, header, places[index] ?? null)),
  }
}

/** Excel may put "sep=;" first: an empty line keeps the numbers of the lines after it. */
function withoutSeparatorLine(text: string): string {
  return text.replace(/^\uFEFF?(?:sep=[,;\t](?=\n|$))?/i, '')
}

function separatorOf(text: string, columns: readonly TableColumn<string>[]): string {
  const known = (delimiter: string) =>
    (rawRows(text, delimiter, 1).rows[0]?.cells ?? []).filter((header) => columnOf(header, columns) !== null).length
  const [best] = [',', ';', '\t'].map((delimiter) => ({ delimiter, known: known(delimiter) })).sort((a, b) => b.known - a.known)
  return best?.delimiter ?? ','
}

function rawRows(text: string, delimiter: string, to = MAX_RECORDS + 2): { rows: RawRow[]; errors: ImportIssue[] } {
  const rows: RawRow[] = []
  let lastLine = 0
  const keep = (cells: string[], context: { lines: number }): null => {
    lastLine = context.lines
    const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: context.lines - breaks, cells })
    return null
  }
  try {
    parse(text, {
      delimiter,
      to,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
      on_record: keep,
    })
    return { rows, errors: [] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, errors: [unreadable(text, lastLine, error)] }
  }
}

/** The reader names the line where it gave up; people need the one where the trouble began: the first line after the last whole row. */
function unreadable(text: string, lastLine: number, error: CsvError): ImportIssue {
  const following = text.split('\n').slice(lastLine)
  const line =
    lastLine +
    1 +
    Math.max(
      0,
      following.findIndex((content) => content.trim() !== ''),
    )
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? issueAt(line, null, 'quote-not-closed', 'Dấu ngoặc kép mở ở dòng này không được đóng. Hãy thêm dấu ngoặc kép đóng.')
    : issueAt(line, null, 'row-unreadable', 'Không đọc được dòng này. Hãy kiểm tra dấu ngoặc kép và dấu ngăn cách rồi lưu lại tệp dạng “CSV UTF-8”.')
}

/** Brackets in a header are a remark: "Độ khó (1–5)". */
function columnOf<Field extends string>(header: string, columns: readonly TableColumn<Field>[]): TableColumn<Field> | null {
  const folded = fold(header.replace(/[([].*$/u, ''))
  return columns.find((column) => column.headers.includes(folded)) ?? null
}

function headerErrors<Field extends string>(head: RawRow, places: readonly (Field | null)[], columns: readonly TableColumn<Field>[]): ImportIssue[] {
  const missing = columns.filter((column) => column.required && !places.includes(column.field))
  const twice = columns.filter((column) => places.indexOf(column.field) !== places.lastIndexOf(column.field))
  const found = head.cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .slice(0, 30)
    .map((cell) => cell.slice(0, 60))
    .join(', ')
  const headings = (some: readonly TableColumn<Field>[]) => some.map((column) => column.heading).join(', ')
  return [
    ...(missing.length > 0
      ? [
          issueAt(
            head.line,
            null,
            'columns-missing',
            `Thiếu cột: ${headings(missing)}. Các cột tìm thấy: ${found}. Hãy thêm hoặc đổi tên cột ở dòng tiêu đề.`,
          ),
        ]
      : []),
    ...(twice.length > 0 ? [issueAt(head.line, null, 'column-twice', `Cột lặp lại: ${headings(twice)}. Hãy chỉ giữ một cột cho mỗi nội dung.`)] : []),
  ]
}

function overflow(row: RawRow, width: number): ImportIssue[] {
  return row.cells.slice(width).some((cell) => cell.trim() !== '')
    ? [
        issueAt(
          row.line,
          null,
          'too-many-cells',
          `Dòng có ${row.cells.length} ô, tiêu đề chỉ có ${width} cột. Hãy đặt nội dung có dấu ngăn cách trong ngoặc kép.`,
        ),
      ]
    : []
}

function unknownColumn(line: number, header: string, field: string | null): ImportIssue[] {
  const name = header.trim()
  return field !== null || name === ''
    ? []
    : [issueAt(line, name.slice(0, 60), 'column-unknown', `Cột “${name.slice(0, 60)}” không dùng đến nên được bỏ qua.`)]
}
