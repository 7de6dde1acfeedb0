import { colToLetter, writeXlsx, type DataValidation, type WriteSheet } from 'hucre/xlsx'
import { questionColumns, type QuestionField } from './question-columns.ts'
import { templateQuestions } from './question-examples.ts'
import { guideRows } from './question-guide.ts'
import { answerWords, kindWords, statusWords } from '../question-values.ts'
import { questionSheet } from './question-workbook.ts'
import { workbookRow } from './questions-xlsx.ts'

const LAST_ROW = 5_000

/** A workbook to fill in: headings, an example of each kind, drop-downs, and a second sheet that explains every column in Vietnamese and English. */
export async function questionTemplate(): Promise<Uint8Array> {
  const rows = templateQuestions.flatMap((draft) => {
    const row = workbookRow(draft)
    return row.ok ? [row.cells.map((cell) => (cell === '' ? null : cell))] : []
  })
  const sheet: WriteSheet = { ...questionSheet(rows), dataValidations: dropDowns() }
  return writeXlsx({ sheets: [sheet, guideSheet()], properties: { title: 'Mẫu câu hỏi hoithi' } })
}

function dropDowns(): DataValidation[] {
  const words = (of: Record<string, readonly string[]>): string[] => Object.values(of).flatMap(([first]) => (first === undefined ? [] : [first]))
  const yes: DataValidation['values'] = [answerWords.yes[0], answerWords.no[0]]
  const lists: Partial<Record<QuestionField, string[]>> = {
    difficulty: ['1', '2', '3', '4', '5'],
    kind: words(kindWords),
    status: words(statusWords),
    keepOrder: yes,
    caseMatters: yes,
    accentsMatter: yes,
  }
  return questionColumns.flatMap(({ field }, index) => {
    const values = lists[field]
    const letter = colToLetter(index)
    // Only a hint: other words for the same thing are read too.
    return values === undefined ? [] : [{ type: 'list', values, allowBlank: true, showErrorMessage: false, range: `${letter}2:${letter}${LAST_ROW}` }]
  })
}

function guideSheet(): WriteSheet {
  const bold = { font: { name: 'Calibri', size: 11, bold: true }, alignment: { vertical: 'top', wrapText: true } } as const
  const [head = []] = guideRows
  return {
    name: 'Hướng dẫn',
    rows: guideRows.map((row) => [...row]),
    columns: [24, 60, 60].map((width) => ({ width, numFmt: '@', style: { alignment: { vertical: 'top', wrapText: true } } })),
    cells: new Map([
      ...head.map((_, column): [string, { style: typeof bold }] => [`0,${column}`, { style: bold }]),
      ...guideRows.map((_, row): [string, { style: typeof bold }] => [`${row},0`, { style: bold }]),
    ]),
    freezePane: { rows: 1 },
  }
}
