import type { QuestionDraft } from '../domain/question.ts'
import type { QuestionFormat } from './question-formats.ts'
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

type Writer = (drafts: readonly QuestionDraft[], pictureOf: PictureOf) => WrittenFile | Promise<WrittenFile>

/** Each is loaded when a file of its format is asked for. */
const writers = {
  gift: async () => (await import('./gift/gift-write.ts')).writeGift,
  'moodle-xml': async () => (await import('./moodle-xml/moodle-xml-write.ts')).writeMoodleXml,
  xlsx: async () => (await import('./sheet/questions-xlsx.ts')).writeXlsxQuestions,
  csv: async () => (await import('./sheet/questions-csv.ts')).writeCsvQuestions,
  jsonl: async () => (await import('./questions-jsonl.ts')).writeJsonlQuestions,
} satisfies Record<ExportFormat, () => Promise<Writer>>

/** Questions as a file of another system or our own, with the list of what that format cannot hold. */
export async function writeQuestionFile(format: ExportFormat, drafts: readonly QuestionDraft[], pictureOf: PictureOf): Promise<WrittenFile> {
  const write: Writer = await writers[format]()
  return write(drafts, pictureOf)
}
