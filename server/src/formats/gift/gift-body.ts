import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { GiftBlock } from './gift-blocks.ts'
import { issueAt } from '../import-issues.ts'

/** A question taken apart, its signs still protected; `answer` is null when it has no braces. */
type GiftBody = { stem: string; answer: string | null; answerLine: number; feedback: string }

type Question = Extract<GiftBlock, { kind: 'question' }>

export const unclosedBrace = (line: number): ImportIssue =>
  issueAt(line, null, 'brace-unclosed', 'Dấu { mở ở dòng này không được đóng trước câu sau. Hãy thêm dấu } ở cuối phần trả lời.')

export const endless = (line: number): ImportIssue =>
  issueAt(line, null, 'question-endless', 'Từ dòng này có quá nhiều dòng liền nhau cho một câu hỏi. Hãy chừa một dòng trống giữa hai câu.')

/** Stem, answers and general feedback as Moodle parts them: the first `{` to the first `}`, and what follows the last `####` inside. */
export function giftBody({ line, text }: Question): { ok: true; body: GiftBody } | { ok: false; issue: ImportIssue } {
  const start = afterName(text)
  const open = text.indexOf('{', start)
  const close = text.indexOf('}', start)
  const lineAt = (index: number): number => line + (text.slice(0, index).match(/\n/g)?.length ?? 0)
  if (open === -1 && close === -1) return { ok: true, body: { stem: text.slice(start), answer: null, answerLine: line, feedback: '' } }
  if (close === -1) return { ok: false, issue: unclosedBrace(lineAt(open)) }
  if (open === -1 || close < open) return { ok: false, issue: unopenedBrace(lineAt(close)) }
  const second = text.slice(close + 1).search(/[{}]/)
  if (second !== -1) return { ok: false, issue: secondBrace(lineAt(close + 1 + second)) }
  const inside = text.slice(open + 1, close)
  const feedbackAt = inside.lastIndexOf('####')
  const answer = feedbackAt === -1 ? inside : inside.slice(0, feedbackAt)
  return {
    ok: true,
    body: {
      stem: stemAround(text.slice(start, open), text.slice(close + 1)),
      answer: answer.trim(),
      answerLine: lineAt(text.length - text.slice(open + 1).trimStart().length),
      feedback: feedbackAt === -1 ? '' : inside.slice(feedbackAt + 4),
    },
  }
}

/** Names repeat in real files, so a question's name is no code: it is passed over. */
function afterName(text: string): number {
  if (!text.startsWith('::')) return 0
  const end = text.indexOf('::', 2)
  return end === -1 ? 2 : end + 2
}

/** Words after the braces make a gap in the sentence; tags that only close what was open before them do not. */
function stemAround(before: string, after: string): string {
  return /^(?:<\/?[a-z][^<>]*>|\s)*$/i.test(after) ? before + after : `${before}_____${after}`
}

function unopenedBrace(line: number): ImportIssue {
  return issueAt(line, null, 'brace-unopened', 'Dấu } ở dòng này không có dấu { mở trước. Hãy thêm dấu {, hoặc viết \\} nếu dấu này là nội dung.')
}

function secondBrace(line: number): ImportIssue {
  return issueAt(
    line,
    null,
    'brace-twice',
    'Câu này có thêm dấu { hoặc } sau phần trả lời. Hãy chừa một dòng trống giữa hai câu, hoặc viết \\{ và \\} nếu các dấu này là nội dung.',
  )
}
