import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { z } from 'zod'
import type { QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { collectQuestions, type ParsedQuestions, type ReadQuestion } from './collect-questions.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from './import-issues.ts'
import { kindWords, statusWords, valueOf } from './question-values.ts'

/** One line of the native file. `citation` and `legalReference` are the same thing; `correct` holds 0-based indices. */
const nativeQuestion = z
  .object({
    id: z.string(),
    topic: z.string(),
    difficulty: z.number(),
    kind: z.string(),
    stem: z.string(),
    options: z.array(z.string()),
    correct: z.array(z.number()),
    explanation: z.string(),
    citation: z.string(),
    legalReference: z.string(),
    status: z.string(),
    keepOrder: z.boolean(),
  })
  .partial()
type NativeQuestion = z.infer<typeof nativeQuestion>
type NativeField = keyof NativeQuestion

const typeWords = {
  id: 'một chuỗi',
  topic: 'một chuỗi',
  difficulty: 'một số',
  kind: 'một chuỗi',
  stem: 'một chuỗi',
  options: 'một danh sách chuỗi',
  correct: 'một danh sách số (đếm từ 0)',
  explanation: 'một chuỗi',
  citation: 'một chuỗi',
  legalReference: 'một chuỗi',
  status: 'một chuỗi',
  keepOrder: 'true hoặc false',
} satisfies Record<NativeField, string>

const isNativeField = (field: string): field is NativeField => Object.hasOwn(typeWords, field)

/** Native questions, one JSON object a line; every error with its line. */
export function parseQuestionsJsonl(text: string): ParsedQuestions {
  const lines = text
    .split(/\r\n?|\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
  if (lines.length > MAX_RECORDS) return { drafts: [], errors: [tooManyRecords()], warnings: [] }
  const read: LineOfFields[] = []
  const errors: ImportIssue[] = []
  for (const { content, line } of lines) {
    const fields = parseObject(content)
    if (fields !== null) read.push({ line, fields })
    else errors.push(issueAt(line, null, 'json-invalid', 'Dòng này không phải là một đối tượng JSON. Hãy ghi mỗi câu hỏi trọn trong một dòng {…}.'))
  }
  return collectQuestions(read.map(readQuestion), errors, unknownFields(read))
}

type LineOfFields = { line: number; fields: Record<string, unknown> }

/** One warning for each field that nobody knows: its first line, and how many lines have it. */
function unknownFields(read: readonly LineOfFields[]): ImportIssue[] {
  const seen = new Map<string, { line: number; count: number }>()
  for (const { line, fields } of read) {
    for (const field of Object.keys(fields).filter((name) => !isNativeField(name))) {
      const earlier = seen.get(field)
      seen.set(field, { line: earlier?.line ?? line, count: (earlier?.count ?? 0) + 1 })
    }
  }
  return [...seen].map(([field, { line, count }]) => {
    const name = field.slice(0, 60)
    return issueAt(line, name, 'field-unknown', `Trường “${name}” không dùng đến nên được bỏ qua (${count} dòng).`)
  })
}

function parseObject(content: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

function readQuestion({ line, fields }: LineOfFields): ReadQuestion {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
  const wrong = new Set(nativeQuestion.safeParse(given).error?.issues.map((issue) => String(issue.path[0])))
  const native = nativeQuestion.parse(Object.fromEntries(Object.entries(given).filter(([field]) => !wrong.has(field))))
  const errors = [...wrong]
    .filter(isNativeField)
    .map((field) => issueAt(line, field, 'type-invalid', `Trường “${field}” phải là ${typeWords[field]}. Hãy sửa lại giá trị.`))
  const kind = valueOf(kindWords, native.kind ?? '')
  const status = native.status === undefined ? 'ready' : valueOf(statusWords, native.status)
  if (kind === null && !wrong.has('kind'))
    errors.push(issueAt(line, 'kind', 'kind-unknown', 'Loại câu hỏi phải là single, multiple hoặc true_false. Hãy sửa lại.'))
  if (status === null) errors.push(issueAt(line, 'status', 'status-unknown', 'Trạng thái phải là draft, ready hoặc retired. Hãy sửa lại.'))
  return { line, errors, draft: draftOf(native, kind ?? 'multiple', status ?? 'draft') }
}

function draftOf(native: NativeQuestion, kind: QuestionDraft['kind'], status: QuestionDraft['status']): QuestionDraft {
  return {
    code: cleanLine(native.id ?? ''),
    kind,
    topic: cleanLine(native.topic ?? ''),
    difficulty: native.difficulty ?? Number.NaN,
    status,
    stem: cleanText(native.stem ?? ''),
    options: (native.options ?? []).map(cleanText),
    correct: [...(native.correct ?? [])].sort((a, b) => a - b),
    explanation: cleanText(native.explanation ?? ''),
    legalReference: cleanText(native.legalReference ?? native.citation ?? ''),
    keepOrder: native.keepOrder ?? false,
  }
}

/** Drafts as a native file; read back, it gives the same drafts. */
export function writeQuestionsJsonl(drafts: readonly QuestionDraft[]): string {
  return drafts.map((draft) => `${JSON.stringify(nativeOf(draft))}\n`).join('')
}

function nativeOf(draft: QuestionDraft): NativeQuestion {
  const { code, kind, legalReference, status, keepOrder, topic, difficulty, stem, options, correct, explanation } = draft
  return {
    id: code,
    topic,
    difficulty,
    kind: kind === 'trueFalse' ? 'true_false' : kind,
    stem,
    options,
    correct,
    explanation,
    citation: legalReference,
    status,
    keepOrder,
  }
}
