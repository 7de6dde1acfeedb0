import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { collectQuestions, type Defaults, type ParsedQuestions } from './collect-questions.ts'
import { decodeText, encodingWarnings, MAX_FILE_BYTES } from './encodings/decode-text.ts'
import { issueAt } from './import-issues.ts'
import { readAiken } from './aiken.ts'
import { readDocx } from './word/docx.ts'
import { readGift } from './gift/gift.ts'
import { readMoodleXml } from './moodle-xml/moodle-xml.ts'
import { settleOptionOrder } from './option-order.ts'
import { readPastedText } from './word/pasted-text.ts'
import { readQti } from './qti/qti.ts'
import { detectFormat, type QuestionFormat } from './question-formats.ts'
import { readCsvQuestions } from './sheet/questions-csv.ts'
import { readJsonlQuestions } from './questions-jsonl.ts'
import { readXlsxQuestions } from './sheet/questions-xlsx.ts'
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
  const read = await readers[found.format](bytes)
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

const readers = {
  jsonl: fromText(readJsonlQuestions),
  csv: fromText(readCsvQuestions),
  xlsx: readXlsxQuestions,
  gift: fromText(readGift),
  aiken: fromText(readAiken),
  'moodle-xml': fromText(readMoodleXml),
  qti: readQti,
  docx: readDocx,
  text: fromText(readPastedText),
} satisfies Record<QuestionFormat, QuestionReader>
