import { stringify } from 'csv-stringify/sync'
import type { ItemsJob } from '../../ports/exports.ts'
import { itemColumns } from './items-table.ts'

/** Item analysis as CSV (UTF-8 with mark, CRLF), for programs: figures with all their digits. */
export function itemsCsv({ items }: ItemsJob): Uint8Array {
  const rows = items.map((item) => itemColumns.map(({ value }) => value(item)))
  return Buffer.from(stringify([itemColumns.map(({ header }) => header), ...rows], { bom: true, escape_formulas: true, record_delimiter: '\r\n' }))
}
