import { writeXlsx, type CellStyle } from 'hucre/xlsx'
import type { ItemsJob } from '../../ports/exports.ts'
import { factRows, itemColumns } from './items-table.ts'

const bold = { name: 'Calibri', size: 11, bold: true } as const
const headingStyle: CellStyle = {
  font: bold,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}

/** Item analysis as a workbook: the questions on the first sheet, the test and what was analysed on the second. */
export function itemsXlsx(job: ItemsJob): Promise<Uint8Array> {
  const last = String.fromCharCode(64 + itemColumns.length)
  return writeXlsx({
    sheets: [
      {
        name: 'Phân tích câu hỏi',
        columns: itemColumns.map(({ width, format }) => ({ width, numFmt: format })),
        rows: [itemColumns.map(({ header }) => header), ...job.items.map((item) => itemColumns.map(({ value }) => value(item)))],
        cells: new Map(itemColumns.map((_, column): [string, { style: CellStyle }] => [`0,${column}`, { style: headingStyle }])),
        freezePane: { rows: 1, columns: 1 },
        autoFilter: { range: `A1:${last}${job.items.length + 1}` },
      },
      {
        name: 'Thông tin',
        rows: factRows(job),
        columns: [
          { width: 40, style: { font: bold, alignment: { vertical: 'top' } } },
          { width: 80, numFmt: '@', style: { alignment: { wrapText: true } } },
        ],
      },
    ],
    stringMode: 'inline',
    properties: { title: `Phân tích câu hỏi – ${job.round}`, creator: job.contest },
  })
}
