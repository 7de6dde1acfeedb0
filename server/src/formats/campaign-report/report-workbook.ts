import { writeXlsx, type CellStyle } from 'hucre/xlsx'
import type { ReportPaper } from '../../domain/campaign-report-paper.ts'
import { momentWords } from '../../domain/local-time.ts'
import { figureTable, periodWords, type Figure } from './figure-lines.ts'
import { lineColumns } from './report-list-xlsx.ts'
import { reportStateWords } from './state-words.ts'

const bold = { name: 'Calibri', size: 11, bold: true } as const
const title: CellStyle = { font: { ...bold, size: 13 } }
const heading: CellStyle = {
  font: bold,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
  alignment: { vertical: 'center', wrapText: true },
}
const wrapped: CellStyle = { alignment: { vertical: 'top', wrapText: true } }
const formats: Record<Figure['as'], string> = { whole: '#,##0', share: '0.0%', mean: '0.00' }

/** One report as a workbook: figures, words, and who below has reported. */
export function reportWorkbook(report: ReportPaper): Promise<Uint8Array> {
  const { head, unionName, campaign, period, timeZone, figures, words, below, state } = report
  const { headings, lines } = figureTable(figures, period)
  const above = [
    [`${head.issuer}: báo cáo đợt thi đua “${campaign}”`],
    [`Kỳ báo cáo: ${periodWords(period, timeZone)} · ${reportStateWords(state)}`],
    [`Số liệu tính đến ${momentWords(figures.at, timeZone)}`],
  ]
  const first = above.length + 1
  const figureCells = lines.flatMap(({ figures: cells }, row) =>
    cells.map(({ as }, column): [string, { style: CellStyle }] => [
      `${first + row},${column + 1}`,
      { style: { numFmt: formats[as], alignment: { horizontal: 'right' } } },
    ]),
  )
  const marked = (row: number, columns: number): [string, { style: CellStyle }][] =>
    Array.from({ length: columns }, (_, column) => [`${row},${column}`, { style: heading }])
  const told: [string, string][] = [
    ['Việc đã làm', words.done],
    ['Khó khăn, vướng mắc', words.difficulties],
    ['Đề xuất, kiến nghị', words.proposals],
  ]
  return writeXlsx({
    sheets: [
      {
        name: 'Số liệu',
        columns: [{ width: 46 }, ...headings.map(() => ({ width: 20 }))],
        rows: [
          ...above,
          ['Nội dung', ...headings],
          ...lines.map(({ label, figures: cells }) => [label, ...cells.map(({ value, none }) => value ?? none)]),
        ],
        cells: new Map([['0,0', { style: title }], ...marked(above.length, headings.length + 1), ...figureCells]),
        pageSetup: { paperSize: 'a4', orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      },
      {
        name: 'Nội dung',
        columns: [{ width: 26 }, { width: 90, numFmt: '@' }],
        rows: told.map(([label, text]) => [label, text === '' ? 'Không.' : text]),
        cells: new Map(
          told.flatMap((_, row): [string, { style: CellStyle }][] => [
            [`${row},0`, { style: heading }],
            [`${row},1`, { style: wrapped }],
          ]),
        ),
      },
      ...(below.length === 0
        ? []
        : [
            {
              name: 'Đơn vị trực thuộc',
              columns: lineColumns.map(({ width, numFmt }) => ({ width, numFmt })),
              rows: [lineColumns.map(({ header }) => header), ...below.map((line, index) => lineColumns.map(({ value }) => value(line, index)))],
              cells: new Map(marked(0, lineColumns.length)),
              freezePane: { rows: 1, columns: 2 },
            },
          ]),
    ],
    stringMode: 'inline',
    properties: { title: `Báo cáo thi đua – ${unionName}`, creator: head.issuer },
  })
}
