import { Readable } from 'node:stream'
import { writeXlsx, type CellStyle, type WriteSheet } from 'hucre/xlsx'
import type { ResultRow } from '../../ports/results.ts'
import { metaRows, resultColumns, type ColumnKind, type ResultsMeta } from './results-table.ts'
import { sheetFrame, sheetRow, type SheetFrame } from './sheet-rows.ts'
import { partText, readParts, writeArchive, type PackedPart, type StreamedPart } from './zip-archive.ts'

/** Excel's limit of 1,048,576 rows, but for the heading. */
const ROWS_PER_SHEET = 1_048_575
const CHARACTERS_AT_ONCE = 64 * 1024

const formats = { text: '@', number: 'General', date: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm:ss' } satisfies Record<ColumnKind, string>
const bold = { name: 'Calibri', size: 11, bold: true } as const
const headingStyle: CellStyle = {
  font: bold,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}

/**
 * A ranking as a workbook: results on the first sheet (more when there are more rows than a sheet holds), the facts behind them on "Thông tin".
 * Memory stays flat: an empty workbook is made first, then rows are poured into its sheets as fast as the reader takes the bytes.
 * The stream fails when there are more rows than `meta.people`, for which the sheets were laid out.
 */
export function resultsXlsx(meta: ResultsMeta, rows: AsyncIterable<ResultRow> | Iterable<ResultRow>, rowsPerSheet = ROWS_PER_SHEET): Readable {
  return Readable.from(workbookBytes(meta, rows, rowsPerSheet), { objectMode: false })
}

async function* workbookBytes(meta: ResultsMeta, rows: AsyncIterable<ResultRow> | Iterable<ResultRow>, rowsPerSheet: number): AsyncGenerator<Buffer> {
  const source = (async function* () {
    yield* rows
  })()
  try {
    const sheets = Math.max(1, Math.ceil(meta.people / rowsPerSheet))
    const parts = readParts(await emptyWorkbook(meta, sheets, rowsPerSheet))
    yield* writeArchive(parts.map((part) => (resultSheetOf(part, sheets) ? poured(part, source, rowsPerSheet) : part)))
    if ((await source.next()).done !== true) throw new Error('more result rows than people')
  } finally {
    await source.return(undefined)
  }
}

function emptyWorkbook(meta: ResultsMeta, sheets: number, rowsPerSheet: number): Promise<Uint8Array> {
  const results = Array.from({ length: sheets }, (_, index): WriteSheet =>
    resultSheet(index, Math.min(rowsPerSheet, meta.people - index * rowsPerSheet)),
  )
  const facts: WriteSheet = {
    name: 'Thông tin',
    rows: metaRows(meta),
    columns: [
      { width: 30, style: { font: bold, alignment: { vertical: 'top' } } },
      { width: 100, numFmt: '@', style: { alignment: { wrapText: true } } },
    ],
  }
  return writeXlsx({
    sheets: [...results, facts],
    stringMode: 'inline',
    properties: { title: `${meta.contest} – ${meta.round}`, creator: meta.sealedBy },
  })
}

/** A sheet with its heading and one sample row, from which the rows to come take their styles. */
function resultSheet(index: number, rows: number): WriteSheet {
  const headings = resultColumns.map((_, column): [string, { style: CellStyle }] => [`0,${column}`, { style: headingStyle }])
  return {
    name: index === 0 ? 'Kết quả' : `Kết quả ${index + 1}`,
    columns: resultColumns.map(({ width, kind }) => ({ width, numFmt: formats[kind] })),
    rows: [resultColumns.map(({ header }) => header), resultColumns.map(() => 0)],
    cells: new Map(headings),
    freezePane: { rows: 1, columns: 2 },
    autoFilter: { range: `A1:${String.fromCharCode(64 + resultColumns.length)}${rows + 1}` },
  }
}

function resultSheetOf(part: PackedPart, sheets: number): boolean {
  const number = Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(part.path)?.[1])
  return number <= sheets
}

function poured(part: PackedPart, source: AsyncGenerator<ResultRow>, limit: number): StreamedPart {
  return { path: part.path, content: sheetText(sheetFrame(partText(part)), source, limit) }
}

async function* sheetText(frame: SheetFrame, source: AsyncGenerator<ResultRow>, limit: number): AsyncGenerator<string> {
  let text = frame.before
  for (let index = 0; index < limit; index += 1) {
    const row = await source.next()
    if (row.done === true) break
    text += sheetRow(
      index + 2,
      resultColumns.map(({ plain, stored = plain }) => stored(row.value)),
      frame.styles,
    )
    if (text.length < CHARACTERS_AT_ONCE) continue
    yield text
    text = ''
  }
  yield text + frame.after
}
