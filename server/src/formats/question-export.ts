import type { QuestionDraft } from '../domain/question.ts'
import { writeGift } from './gift/gift-write.ts'
import { writeMoodleXml } from './moodle-xml/moodle-xml-write.ts'
import type { QuestionFormat } from './question-formats.ts'
import { writeCsvQuestions } from './sheet/questions-csv.ts'
import { writeJsonlQuestions } from './questions-jsonl.ts'
import { writeXlsxQuestions } from './sheet/questions-xlsx.ts'
import type { PictureOf, WrittenFile } from './read-questions.ts'

export const exportFormats = ['gift', 'moodle-xml', 'xlsx', 'csv', 'jsonl'] as const satisfies readonly QuestionFormat[]
export type ExportFormat = (typeof exportFormats)[number]

/** What an exported file is called and sent as. */
export const exportFiles = {
  gift: { extension: 'gift.txt', type: 'text/plain; charset=utf-8' },
  'moodle-xml': { extension: 'xml', type: 'application/xml; charset=utf-8' },
  xlsx: { extension: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { extension: 'csv', type: 'text/csv; charset=utf-8' },
  jsonl: { extension: 'jsonl', type: 'application/x-ndjson; charset=utf-8' },
} as const satisfies Record<ExportFormat, { extension: string; type: string }>

const writers = {
  gift: (drafts) => writeGift(drafts),
  'moodle-xml': writeMoodleXml,
  xlsx: writeXlsxQuestions,
  csv: (drafts) => writeCsvQuestions(drafts),
  jsonl: writeJsonlQuestions,
} satisfies Record<ExportFormat, (drafts: readonly QuestionDraft[], pictureOf: PictureOf) => WrittenFile | Promise<WrittenFile>>

/** Questions as a file of another system or our own, with the list of what that format cannot hold. */
export async function writeQuestionFile(format: ExportFormat, drafts: readonly QuestionDraft[], pictureOf: PictureOf): Promise<WrittenFile> {
  return writers[format](drafts, pictureOf)
}
