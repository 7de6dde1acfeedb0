import { createHash } from 'node:crypto'
import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { freeCodes } from '../domain/question-import.ts'
import { questionFaults, type QuestionDraft } from '../domain/question.ts'
import { questionText } from '../domain/similarity.ts'
import { MAX_RECORDS, inFileOrder, issueAt, tooManyRecords } from './import-issues.ts'
import type { Picture, ReadFile, ReadQuestion, SkippedQuestion } from './read-questions.ts'

/** What a question gets that its file does not tell. */
export type Defaults = { topic?: string | undefined; difficulty?: number | undefined }
type Given = { topic: string; difficulty: number }
const plain: Given = { topic: 'Chung', difficulty: 3 }

/** Where a faultless question stood in its file. */
export type QuestionAtLine = { line: number; draft: QuestionDraft }

export type ParsedQuestions = {
  /** Questions without a fault; load them only when `errors` is empty. */
  drafts: QuestionAtLine[]
  errors: ImportIssue[]
  warnings: ImportIssue[]
  skipped: SkippedQuestion[]
  pictures: Picture[]
}

/** Every question judged by the domain's rules and against the codes before it, all errors at once; what the file left open is filled in and told. */
export function collectQuestions(read: ReadFile, { topic = plain.topic, difficulty = plain.difficulty }: Defaults = {}): ParsedQuestions {
  const defaults: Given = { topic: topic === '' ? plain.topic : topic, difficulty }
  const drafts: QuestionAtLine[] = []
  const errors = [...read.errors]
  const warnings = [...read.warnings, ...defaultWarnings(read.questions, defaults)]
  if (read.questions.length > MAX_RECORDS) return { drafts: [], errors: [tooManyRecords()], warnings, skipped: read.skipped, pictures: [] }
  const lineOf = new Map<string, number>()
  const free = freeCodes((code) => lineOf.has(code))
  for (const question of read.questions) {
    const { line } = question
    const given = question.draft.code !== ''
    const pictures = question.errors.filter(({ field }) => field === 'pictures')
    const draft = withoutItsPictures(filled(question.draft, defaults), pictures.length > 0)
    const unread = question.errors.filter(({ field }) => field !== 'pictures')
    const own = [...unread, ...unreported(line, draft, unread)]
    warnings.push(...pictures)
    const earlier = lineOf.get(draft.code)
    if (earlier !== undefined && given) own.push(codeTwice(line, draft.code, earlier))
    else if (earlier !== undefined) {
      warnings.push(
        issueAt(
          line,
          null,
          'question-twice',
          `Câu này giống hệt câu ở dòng ${earlier} nên mặc định chỉ nạp một câu. Hãy chọn lại ở phần xem trước nếu cần cả hai.`,
        ),
      )
      draft.code = free(draft.code)
    }
    if (earlier === undefined || !given) lineOf.set(draft.code, line)
    if (own.length === 0) drafts.push({ line, draft })
    if (own.length === 0 && draft.kind === 'multiple' && draft.correct.length === draft.options.length) {
      warnings.push(issueAt(line, 'correct', 'key-all', 'Mọi phương án đều đúng: ai chọn hết cũng được điểm. Hãy kiểm tra lại đáp án.'))
    }
    errors.push(...own)
  }
  if (read.questions.length === 0 && errors.length === 0) errors.push(noQuestions(read.skipped.length))
  return { drafts, errors: inFileOrder(errors), warnings: inFileOrder(warnings), skipped: read.skipped, pictures: read.pictures }
}

/** A question whose picture could not be kept is loaded as a draft: nobody is asked about a picture that is not there. */
function withoutItsPictures(draft: QuestionDraft, missing: boolean): QuestionDraft {
  return missing && draft.status !== 'retired' ? { ...draft, status: 'draft' } : draft
}

function noQuestions(skipped: number): ImportIssue {
  return skipped === 0
    ? issueAt(null, null, 'no-questions', 'Tệp không có câu hỏi nào. Hãy chọn đúng tệp hoặc thêm câu hỏi.')
    : issueAt(null, null, 'no-questions', `Tệp có ${skipped} mục nhưng không có mục nào hỏi được trên hoithi. Hãy xem lý do ở danh sách bỏ qua.`)
}

function filled(draft: QuestionDraft, defaults: Given): QuestionDraft {
  return {
    ...draft,
    code: draft.code === '' ? codeFor(draft) : draft.code,
    topic: draft.topic === '' ? defaults.topic : draft.topic,
    difficulty: draft.difficulty === 0 ? defaults.difficulty : draft.difficulty,
  }
}

/** A code made from what the question says: the same question gets it again at the next import. */
function codeFor(draft: QuestionDraft): string {
  return `q-${createHash('sha256')
    .update(`${draft.kind}\n${questionText(draft)}`)
    .digest('hex')
    .slice(0, 10)}`
}

function defaultWarnings(questions: readonly ReadQuestion[], defaults: Given): ImportIssue[] {
  const tell = (missing: readonly ReadQuestion[], field: string, code: string, words: string): ImportIssue[] =>
    missing.length === 0 ? [] : [issueAt(missing[0]?.line ?? null, field, code, `${missing.length.toLocaleString('vi-VN')} câu ${words}`)]
  return [
    ...tell(
      questions.filter(({ draft }) => draft.code === ''),
      'id',
      'code-made',
      'không có mã nên được đặt mã theo nội dung. Anh/Chị có thể đổi mã trong tệp trước khi nạp.',
    ),
    ...tell(
      questions.filter(({ draft, errors }) => draft.topic === '' && !errors.some(({ field }) => field === 'topic')),
      'topic',
      'topic-default',
      `không ghi chủ đề nên được xếp vào “${defaults.topic}”. Hãy chọn chủ đề khác trước khi nạp nếu cần.`,
    ),
    ...tell(
      questions.filter(({ draft, errors }) => draft.difficulty === 0 && !errors.some(({ field }) => field === 'difficulty')),
      'difficulty',
      'difficulty-default',
      `không ghi độ khó nên được xếp mức ${defaults.difficulty}. Hãy chọn mức khác trước khi nạp nếu cần.`,
    ),
  ]
}

/** The domain's faults, but for fields that could not be read in the first place. */
function unreported(line: number, draft: QuestionDraft, errors: readonly ImportIssue[]): ImportIssue[] {
  const reported = new Set(errors.map((error) => error.field))
  return questionFaults(draft)
    .filter((fault) => !reported.has(fault.field))
    .map((fault) => issueAt(line, fault.field, fault.code, fault.message))
}

function codeTwice(line: number, code: string, earlier: number): ImportIssue {
  return issueAt(line, 'id', 'code-twice', `Mã “${code}” đã có ở dòng ${earlier}. Hãy đổi mã hoặc bỏ một trong hai câu.`)
}
