import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { ResultRow } from '../../ports/results.ts'
import { resultColumns } from './results-table.ts'

const ROWS_AT_ONCE = 200

/**
 * A ranking as CSV (UTF-8 with mark, CRLF), rows pulled, some at a time, only as fast as the reader takes them.
 * For programs and archives: cells that a spreadsheet would run are defused with an apostrophe, but Excel drops a phone's leading zero when it
 * opens a CSV, and the only remedy is itself a formula. People get the workbook.
 */
export function resultsCsv(rows: AsyncIterable<ResultRow[]>): Readable {
  return Readable.from(csvChunks(rows), { objectMode: false })
}

async function* csvChunks(rows: AsyncIterable<ResultRow[]>): AsyncGenerator<string> {
  yield stringify([resultColumns.map(({ header }) => header)], { bom: true, record_delimiter: '\r\n' })
  for await (const some of rows)
    for (let from = 0; from < some.length; from += ROWS_AT_ONCE)
      yield csvLines(some.slice(from, from + ROWS_AT_ONCE).map((row) => resultColumns.map(({ plain }) => plain(row))))
}

function csvLines(rows: (string | number | null)[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: '\r\n', quote_record_delimiter: true })
}
