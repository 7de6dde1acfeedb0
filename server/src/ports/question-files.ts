import type { Decision } from '../domain/decision.ts'
import type { StoredPicture } from './pictures.ts'
import type { StagedQuestion } from '../domain/question-import.ts'
import type { ImportSummary } from './question-imports.ts'
import type { QuestionDraft } from '../domain/question.ts'
import type { Contests } from './contests.ts'
import type { QuestionFilter } from './questions.ts'

export type ReadJob = {
  contestId: string
  fileName: string
  bytes: Uint8Array
  /** Told by whoever imports; else found by content. */
  format?: string | undefined
  topic?: string | undefined
  difficulty?: number | undefined
}

/** A file as it was read, compared with the bank as it is; `rows` come in pieces. */
export type ReadQuestions = { format: string; summary: ImportSummary; pictures: StoredPicture[]; rows: AsyncIterable<StagedQuestion[]> }

export type WriteJob = { filter: QuestionFilter; format: string }
export type WrittenQuestions = { bytes: Uint8Array; leftOut: { code: string; reason: string }[]; questions: number }

/** Reading and writing question files, off the event loop: a large file can never slow an answer. */
export type QuestionFiles = {
  /** Refused (`file-too-heavy`) when the file needs more memory or time than a small machine has to spare. */
  read: (job: ReadJob) => Promise<Decision<ReadQuestions>>
  write: (job: WriteJob) => Promise<WrittenQuestions>
}

/** What whoever writes such a file, or plays a trial, reads of a question bank and its contest. */
export type QuestionReads = {
  contests: Pick<Contests, 'find' | 'rounds'>
  /** Current questions by filter, sorted by code. */
  current: (filter: QuestionFilter) => Promise<QuestionDraft[]>
  /** Pictures by their hash; one that is not kept any more is not among them. */
  pictures: (hashes: readonly string[]) => Promise<ReadonlyMap<string, StoredPicture>>
  close: () => Promise<void>
}
