import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { QuestionDraft } from '../../domain/question.ts'
import { keepGuard } from '../formula-guard.ts'
import { questionColumns, type QuestionField } from './question-columns.ts'
import { readQuestionRows } from './question-sheet.ts'
import { questionWorkbook, type WorkbookRow } from './question-workbook.ts'
import { nothingRead, type PictureOf, type ReadFile, type WrittenFile } from '../read-questions.ts'
import { sheetCells } from './sheet-cells.ts'
import { inUnicode, type FilledSheet } from './sheet-unicode.ts'
import { hasHeadings, tableOf } from './sheet-table.ts'
import { sheetRows } from './xlsx-rows.ts'
import { workbookWarnings } from './xlsx-warnings.ts'
import { UnreadableWorkbook, openWorkbook, type Workbook } from './xlsx-workbook.ts'

/** Questions from a workbook: every sheet that has the headings of a question list among its first thirty rows; `line` is the row of the sheet. */
export async function readXlsxQuestions(bytes: Uint8Array): Promise<ReadFile> {
  try {
    return readWorkbook(openWorkbook(bytes))
  } catch (error) {
    if (error instanceof UnreadableWorkbook) return { ...nothingRead(), errors: [error.issue] }
    throw error
  }
}

function readWorkbook(workbook: Workbook): ReadFile {
  const shown = workbook.sheets.filter(({ hidden }) => !hidden).map((sheet) => ({ name: sheet.name, rows: sheetRows(workbook, sheet) }))
  const { sheets, warnings } = inUnicode(shown.filter(({ rows }) => rows.length > 0))
  const lists = sheets.filter(({ rows }) => hasHeadings(rows, questionColumns))
  // Without a list, the first sheet tells which headings are missing.
  const files = (lists.length > 0 ? lists : sheets.slice(0, 1)).map((sheet) => readSheet(sheet, lists.length > 1))
  if (files.length === 0) return { ...nothingRead(), errors: tableOf<QuestionField>([], questionColumns, 'remark').errors }
  const passedOver = lists.length > 0 ? sheets.filter((sheet) => !lists.includes(sheet)).map(({ name }) => name) : []
  return {
    questions: files.flatMap(({ questions }) => questions),
    errors: files.flatMap(({ errors }) => errors),
    warnings: [...warnings, ...workbookWarnings(workbook, passedOver), ...files.flatMap((file) => file.warnings)],
    skipped: files.flatMap(({ skipped }) => skipped),
    pictures: [],
  }
}

/** Where a workbook has several lists, every message names its sheet: lines alone would not tell. */
function readSheet({ name, rows }: FilledSheet, named: boolean): ReadFile {
  const file = readQuestionRows(tableOf<QuestionField>(rows, questionColumns, 'remark'))
  if (!named) return file
  const where = `Trang tính “${name}”: `
  const told = (issues: readonly ImportIssue[]): ImportIssue[] => issues.map((issue) => ({ ...issue, message: where + issue.message }))
  return {
    ...file,
    questions: file.questions.map((question) => ({ ...question, errors: told(question.errors) })),
    errors: told(file.errors),
    warnings: told(file.warnings),
    skipped: file.skipped.map((one) => ({ ...one, reason: where + one.reason })),
  }
}

/** Excel's limit of characters in a cell. */
const MAX_CELL = 32_767

/** Drafts as a workbook of text cells, never formulas; pictures stay as their marks. Read back, it gives the same drafts. */
export async function writeXlsxQuestions(drafts: readonly QuestionDraft[], _pictureOf?: PictureOf): Promise<WrittenFile> {
  const rows: WorkbookRow[] = []
  const leftOut: WrittenFile['leftOut'] = []
  for (const draft of drafts) {
    const row = workbookRow(draft)
    if (row.ok) rows.push(row.cells)
    else leftOut.push({ code: draft.code, reason: row.reason })
  }
  return { bytes: await questionWorkbook(rows), leftOut }
}

/** A draft's row; the difficulty is a number, everything else text. */
export function workbookRow(draft: QuestionDraft): { ok: true; cells: WorkbookRow } | { ok: false; reason: string } {
  const row = sheetCells(draft)
  if (!row.ok) return row
  const cells = questionColumns.map(({ field }) => keepGuard(row.cell(field)))
  if (cells.some((cell) => cell.length > MAX_CELL)) {
    return { ok: false, reason: `Có nội dung dài quá ${MAX_CELL.toLocaleString('vi-VN')} ký tự, Excel không chứa được trong một ô.` }
  }
  return { ok: true, cells: cells.map((cell, index) => (questionColumns[index]?.field === 'difficulty' && cell !== '' ? draft.difficulty : cell)) }
}
