import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { z } from 'zod'
import { picturesIn } from '../domain/pictures.ts'
import { blankQuestion, type QuestionDraft } from '../domain/question.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import { pictureCollector } from './collect-pictures.ts'
import { MAX_RECORDS, issueAt, tooManyRecords } from './import-issues.ts'
import { kindWords, statusWords, valueOf } from './question-values.ts'
import { nothingRead, type PictureOf, type ReadFile, type ReadQuestion, type WrittenFile } from './read-questions.ts'

const acceptedAnswer = z.object({ text: z.string(), tolerance: z.number().default(0), credit: z.number().default(100) })

/** One line of the native file. `citation` and `legalReference` are the same thing; `correct` and `keepLast` hold 0-based indices. */
const nativeQuestion = z
  .object({
    id: z.string(),
    topic: z.string(),
    difficulty: z.number(),
    kind: z.string(),
    stem: z.string(),
    options: z.array(z.string()),
    correct: z.array(z.number()),
    credits: z.array(z.number()),
    prompts: z.array(z.string()),
    answers: z.array(acceptedAnswer),
    caseMatters: z.boolean(),
    accentsMatter: z.boolean(),
    explanation: z.string(),
    citation: z.string(),
    legalReference: z.string(),
    tags: z.array(z.string()),
    status: z.string(),
    keepOrder: z.boolean(),
    keepLast: z.array(z.number()),
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
  credits: 'một danh sách số (phần trăm)',
  prompts: 'một danh sách chuỗi',
  answers: 'một danh sách {"text", "tolerance", "credit"}',
  caseMatters: 'true hoặc false',
  accentsMatter: 'true hoặc false',
  explanation: 'một chuỗi',
  citation: 'một chuỗi',
  legalReference: 'một chuỗi',
  tags: 'một danh sách chuỗi',
  status: 'một chuỗi',
  keepOrder: 'true hoặc false',
  keepLast: 'một danh sách số (đếm từ 0)',
} satisfies Record<NativeField, string>

const isNativeField = (field: string): field is NativeField => Object.hasOwn(typeWords, field)

type LineOfFields = { line: number; fields: Record<string, unknown> }

/** Native questions, one JSON object a line, and pictures as lines {"picture": base64}; every error with its line. */
export function readJsonlQuestions(text: string): ReadFile {
  const lines = text
    .split(/\r\n?|\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== '')
  if (lines.length > MAX_RECORDS) return { ...nothingRead(), errors: [tooManyRecords()] }
  const read: LineOfFields[] = []
  const errors: ImportIssue[] = []
  const pictures = pictureCollector()
  for (const { content, line } of lines) {
    const fields = parseObject(content)
    if (fields === null) {
      errors.push(issueAt(line, null, 'json-invalid', 'Dòng này không phải là một đối tượng JSON. Hãy ghi mỗi câu hỏi trọn trong một dòng {…}.'))
    } else if (typeof fields['picture'] === 'string') {
      const kept = pictures.keep(Buffer.from(fields['picture'], 'base64'), '')
      if (!kept.ok) errors.push(issueAt(line, 'picture', kept.code, kept.message))
    } else read.push({ line, fields })
  }
  return { questions: read.map(readQuestion), errors, warnings: unknownFields(read), skipped: [], pictures: pictures.pictures() }
}

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
  if (kind === null && !wrong.has('kind')) {
    const kinds = Object.values(kindWords).map((words) => words[1])
    errors.push(issueAt(line, 'kind', 'kind-unknown', `Loại câu hỏi phải là một trong: ${kinds.join(', ')}. Hãy sửa lại.`))
  }
  if (status === null) errors.push(issueAt(line, 'status', 'status-unknown', 'Trạng thái phải là draft, reviewed, ready hoặc retired. Hãy sửa lại.'))
  return { line, errors, draft: draftOf(native, kind ?? 'multiple', status ?? 'draft') }
}

const ascending = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b)

function draftOf(native: NativeQuestion, kind: QuestionDraft['kind'], status: QuestionDraft['status']): QuestionDraft {
  const options = (native.options ?? []).map(cleanText)
  const correct = native.correct ?? []
  return {
    ...blankQuestion(),
    code: cleanLine(native.id ?? ''),
    kind,
    topic: cleanLine(native.topic ?? ''),
    difficulty: native.difficulty ?? 0,
    status,
    stem: cleanText(native.stem ?? ''),
    options,
    correct:
      kind === 'matching' ? correct : kind === 'ordering' && native.correct === undefined ? options.map((_, index) => index) : ascending(correct),
    credits: native.credits ?? [],
    prompts: (native.prompts ?? []).map(cleanText),
    answers: (native.answers ?? []).map(({ text, ...answer }) => ({ ...answer, text: cleanText(text) })),
    caseMatters: native.caseMatters ?? false,
    accentsMatter: native.accentsMatter ?? false,
    explanation: cleanText(native.explanation ?? ''),
    legalReference: cleanText(native.legalReference ?? native.citation ?? ''),
    tags: (native.tags ?? []).map(cleanLine),
    keepOrder: native.keepOrder ?? false,
    keepLast: ascending(native.keepLast ?? []),
  }
}

/** Drafts and their pictures as a native file; read back, it gives the same drafts and pictures. */
export function writeJsonlQuestions(drafts: readonly QuestionDraft[], pictureOf: PictureOf): WrittenFile {
  const hashes = picturesIn(drafts.flatMap(({ stem, options, prompts, explanation }) => [stem, ...options, ...prompts, explanation]))
  const pictures = hashes.flatMap((hash) => {
    const picture = pictureOf(hash)
    return picture === null ? [] : [{ picture: Buffer.from(picture.bytes).toString('base64') }]
  })
  const text = [...pictures, ...drafts.map(nativeOf)].map((line) => `${JSON.stringify(line)}\n`).join('')
  return { bytes: Buffer.from(text, 'utf8'), leftOut: [] }
}

/** Fields that say nothing are left out, so that a plain question reads plainly. */
function nativeOf({ code, kind, legalReference, ...draft }: QuestionDraft): NativeQuestion {
  const {
    status,
    keepOrder,
    topic,
    difficulty,
    stem,
    options,
    correct,
    credits,
    prompts,
    answers,
    caseMatters,
    accentsMatter,
    explanation,
    tags,
    keepLast,
  } = draft
  const typed = kind === 'shortText' || kind === 'number'
  return {
    id: code,
    topic,
    difficulty,
    kind: kindWords[kind][1],
    stem,
    ...(typed ? { answers } : { options, correct }),
    ...(kind === 'matching' ? { prompts } : {}),
    ...(credits.length > 0 ? { credits } : {}),
    ...(caseMatters ? { caseMatters } : {}),
    ...(accentsMatter ? { accentsMatter } : {}),
    explanation,
    citation: legalReference,
    ...(tags.length > 0 ? { tags } : {}),
    status,
    keepOrder,
    ...(keepLast.length > 0 ? { keepLast } : {}),
  }
}
