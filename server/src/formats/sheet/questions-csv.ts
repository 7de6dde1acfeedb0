import { stringify } from 'csv-stringify/sync'
import type { QuestionDraft } from '../../domain/question.ts'
import { readTable } from '../csv-table.ts'
import { guardFormula } from '../formula-guard.ts'
import { questionColumns, type QuestionField } from './question-columns.ts'
import { readQuestionRows } from './question-sheet.ts'
import type { ReadFile, WrittenFile } from '../read-questions.ts'
import { sheetCells } from './sheet-cells.ts'

/** Questions from a CSV text, a row each, headed in Vietnamese or English; every error with its line. */
export function readCsvQuestions(text: string): ReadFile {
  return readQuestionRows(readTable<QuestionField>(text, questionColumns))
}

/** Drafts as a CSV that Excel opens and never runs as formulas; read back, it gives the same drafts. */
export function writeCsvQuestions(drafts: readonly QuestionDraft[]): WrittenFile {
  const rows: string[][] = []
  const leftOut: WrittenFile['leftOut'] = []
  for (const draft of drafts) {
    const cells = sheetCells(draft)
    if (cells.ok) rows.push(questionColumns.map(({ field }) => guardFormula(cells.cell(field))))
    else leftOut.push({ code: draft.code, reason: cells.reason })
  }
  const text = stringify([questionColumns.map(({ heading }) => heading), ...rows], {
    bom: true,
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
  })
  return { bytes: Buffer.from(text, 'utf8'), leftOut }
}
