import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'
import { hasHeadings, tableOf, type Table, type TableColumn } from '../sheet/sheet-table.ts'
import { inUnicode } from '../sheet/sheet-unicode.ts'
import { sheetRows } from '../sheet/xlsx-rows.ts'
import { UnreadableWorkbook, openWorkbook } from '../sheet/xlsx-workbook.ts'

/** A workbook is a zip file, and those begin with "PK". */
export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** The union list of a workbook: the first shown sheet with the headings; `line` is the row of the sheet. */
export function readUnionWorkbook<Field extends string>(bytes: Uint8Array, columns: readonly TableColumn<Field>[]): Table<Field> {
  try {
    return listOf(bytes, columns)
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { rows: [], errors: [error.issue], warnings: [] }
    throw error
  }
}

function listOf<Field extends string>(bytes: Uint8Array, columns: readonly TableColumn<Field>[]): Table<Field> {
  const workbook = openWorkbook(bytes)
  const shown = workbook.sheets.filter(({ hidden }) => !hidden)
  const read = inUnicode(shown.map((sheet) => ({ name: sheet.name, rows: sheetRows(workbook, sheet) })).filter(({ rows }) => rows.length > 0))
  const list = read.sheets.find(({ rows }) => hasHeadings(rows, columns)) ?? read.sheets[0]
  const table = tableOf<Field>(list?.rows ?? [], columns, 'remark')
  const others = read.sheets.filter((sheet) => sheet !== list).map(({ name }) => `“${name.slice(0, 40)}”`)
  return { ...table, warnings: [...read.warnings, ...passedOver(others), ...table.warnings] }
}

function passedOver(names: readonly string[]): ImportIssue[] {
  if (names.length === 0) return []
  const listed = names.slice(0, 10).join(', ')
  return [
    issueAt(
      null,
      null,
      'union-sheets-passed-over',
      `Chỉ đọc một trang tính; không đọc ${listed}. Nếu cần, hãy lưu trang ấy thành tệp riêng rồi nạp tiếp.`,
    ),
  ]
}
