import { readTable } from '../csv-table.ts'
import { decodeText, encodingWarnings } from '../encodings/decode-text.ts'
import { isZip, readListWorkbook } from './list-workbook.ts'
import type { Table, TableColumn } from './sheet-table.ts'

/** The rows of a list, from a workbook or from text in any encoding that is known. */
export function readListTable<Field extends string>(bytes: Uint8Array, columns: readonly TableColumn<Field>[]): Table<Field> {
  if (isZip(bytes)) return readListWorkbook<Field>(bytes, columns)
  const decoded = decodeText(bytes)
  if (!decoded.ok) return { rows: [], errors: [decoded.issue], warnings: [] }
  const table = readTable<Field>(decoded.text, columns)
  return { ...table, warnings: [...encodingWarnings(decoded.encoding), ...table.warnings] }
}
