import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from './import-issues.ts'
import type { ReadFile, ReadQuestion } from './read-questions.ts'

/** "Cả A và B", "A, B, C đều đúng": the letters mean the options as they were written, so these must not be shuffled. */
const NAMES_LETTERS = /(?:^|[\s(“"])[A-H]\s*(?:,|;|và|&|and|or|hoặc)\s*(?:[A-H]\s*(?:,|;|và|&|and|or|hoặc)\s*)*[A-H](?=$|[\s.,;)”"])/u
/** "Tất cả các phương án trên", "Không có đáp án nào đúng": true of all the others, so it stands behind them. */
const ABOUT_OTHERS =
  /^(?:cả\s+(?:hai|ba|bốn|năm|[2-9]|các)\s|tất cả(?=[\s.]*$|\s+(?:(?:các|những)\s+)?(?:phương án|đáp án|câu|ý|trường hợp|nội dung|đều|trên))|không\s+(?:có\s+)?(?:phương án|đáp án|câu|ý|trường hợp)(?:\s+trả lời)?\s+nào|(?:các|những)\s+(?:phương án|đáp án|câu|ý)\s+trên|(?:all|none|both|any)\s+of\s+(?:the\s+above|these|them))/iu

function settled({ line, draft, errors }: ReadQuestion): ReadQuestion {
  if ((draft.kind !== 'single' && draft.kind !== 'multiple') || draft.keepOrder || draft.keepLast.length > 0) return { line, draft, errors }
  if (draft.options.some((option) => NAMES_LETTERS.test(option))) return { line, errors, draft: { ...draft, keepOrder: true } }
  const about = draft.options.flatMap((option, index) => (ABOUT_OTHERS.test(option.trim()) ? [index] : []))
  return about.length === 0 ? { line, draft, errors } : { line, errors, draft: { ...draft, keepLast: about } }
}

/**
 * For formats that have no word for it: options that name others by letter keep the whole order, and "all of the above" stays last.
 * What was decided is told, so that an organiser can change it.
 */
export function settleOptionOrder(file: ReadFile): ReadFile {
  const questions = file.questions.map(settled)
  const changed = questions.filter(({ draft }, index) => draft !== file.questions[index]?.draft)
  const ordered = changed.filter(({ draft }) => draft.keepOrder)
  const last = changed.filter(({ draft }) => draft.keepLast.length > 0)
  const tell = (some: readonly ReadQuestion[], code: string, words: string): ImportIssue[] =>
    some[0] === undefined
      ? []
      : [issueAt(some[0].line, 'options', code, `${some.length} câu ${words} Anh/Chị có thể đổi trong ngân hàng sau khi nạp.`)]
  return {
    ...file,
    questions,
    warnings: [
      ...file.warnings,
      ...tell(ordered, 'order-kept', 'có phương án nhắc đến chữ cái khác (như “Cả A và B”) nên giữ nguyên thứ tự phương án.'),
      ...tell(last, 'option-kept-last', 'có phương án như “Tất cả các phương án trên” nên phương án đó luôn đứng cuối.'),
    ],
  }
}
