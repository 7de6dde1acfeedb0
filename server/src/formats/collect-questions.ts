import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { questionFaults, type QuestionDraft } from '../domain/question.ts'
import { inFileOrder, issueAt } from './import-issues.ts'

/** A question as read from a file, with what was wrong in reading it; fields that could not be read hold an empty value. */
export type ReadQuestion = { line: number; draft: QuestionDraft; errors: ImportIssue[] }

/** Where a faultless question stood in its file. */
export type QuestionAtLine = { line: number; draft: QuestionDraft }

export type ParsedQuestions = {
  /** Questions without a fault; load them only when `errors` is empty. */
  drafts: QuestionAtLine[]
  errors: ImportIssue[]
  warnings: ImportIssue[]
}

/** Every question judged by the domain's rules and against the codes before it, all errors at once. */
export function collectQuestions(
  questions: readonly ReadQuestion[],
  errors: readonly ImportIssue[],
  warnings: readonly ImportIssue[],
): ParsedQuestions {
  const drafts: QuestionAtLine[] = []
  const all = [...errors]
  const lineOf = new Map<string, number>()
  for (const question of questions) {
    const own = [...question.errors, ...unreported(question), ...codeTwice(question, lineOf.get(question.draft.code))]
    if (!lineOf.has(question.draft.code)) lineOf.set(question.draft.code, question.line)
    if (own.length === 0) drafts.push({ line: question.line, draft: question.draft })
    all.push(...own)
  }
  if (questions.length === 0 && all.length === 0) {
    all.push(issueAt(null, null, 'no-questions', 'Tệp không có câu hỏi nào. Hãy chọn đúng tệp hoặc thêm câu hỏi dưới dòng tiêu đề.'))
  }
  return { drafts, errors: inFileOrder(all), warnings: inFileOrder(warnings) }
}

/** The domain's faults, but for fields that could not be read in the first place. */
function unreported({ line, draft, errors }: ReadQuestion): ImportIssue[] {
  const reported = new Set(errors.map((error) => error.field))
  return questionFaults(draft)
    .filter((fault) => !reported.has(fault.field))
    .map((fault) => issueAt(line, fault.field, fault.code, fault.message))
}

function codeTwice({ line, draft }: ReadQuestion, earlier: number | undefined): ImportIssue[] {
  if (draft.code === '' || earlier === undefined) return []
  return [issueAt(line, 'id', 'code-twice', `Mã “${draft.code}” đã có ở dòng ${earlier}. Hãy đổi mã hoặc bỏ một trong hai câu.`)]
}
