import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { stringify } from 'csv-stringify/sync'
import { fold } from '../domain/names.ts'
import type { QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { collectQuestions, type ParsedQuestions, type ReadQuestion } from './collect-questions.ts'
import { readTable, type TableColumn, type TableRow } from './csv-table.ts'
import { guardFormula } from './formula-guard.ts'
import { issueAt } from './import-issues.ts'
import { answerWords, derivedKind, kindWords, optionLetters, readKey, statusWords, valueOf, writeKey, type Words } from './question-values.ts'

type Letter = (typeof optionLetters)[number]
type Field = 'id' | 'topic' | 'difficulty' | 'kind' | 'stem' | Letter | 'correct' | 'explanation' | 'legalReference' | 'status' | 'keepOrder'

const column = (field: Field, heading: string, required: boolean, ...others: string[]): TableColumn<Field> => ({
  field,
  heading,
  required,
  headers: [heading, ...others].map(fold),
})

const optionColumn = (letter: Letter): TableColumn<Field> =>
  column(
    letter,
    `Phương án ${letter}`,
    letter === 'A' || letter === 'B',
    letter,
    ...['PA', 'Option', 'Lựa chọn', 'Đáp án', 'Answer'].map((word) => `${word} ${letter}`),
  )

const columns = [
  column('id', 'Mã', true, 'id', 'code', 'mã câu hỏi', 'mã câu'),
  column('topic', 'Chủ đề', true, 'topic', 'chuyên đề'),
  column('difficulty', 'Độ khó', true, 'difficulty', 'mức độ'),
  column('kind', 'Loại', false, 'kind', 'type', 'loại câu hỏi', 'loại câu'),
  column('stem', 'Câu hỏi', true, 'nội dung', 'nội dung câu hỏi', 'stem', 'question'),
  ...optionLetters.map(optionColumn),
  column('correct', 'Đáp án', true, 'đáp án đúng', 'answer', 'correct', 'key'),
  column('explanation', 'Giải thích', false, 'explanation'),
  column('legalReference', 'Căn cứ', false, 'căn cứ pháp lý', 'legalReference', 'legal reference', 'citation'),
  column('status', 'Trạng thái', false, 'status'),
  column('keepOrder', 'Giữ thứ tự', false, 'giữ thứ tự phương án', 'keepOrder', 'keep order'),
] as const satisfies readonly TableColumn<Field>[]

/** Questions from a CSV text, a row each, headed in Vietnamese or English; every error with its line. */
export function parseQuestionsCsv(text: string): ParsedQuestions {
  const table = readTable<Field>(text, columns)
  return collectQuestions(table.rows.map(readRow), table.errors, table.warnings)
}

const unreadable = {
  correct: ['key-unreadable', 'Không đọc được đáp án. Hãy ghi chữ cái của phương án đúng, ví dụ B hoặc A,C.'],
  kind: ['kind-unknown', 'Loại câu hỏi phải là Một lựa chọn, Nhiều lựa chọn hoặc Đúng/Sai. Hãy sửa lại hoặc để trống.'],
  status: ['status-unknown', 'Trạng thái phải là Bản nháp, Sẵn sàng hoặc Ngừng dùng. Hãy sửa lại hoặc để trống.'],
  keepOrder: ['keep-order-unknown', 'Cột Giữ thứ tự chỉ ghi Có hoặc Không. Hãy sửa lại hoặc để trống.'],
} as const satisfies Partial<Record<Field, readonly [code: string, message: string]>>

function readRow({ line, cell }: TableRow<Field>): ReadQuestion {
  const errors: ImportIssue[] = []
  const report = (field: keyof typeof unreadable) => {
    const [code, message] = unreadable[field]
    errors.push(issueAt(line, field, code, message))
  }
  const word = <Value extends string>(field: keyof typeof unreadable, words: Words<Value>, empty: Value, unknown: Value): Value => {
    if (cell(field) === '') return empty
    const value = valueOf(words, cell(field))
    if (value === null) report(field)
    return value ?? unknown
  }
  const options = optionsOf(cell)
  const key = readKey(cell('correct'), options)
  if (key === null) report('correct')
  const correct = [...(key ?? [])].sort((a, b) => a - b)
  const draft: QuestionDraft = {
    code: cleanLine(cell('id')),
    kind: word('kind', kindWords, derivedKind(options, correct), 'multiple'),
    topic: cleanLine(cell('topic')),
    difficulty: /^\d+$/.test(cell('difficulty')) ? Number(cell('difficulty')) : Number.NaN,
    status: word('status', statusWords, 'ready', 'draft'),
    stem: cleanText(cell('stem')),
    options,
    correct,
    explanation: cleanText(cell('explanation')),
    legalReference: cleanText(cell('legalReference')),
    keepOrder: word<'yes' | 'no'>('keepOrder', answerWords, 'no', 'no') === 'yes',
  }
  return { line, draft, errors }
}

/** Options up to the last one that is filled; an empty one before it stays, so that it is reported. */
function optionsOf(cell: TableRow<Field>['cell']): string[] {
  const texts = optionLetters.map((letter) => cleanText(cell(letter)))
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1)
}

/** Drafts as a CSV that Excel opens and never runs as formulas; read back, it gives the same drafts. */
export function writeQuestionsCsv(drafts: readonly QuestionDraft[]): string {
  const rows = drafts.map((draft) => columns.map(({ field }) => guardFormula(cellOf(draft, field))))
  return stringify([columns.map(({ heading }) => heading), ...rows], { bom: true, record_delimiter: '\r\n', quote_record_delimiter: true })
}

function cellOf(draft: QuestionDraft, field: Field): string {
  const cells: Record<Exclude<Field, Letter>, string> = {
    id: draft.code,
    topic: draft.topic,
    difficulty: String(draft.difficulty),
    kind: kindWords[draft.kind][0],
    stem: draft.stem,
    correct: writeKey(draft.correct),
    explanation: draft.explanation,
    legalReference: draft.legalReference,
    status: statusWords[draft.status][0],
    keepOrder: draft.keepOrder ? answerWords.yes[0] : '',
  }
  return isLetter(field) ? (draft.options[optionLetters.indexOf(field)] ?? '') : cells[field]
}

function isLetter(field: Field): field is Letter {
  return field.length === 1
}
