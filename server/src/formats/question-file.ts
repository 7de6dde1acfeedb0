import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { ParsedQuestions } from './collect-questions.ts'
import { decodeText, encodingWarnings } from './decode-text.ts'
import { issueAt } from './import-issues.ts'
import { parseQuestionsCsv } from './questions-csv.ts'
import { parseQuestionsJsonl } from './questions-jsonl.ts'

export type QuestionFormat = 'jsonl' | 'csv'
/** `format` is null when the file could not be recognised; `errors` then says why. */
export type QuestionFile = ParsedQuestions & { format: QuestionFormat | null }

const parsers = { jsonl: parseQuestionsJsonl, csv: parseQuestionsCsv } satisfies Record<QuestionFormat, (text: string) => ParsedQuestions>

/** A question file's bytes as drafts, its format found by content first (names lie), then by name. */
export function readQuestionFile(fileName: string, bytes: Uint8Array): QuestionFile {
  const decoded = decodeText(bytes)
  if (!decoded.ok) return unread(decoded.issue)
  const format = formatOf(fileName, decoded.text)
  if (format === null) {
    return unread(
      issueAt(null, null, 'json-array', 'Tệp JSON phải ghi mỗi câu hỏi trọn trong một dòng, không đặt trong […]. Hãy sửa lại hoặc dùng tệp CSV.'),
    )
  }
  const parsed = parsers[format](decoded.text)
  return { format, ...parsed, warnings: [...encodingWarnings(decoded.encoding), ...parsed.warnings] }
}

function unread(issue: ImportIssue): QuestionFile {
  return { format: null, drafts: [], errors: [issue], warnings: [] }
}

function formatOf(fileName: string, text: string): QuestionFormat | null {
  const first = text.trimStart()[0]
  if (first === '{') return 'jsonl'
  const named = /\.(?:jsonl|ndjson|json)$/i.test(fileName)
  return named && first === '[' ? null : named ? 'jsonl' : 'csv'
}
