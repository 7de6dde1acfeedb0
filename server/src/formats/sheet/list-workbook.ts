import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import { GUIDE_SHEET } from './list-file.ts'
import { hasHeadings, tableOf, type Table, type TableColumn } from './sheet-table.ts'
import { inUnicode } from './sheet-unicode.ts'
import { sheetRows } from './xlsx-rows.ts'
import { UnreadableWorkbook, openWorkbook } from './xlsx-workbook.ts'

/** A workbook is a zip file, and those begin with "PK". */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** Fifty thousand rows take some thirty; lists are read while people answer, on the same core. */
const MAX_BYTES = 64 * 1024 * 1024

/** The list in a workbook: the first shown sheet with the headings; `line` is the row of the sheet. */
export function readListWorkbook<Field extends string>(bytes: Uint8Array, columns: readonly TableColumn<Field>[]): Table<Field> {
  try {
    return listOf(bytes, columns)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { rows: [], errors: [error.issue], warnings: [] }
    throw error
  }
}

function listOf<Field extends string>(bytes: Uint8Array, columns: readonly TableColumn<Field>[]): Table<Field> {
  const workbook = openWorkbook(bytes, MAX_BYTES)
  const shown = workbook.sheets.filter(({ hidden }) => !hidden)
  const read = inUnicode(shown.map((sheet) => ({ name: sheet.name, rows: sheetRows(workbook, sheet) })).filter(({ rows }) => rows.length > 0))
  const list = read.sheets.find(({ rows }) => hasHeadings(rows, columns)) ?? read.sheets[0]
  const table = tableOf<Field>(list?.rows ?? [], columns, 'remark')
  const others = read.sheets.filter((sheet) => sheet !== list && sheet.name !== GUIDE_SHEET).map(({ name }) => `“${name.slice(0, 40)}”`)
  return { ...table, warnings: [...read.warnings, ...passedOver(others), ...table.warnings] }
}

function passedOver(names: readonly string[]): ImportIssue[] {
  if (names.length === 0) return []
  const words = `Chỉ đọc một trang tính; không đọc ${names.slice(0, 10).join(', ')}. Nếu cần, hãy lưu trang ấy thành tệp riêng rồi nạp tiếp.`
  return [issueAt(null, null, 'list-sheets-passed-over', words)]
}
