import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { collectQuestions, type Defaults, type ParsedQuestions } from './collect-questions.ts'
import { decodeText, encodingWarnings, MAX_FILE_BYTES } from './encodings/decode-text.ts'
import { issueAt } from './import-issues.ts'
import { settleOptionOrder } from './option-order.ts'
import { detectFormat, type QuestionFormat } from './question-formats.ts'
import { nothingRead, type QuestionReader, type ReadFile } from './read-questions.ts'

/** `format` is null when the file could not be recognised; `errors` then says why. */
export type QuestionFile = ParsedQuestions & { format: QuestionFormat | null }

/** How the questions of a file are to be read where the file itself does not say. */
export type ReadingOptions = { format?: QuestionFormat | undefined; defaults?: Defaults | undefined }

/** A question file's bytes as drafts, its format found by content first (names lie), then by name. */
export async function readQuestionFile(fileName: string, bytes: Uint8Array, { format, defaults = {} }: ReadingOptions = {}): Promise<QuestionFile> {
  if (bytes.length > MAX_FILE_BYTES) return unread(issueAt(null, null, 'file-too-large', 'Tệp lớn quá 50 MiB. Hãy chia thành nhiều tệp nhỏ hơn.'))
  const found = format === undefined ? detectFormat(fileName, bytes) : { ok: true as const, format }
  if (!found.ok) return unread(found.issue)
  const reader: QuestionReader = await readers[found.format]()
  const read = await reader(bytes)
  return { format: found.format, ...collectQuestions(wordless.has(found.format) ? settleOptionOrder(read) : read, defaults) }
}

function unread(issue: ImportIssue): QuestionFile {
  return { format: null, ...collectQuestions({ ...nothingRead(), errors: [issue] }) }
}

/** A reader of text, given whatever encoding the bytes are in. */
const fromText =
  (read: (text: string) => ReadFile) =>
  (bytes: Uint8Array): ReadFile => {
    const decoded = decodeText(bytes)
    if (!decoded.ok) return { ...nothingRead(), errors: [decoded.issue] }
    const file = read(decoded.text)
    return { ...file, warnings: [...encodingWarnings(decoded.encoding), ...file.warnings] }
  }

/** Formats that cannot say which options keep their places. */
const wordless = new Set<QuestionFormat>(['gift', 'aiken', 'docx', 'text'])

/** Each is loaded when a file of its format comes: who brings a workbook does not wait for what reads the HTML of Moodle. */
const readers = {
  jsonl: async () => fromText((await import('./questions-jsonl.ts')).readJsonlQuestions),
  csv: async () => fromText((await import('./sheet/questions-csv.ts')).readCsvQuestions),
  xlsx: async () => (await import('./sheet/questions-xlsx.ts')).readXlsxQuestions,
  gift: async () => fromText((await import('./gift/gift.ts')).readGift),
  aiken: async () => fromText((await import('./aiken.ts')).readAiken),
  'moodle-xml': async () => fromText((await import('./moodle-xml/moodle-xml.ts')).readMoodleXml),
  qti: async () => (await import('./qti/qti.ts')).readQti,
  docx: async () => (await import('./word/docx.ts')).readDocx,
  text: async () => fromText((await import('./word/pasted-text.ts')).readPastedText),
} satisfies Record<QuestionFormat, () => Promise<QuestionReader>>
