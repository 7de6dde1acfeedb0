import { writeXlsx, type CellStyle } from 'hucre/xlsx'
import type { TableTitle } from '../../ports/exports.ts'
import { vietnamTime } from '../vietnamese-values.ts'

export type TableColumn<Row> = { header: string; width: number; numFmt: string; value: (row: Row, index: number) => string | number | null }

const bold = { name: 'Calibri', size: 11, bold: true } as const
const headingStyle: CellStyle = {
  font: bold,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}
const titleStyle: CellStyle = { font: { ...bold, size: 13 } }

/** What a period is called: its round, or its week by the first and the last day. */
function periodInWords({ from, to, round }: Pick<TableTitle, 'from' | 'to' | 'round'>): string {
  const dayOf = (at: number): string => vietnamTime(at).slice(0, 10)
  return round === null ? `Tuần từ ${dayOf(from)} đến ${dayOf(to - 1)}` : `${round} (${dayOf(from)} – ${dayOf(to - 1)})`
}

/** A workbook of one sheet: a title of three lines, a heading that stays in view, and the rows. */
export function unionTable<Row>(sheet: string, title: TableTitle, columns: readonly TableColumn<Row>[], rows: readonly Row[]): Promise<Uint8Array> {
  const lines = [
    [`${sheet}: ${title.union}`],
    [`${title.contest} · ${periodInWords(title)}`],
    [`Lập lúc ${vietnamTime(title.now)} (giờ Việt Nam); số liệu tính theo bài đã nộp, không kể lượt bị huỷ.`],
  ]
  const heading = lines.length
  const last = String.fromCharCode(64 + columns.length)
  return writeXlsx({
    sheets: [
      {
        name: sheet,
        columns: columns.map(({ width, numFmt }) => ({ width, numFmt })),
        rows: [...lines, columns.map(({ header }) => header), ...rows.map((row, index) => columns.map(({ value }) => value(row, index)))],
        cells: new Map([
          ['0,0', { style: titleStyle }],
          ...columns.map((_, column): [string, { style: CellStyle }] => [`${heading},${column}`, { style: headingStyle }]),
        ]),
        freezePane: { rows: heading + 1, columns: 1 },
        // Printed lying, as wide as the page, with the heading on every one.
        pageSetup: {
          ...{ paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
          printTitlesRow: `$${heading + 1}:$${heading + 1}`,
        },
        autoFilter: { range: `A${heading + 1}:${last}${heading + 1 + rows.length}` },
      },
    ],
    stringMode: 'inline',
    properties: { title: `${sheet} – ${title.union}`, creator: title.contest },
  })
}
