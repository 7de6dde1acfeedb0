import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import { readNumber } from '../../domain/answer-text.ts'
import { fold } from '../../domain/names.ts'
import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { readNumberAnswers } from './accepted-cell.ts'
import { cleanLine, cleanText } from '../clean-text.ts'
import { issueAt } from '../import-issues.ts'
import { optionLetters, readKey } from './option-key.ts'
import { questionColumns, type QuestionField } from './question-columns.ts'
import { answerWords, derivedKind, kindWords, readDifficulty, readTruth, statusWords, valueOf, type Words } from '../question-values.ts'
import type { ReadFile, ReadQuestion, SkippedQuestion } from '../read-questions.ts'
import { readKindFields } from './sheet-kinds.ts'
import { readTagCell } from './sheet-escapes.ts'
import type { Table, TableRow } from './sheet-table.ts'

/** Kinds that other systems have and nobody can grade here. */
const unaskable = new Set(
  [
    'tự luận',
    'essay',
    'open ended',
    'open',
    'paragraph',
    'draw',
    'drawing',
    'vẽ',
    'poll',
    'khảo sát',
    'thăm dò',
    'survey',
    'upload',
    'file upload',
    'mô tả',
    'description',
  ].map(fold),
)

/** "Multiple choice" is one right answer to some and several to others: the key tells. */
const choiceOfSomeKind = new Set(
  ['trắc nghiệm', 'trắc nghiệm khách quan', 'trắc nghiệm nhiều lựa chọn', 'multiple choice', 'mc', 'mcq', 'choice', 'quiz'].map(fold),
)

const unreadable = {
  kind: [
    'kind-unknown',
    'Loại câu hỏi phải là Một lựa chọn, Nhiều lựa chọn, Đúng/Sai, Trả lời ngắn, Số, Sắp thứ tự hoặc Ghép cặp. Hãy sửa lại hoặc để trống.',
  ],
  status: ['status-unknown', 'Trạng thái phải là Bản nháp, Đã duyệt, Sẵn sàng hoặc Ngừng dùng. Hãy sửa lại hoặc để trống.'],
  difficulty: [
    'difficulty-unreadable',
    'Không hiểu độ khó này. Hãy ghi số từ 1 đến 5, hoặc Dễ, Trung bình, Khó, Nhận biết, Thông hiểu, Vận dụng, Vận dụng cao.',
  ],
  keepOrder: ['keep-order-unknown', 'Cột Giữ thứ tự chỉ ghi Có hoặc Không. Hãy sửa lại hoặc để trống.'],
  keepLast: ['keep-last-unreadable', 'Cột Giữ cuối ghi chữ cái của các phương án luôn đứng cuối, ví dụ D. Hãy sửa lại hoặc để trống.'],
  caseMatters: ['case-unknown', 'Cột Phân biệt hoa thường chỉ ghi Có hoặc Không. Hãy sửa lại hoặc để trống.'],
  accentsMatter: ['accents-unknown', 'Cột Phân biệt dấu chỉ ghi Có hoặc Không. Hãy sửa lại hoặc để trống.'],
} as const satisfies Partial<Record<QuestionField, readonly [code: string, message: string]>>

/** The rows of a question sheet as drafts; every error with its line. */
export function readQuestionRows(table: Table<QuestionField>): ReadFile {
  const questions: ReadQuestion[] = []
  const skipped: SkippedQuestion[] = []
  const titles: number[] = []
  for (const row of table.rows) {
    const written = cleanLine(row.cell('kind'))
    const known = filled(row)
    if (known === 0) continue
    if (known === 1 && row.cell('stem') === '') titles.push(row.line)
    else if (unaskable.has(fold(written))) {
      skipped.push({ line: row.line, type: written.slice(0, 60), reason: 'hoithi không chấm được loại câu này. Hãy đổi sang loại khác nếu cần.' })
    } else questions.push(readRow(row))
  }
  return {
    questions,
    errors: table.errors,
    warnings: [...table.warnings, ...titleWarnings(titles), ...dateWarnings(table.rows)],
    skipped,
    pictures: [],
  }
}

/** How many cells of a row say something; one beside the question's own is a title between questions: "Phần I". */
function filled({ cell }: TableRow<QuestionField>): number {
  return questionColumns.filter(({ field }) => cell(field) !== '').length
}

function titleWarnings(lines: readonly number[]): ImportIssue[] {
  const [first] = lines
  return first === undefined
    ? []
    : [issueAt(first, null, 'title-rows', `${lines.length} dòng không có câu hỏi (tiêu đề, ghi chú) nên được bỏ qua. Hãy kiểm tra nếu thiếu câu.`)]
}

const textFields: readonly QuestionField[] = ['id', 'stem', ...optionLetters, 'correct']

function dateWarnings(rows: readonly TableRow<QuestionField>[]): ImportIssue[] {
  const dates = rows.flatMap(({ line, cell, mark }) =>
    textFields.filter((field) => mark(field) === 'date').map((field) => ({ line, text: cell(field) })),
  )
  const [first] = dates
  const words = `${dates.length} ô là ngày tháng, ví dụ “${first?.text ?? ''}”. Excel có thể đã đổi chữ như 1/2 thành ngày: hãy kiểm tra các ô đó.`
  return first === undefined ? [] : [issueAt(first.line, null, 'cells-dates', words)]
}

function readRow(row: TableRow<QuestionField>): ReadQuestion {
  const words = wordReader(row)
  const options = optionsOf(row.cell)
  const kind = kindOf(row, options)
  if (kind === null) words.unclear('kind')
  for (const { field, heading } of questionColumns.filter(({ field }) => row.mark(field) === 'error')) {
    words.report(
      field,
      'cell-error',
      `Ô ${heading} báo lỗi công thức hoặc chưa có kết quả. Hãy mở bằng Excel, gõ lại nội dung ô đó dưới dạng chữ rồi lưu.`,
    )
  }
  const common = commonFields(row, words)
  const fields = readKindFields(kind ?? 'multiple', { row, options, report: words.report })
  const keepLast = readKey(cleanText(row.cell('keepLast')), fields.options ?? [])
  if (keepLast === null) words.unclear('keepLast')
  const draft = { ...common, kind: kind ?? 'multiple', keepLast: [...(keepLast ?? [])].sort((a, b) => a - b), ...fields }
  return { line: row.line, draft, errors: words.errors }
}

type WordReader = ReturnType<typeof wordReader>

/** Reads the words of a row, and gathers what is wrong with them. */
function wordReader({ line, cell }: TableRow<QuestionField>) {
  const errors: ImportIssue[] = []
  const report = (field: string, code: string, message: string): void => void errors.push(issueAt(line, field, code, message))
  const unclear = (field: keyof typeof unreadable): void => report(field, unreadable[field][0], unreadable[field][1])
  const word = <Value extends string>(field: keyof typeof unreadable, words: Words<Value>, empty: Value, unknown: Value): Value => {
    if (cell(field) === '') return empty
    const value = valueOf(words, cell(field))
    if (value === null) unclear(field)
    return value ?? unknown
  }
  const told = (field: 'keepOrder' | 'caseMatters' | 'accentsMatter'): boolean => word<'yes' | 'no'>(field, answerWords, 'no', 'no') === 'yes'
  return { errors, report, unclear, word, told }
}

function commonFields({ cell, plain }: TableRow<QuestionField>, { unclear, word, told }: WordReader): QuestionDraft {
  const difficulty = readDifficulty(plain('difficulty'))
  if (Number.isNaN(difficulty)) unclear('difficulty')
  return {
    ...blankQuestion(),
    code: cleanLine(cell('id')),
    topic: cleanLine(cell('topic')),
    difficulty,
    status: word('status', statusWords, 'ready', 'draft'),
    stem: cleanText(cell('stem')),
    explanation: cleanText(cell('explanation')),
    legalReference: cleanText(cell('legalReference')),
    tags: readTagCell(cell('tags')).map(cleanLine),
    caseMatters: told('caseMatters'),
    accentsMatter: told('accentsMatter'),
    keepOrder: told('keepOrder'),
  }
}

/** Options up to the last one that is filled; an empty one before it stays, so that it is reported. */
function optionsOf(cell: TableRow<QuestionField>['cell']): string[] {
  const texts = optionLetters.map((letter) => cleanText(cell(letter)))
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1)
}

/** The kind that a row names, else the one that its key and options show; null when it names none that is known. */
function kindOf({ cell, plain }: TableRow<QuestionField>, options: readonly string[]): QuestionKind | null {
  const written = cell('kind')
  const key = cleanText(cell('correct'))
  const chosen = (): QuestionKind => derivedKind(options, readKey(key, options) ?? [])
  if (choiceOfSomeKind.has(fold(written.slice(0, 60)))) return chosen() === 'multiple' ? 'multiple' : 'single'
  if (written !== '') return valueOf(kindWords, written)
  if (options.length > 0 || key === '') return chosen()
  if (readTruth(key) !== null && key.length > 1) return 'trueFalse'
  if (isLetterKey(key)) return 'single'
  const numbers = readNumberAnswers(cleanText(plain('correct')), () => 0)
  return numbers.every(({ text }) => readNumber(text) !== null) ? 'number' : 'shortText'
}

/** Letters of options that are not there, in their order: "B", "A,C", "ABD", but not the answer "ADB". */
function isLetterKey(key: string): boolean {
  if (!/^[A-L](?:[\s,;.&+/]*[A-L]){0,11}\.?$/.test(key)) return false
  const letters = key.match(/[A-L]/g) ?? []
  return letters.every((letter, index) => index === 0 || letter > (letters[index - 1] ?? ''))
}
