import { Readable } from 'node:stream'
import { writeXlsx, type CellStyle, type WriteSheet } from 'hucre/xlsx'
import type { ColumnKind } from './results-table.ts'
import { sheetFrame, sheetRow, type SheetFrame } from './sheet-rows.ts'
import { partText, readParts, writeArchive, type PackedPart, type StreamedPart } from './zip-archive.ts'

/** Excel's limit of 1,048,576 rows, but for the heading. */
const ROWS_PER_SHEET = 1_048_575
const CHARACTERS_AT_ONCE = 64 * 1024

export type Cell = string | number | null
export type SheetColumn = { header: string; kind: ColumnKind; width: number; wrapped?: boolean }
/**
 * One table of a workbook; its rows are asked for only when the sheets before it are written, those that have to be waited for some at a time.
 * `length`: how many rows it will have, where that is known.
 */
export type Sheet = {
  name: string
  columns: readonly SheetColumn[]
  rows: () => Iterable<Cell[]> | AsyncIterable<Cell[][]>
  length?: number
  fixedColumns?: number
}
export type About = { title: string; creator: string; /** Epoch ms. */ at: number }

const formats = { text: '@', number: 'General', date: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm:ss' } satisfies Record<ColumnKind, string>
const headingStyle: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}

/**
 * Tables as a workbook; one with more rows than a sheet holds goes on on the next. Memory stays flat: an empty workbook is made first, then rows
 * are poured into its sheets as fast as the reader takes the bytes. The same tables give the same bytes. The stream fails when a table has more
 * rows than it said.
 */
export function workbook(about: About, sheets: readonly Sheet[], rowsPerSheet = ROWS_PER_SHEET): Readable {
  return Readable.from(workbookBytes(about, sheets, rowsPerSheet), { objectMode: false })
}

type Row = IteratorResult<Cell[], undefined>
/** Rows in their turn, for as many sheets as they fill. */
type Source = { next: () => Row | Promise<Row>; leave: () => Promise<void> }
type Part = { sheet: Sheet; name: string; length: number | null; source: Source; last: boolean }

async function* workbookBytes(about: About, sheets: readonly Sheet[], rowsPerSheet: number): AsyncGenerator<Buffer> {
  const parts = sheets.flatMap((sheet) => partsOf(sheet, rowsPerSheet))
  try {
    const packed = readParts(await emptyWorkbook(about, parts))
    yield* writeArchive(
      packed.map((part) => {
        const own = parts[Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(part.path)?.[1]) - 1]
        return own === undefined ? part : poured(part, own, own.length === null ? ROWS_PER_SHEET : rowsPerSheet)
      }),
    )
  } finally {
    for (const { source } of parts) await source.leave()
  }
}

function partsOf(sheet: Sheet, rowsPerSheet: number): Part[] {
  const { length, rows } = sheet
  const source = rowsInTurn(rows)
  const count = length === undefined ? 1 : Math.max(1, Math.ceil(length / rowsPerSheet))
  return Array.from({ length: count }, (_, index) => ({
    sheet,
    name: index === 0 ? sheet.name : `${sheet.name} ${index + 1}`,
    length: length === undefined ? null : Math.min(rowsPerSheet, length - index * rowsPerSheet),
    source,
    last: index === count - 1,
  }))
}

/** Rows that are asked for only when the first of them is wanted; one that is there is given at once. */
function rowsInTurn(rows: Sheet['rows']): Source {
  const pieces = piecesOf(rows)
  let some: Iterator<Cell[], unknown> = [].values()
  const next = (): Row | Promise<Row> => {
    const row = some.next()
    return row.done === true ? more() : row
  }
  const more = async (): Promise<Row> => {
    const piece = await pieces.next()
    if (piece.done === true) return { done: true, value: undefined }
    some = piece.value[Symbol.iterator]()
    return next()
  }
  return {
    next,
    async leave() {
      some.return?.()
      await pieces.return(undefined)
    },
  }
}

async function* piecesOf(rows: Sheet['rows']): AsyncGenerator<Iterable<Cell[]>, undefined> {
  const given = rows()
  if (Symbol.asyncIterator in given) yield* given
  else yield given
}

/** Every sheet with its heading and one sample row, from which the rows to come take their styles. */
function emptyWorkbook({ title, creator, at }: About, parts: readonly Part[]): Promise<Uint8Array> {
  const sheets = parts.map(({ sheet: { columns, fixedColumns = 0 }, name, length }): WriteSheet => ({
    name,
    columns: columns.map(({ width, kind, wrapped }) => ({
      width,
      numFmt: formats[kind],
      ...(wrapped === true ? { style: { alignment: { wrapText: true, vertical: 'top' } } } : {}),
    })),
    rows: [columns.map(({ header }) => header), columns.map(() => 0)],
    cells: new Map(columns.map((_, column): [string, { style: CellStyle }] => [`0,${column}`, { style: headingStyle }])),
    freezePane: { rows: 1, columns: fixedColumns },
    ...(length === null || length === 0 ? {} : { autoFilter: { range: `A1:${columnName(columns.length)}${length + 1}` } }),
  }))
  return writeXlsx({ sheets, stringMode: 'inline', properties: { title, creator, created: new Date(at), modified: new Date(at) } })
}

const columnName = (count: number): string => String.fromCharCode(64 + count)

function poured(part: PackedPart, own: Part, limit: number): StreamedPart {
  return { path: part.path, content: sheetText(sheetFrame(partText(part)), own, limit) }
}

async function* sheetText(frame: SheetFrame, { source, last, sheet }: Part, limit: number): AsyncGenerator<string> {
  let text = frame.before
  for (let index = 0; index < limit; index += 1) {
    const found = source.next()
    // A row that is there is not waited for: of a million rows the waits would cost as much as their reading.
    const row = found instanceof Promise ? await found : found
    if (row.done === true) break
    text += sheetRow(index + 2, row.value, frame.styles)
    if (text.length < CHARACTERS_AT_ONCE) continue
    yield text
    text = ''
  }
  if (last && (await source.next()).done !== true) throw new Error(`more rows than the sheet “${sheet.name}” was laid out for`)
  yield text + frame.after
}
