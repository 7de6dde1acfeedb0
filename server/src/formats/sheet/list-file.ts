import { stringify } from 'csv-stringify/sync'
import { colToLetter, writeXlsx, type CellStyle, type CellValue, type WriteSheet } from 'hucre/xlsx'
import { guardFormula, keepGuard } from '../formula-guard.ts'
import type { TableColumn } from './sheet-table.ts'

/** How a list of the kind that an import reads is written: its columns in order, and what the second sheet says of each. */
export type ListForm<Field extends string> = {
  sheet: string
  columns: readonly TableColumn<Field>[]
  guide: Record<Field, readonly [vietnamese: string, english: string]>
  /** Words to choose from; only a hint, as others are read too. */
  choices: Partial<Record<Field, readonly string[]>>
}
export type ListRow<Field extends string> = Record<Field, string | number | null>

/** The sheet that explains a list; reading the list passes over it in silence. */
export const GUIDE_SHEET = 'Hướng dẫn'

const LAST_ROW = 5_000
const heading: CellStyle = {
  font: { name: 'Calibri', size: 11, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } },
}
const wrapped = { alignment: { vertical: 'top', wrapText: true } } as const

/** A list as a workbook whose cells are text, so that a phone keeps its first zero, and a sheet that explains each column. */
export function listXlsx<Field extends string>(form: ListForm<Field>, rows: readonly ListRow<Field>[]): Promise<Uint8Array> {
  const cell = (value: string | number | null): CellValue => (typeof value === 'string' ? keepGuard(value) : value)
  const list: WriteSheet = {
    name: form.sheet,
    columns: form.columns.map(({ heading: title }) => ({ width: title.startsWith('Tên') || title.startsWith('Họ') ? 48 : 22, numFmt: '@' })),
    rows: [form.columns.map((column) => column.heading), ...rows.map((row) => form.columns.map(({ field }) => cell(row[field])))],
    cells: new Map(form.columns.map((_, place) => [`0,${place}`, { style: heading }])),
    freezePane: { rows: 1 },
    dataValidations: form.columns.flatMap(({ field }, place) => {
      const [values, letter] = [form.choices[field], colToLetter(place)]
      return values === undefined
        ? []
        : [{ type: 'list' as const, values: [...values], allowBlank: true, showErrorMessage: false, range: `${letter}2:${letter}${LAST_ROW}` }]
    }),
  }
  return writeXlsx({ sheets: [list, guideSheet(form)], properties: { title: form.sheet } })
}

function guideSheet<Field extends string>({ columns, guide }: ListForm<Field>): WriteSheet {
  return {
    name: GUIDE_SHEET,
    columns: [24, 60, 60].map((width) => ({ width, style: wrapped })),
    rows: [['Cột', 'Cách ghi', 'How to fill it in'], ...columns.map(({ field, heading: title }) => [title, ...guide[field]])],
    cells: new Map([0, 1, 2].map((place) => [`0,${place}`, { style: heading }])),
    freezePane: { rows: 1 },
  }
}

/** A list as CSV (UTF-8 with mark, CRLF) that the import reads back as it was. */
export function listCsv<Field extends string>({ columns }: ListForm<Field>, rows: readonly ListRow<Field>[]): Uint8Array {
  const cell = (value: string | number | null): string | number | null => (typeof value === 'string' ? guardFormula(value) : value)
  const lines = [columns.map((column) => column.heading), ...rows.map((row) => columns.map(({ field }) => cell(row[field])))]
  return Buffer.from(stringify(lines, { bom: true, record_delimiter: '\r\n', quote_record_delimiter: true }))
}
