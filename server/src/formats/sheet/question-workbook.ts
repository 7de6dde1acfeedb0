import { buffer } from 'node:stream/consumers'
import { colToLetter, writeXlsx, type CellStyle, type CellValue, type WriteSheet } from 'hucre/xlsx'
import { isLetter, questionColumns, type QuestionField } from './question-columns.ts'
import { sheetFrame, type SheetFrame } from '../results/sheet-rows.ts'
import { partText, readParts, writeArchive } from '../results/zip-archive.ts'

const heading: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}

const widths: Partial<Record<QuestionField, number>> = { stem: 60, explanation: 40, legalReference: 30, topic: 22, correct: 16, kind: 16 }

/** A sheet of questions under its bold headings; cells are text, so that Excel leaves "1/2" and "-5" as they are typed. */
export function questionSheet(rows: CellValue[][]): WriteSheet {
  return {
    name: 'Câu hỏi',
    columns: questionColumns.map(({ field }) => ({
      width: widths[field] ?? (isLetter(field) ? 24 : 14),
      numFmt: field === 'difficulty' ? 'General' : '@',
      style: { alignment: { vertical: 'top', wrapText: true } },
    })),
    rows: [questionColumns.map((column) => column.heading), ...rows],
    cells: new Map(questionColumns.map((_, column) => [`0,${column}`, { style: heading }])),
    freezePane: { rows: 1 },
  }
}

/** A question as a row: text or a number for each column, '' for an empty cell. */
export type WorkbookRow = readonly (string | number)[]

/** A workbook of questions. An empty one is made first, then the rows are poured into it: a library's model of a large sheet takes half a gigabyte. */
export async function questionWorkbook(rows: readonly WorkbookRow[]): Promise<Uint8Array> {
  const empty = await writeXlsx({ sheets: [questionSheet([questionColumns.map(() => 0)])], stringMode: 'inline' })
  const parts = readParts(empty).map((part) =>
    part.path === 'xl/worksheets/sheet1.xml' ? { path: part.path, content: sheetText(sheetFrame(partText(part)), rows) } : part,
  )
  return new Uint8Array(await buffer(writeArchive(parts)))
}

async function* sheetText({ before, after, styles }: SheetFrame, rows: readonly WorkbookRow[]): AsyncGenerator<string> {
  yield before
  for (const [index, row] of rows.entries()) yield rowXml(index + 2, row, styles)
  yield after
}

function rowXml(number: number, row: WorkbookRow, styles: readonly string[]): string {
  const cells = row.map((value, column) => {
    if (value === '') return ''
    const place = `r="${colToLetter(column)}${number}" s="${styles[column] ?? '0'}"`
    return typeof value === 'number'
      ? `<c ${place}><v>${value}</v></c>`
      : `<c ${place} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** What XML forbids, and what looks like its escape, is escaped (ECMA-376 part 1, 22.9.2.19). */
function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
}
