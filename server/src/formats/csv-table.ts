import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { CsvError, parse } from 'csv-parse/sync'
import { MAX_RECORDS, issueAt } from './import-issues.ts'
import { HEADING_ROWS, knownHeadings, tableOf, type RawRow, type Table, type TableColumn } from './sheet/sheet-table.ts'

export type { Table, TableColumn, TableRow } from './sheet/sheet-table.ts'

/** A CSV text as rows by field: separator found (comma, semicolon, tab), columns in any order, every row with its real line in the file. */
export function readTable<Field extends string>(text: string, columns: readonly TableColumn<Field>[]): Table<Field> {
  const lines = withoutSeparatorLine(text.replace(/\r\n?/g, '\n'))
  const { rows, errors } = rawRows(lines, separatorOf(lines, columns))
  const table = tableOf(rows, columns, 'error')
  return { ...table, errors: [...errors, ...table.errors] }
}

/** Excel may put "sep=;" first: an empty line keeps the numbers of the lines after it. */
function withoutSeparatorLine(text: string): string {
  return text.replace(/^\uFEFF?(?:sep=[,;\t](?=\n|$))?/i, '')
}

function separatorOf(text: string, columns: readonly TableColumn<string>[]): string {
  const known = (delimiter: string) => Math.max(0, ...rawRows(text, delimiter, HEADING_ROWS).rows.map(({ cells }) => knownHeadings(cells, columns)))
  const [best] = [',', ';', '\t'].map((delimiter) => ({ delimiter, known: known(delimiter) })).sort((a, b) => b.known - a.known)
  return best?.delimiter ?? ','
}

/** How often reading begins anew after a line that could not be read. */
const MAX_RESTARTS = 20

type RawRows = { rows: RawRow[]; errors: ImportIssue[] }

/** Rows with their lines; after a row that cannot be read the next line begins a new one. */
function rawRows(text: string, delimiter: string, to = MAX_RECORDS + HEADING_ROWS + 2): RawRows {
  const rows: RawRow[] = []
  const errors: ImportIssue[] = []
  let rest = text
  let skipped = 0
  for (let starts = 0; starts <= MAX_RESTARTS && rows.length < to; starts += 1) {
    const read = rowsUntilFault(rest, delimiter, to - rows.length)
    for (const { line, cells } of read.rows) rows.push({ line: line + skipped, cells })
    if (read.fault === null) return { rows, errors }
    errors.push(unreadable(read.fault.line + skipped, read.fault.error))
    rest = afterLines(rest, read.fault.line)
    skipped += read.fault.line
  }
  return { rows, errors }
}

function rowsUntilFault(text: string, delimiter: string, to: number): { rows: RawRow[]; fault: { line: number; error: CsvError } | null } {
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
    return { rows, fault: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, fault: { line: troubledLine(text, lastLine), error } }
  }
}

/** The reader names the line where it gave up; people need the one where the trouble began: the first line after the last whole row. */
function troubledLine(text: string, lastLine: number): number {
  const blank = /^(?:[^\S\n]*\n)*/.exec(afterLines(text, lastLine))?.[0] ?? ''
  return lastLine + blank.split('\n').length
}

function afterLines(text: string, lines: number): string {
  let at = 0
  for (let line = 0; line < lines && at !== -1; line += 1) at = text.indexOf('\n', at) + 1 || -1
  return at === -1 ? '' : text.slice(at)
}

function unreadable(line: number, error: CsvError): ImportIssue {
  return error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? issueAt(line, null, 'quote-not-closed', 'Dấu ngoặc kép mở ở dòng này không được đóng. Hãy thêm dấu ngoặc kép đóng.')
    : issueAt(line, null, 'row-unreadable', 'Không đọc được dòng này. Hãy kiểm tra dấu ngoặc kép và dấu ngăn cách rồi lưu lại tệp dạng “CSV UTF-8”.')
}
