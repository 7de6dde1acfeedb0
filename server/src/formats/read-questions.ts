import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { PictureType } from '../domain/pictures.ts'
import type { QuestionDraft } from '../domain/question.ts'

/** A question as read from a file, with what was wrong in reading it; fields that could not be read hold an empty value. */
export type ReadQuestion = { line: number; draft: QuestionDraft; errors: ImportIssue[] }

/** A question that the file holds and hoithi cannot ask: what the file calls its type, and why it is left out. */
export type SkippedQuestion = { line: number | null; type: string; reason: string }

/** A picture that drafts name by `pictureMark(hash, …)`. */
export type Picture = { hash: string; type: PictureType; bytes: Uint8Array }

/** What a format makes of a file's bytes, before the drafts are judged: nothing in the file is dropped without an entry in one of the lists. */
export type ReadFile = {
  questions: ReadQuestion[]
  /** Parts of the file that are no question any more. */
  errors: ImportIssue[]
  warnings: ImportIssue[]
  skipped: SkippedQuestion[]
  pictures: Picture[]
}

/** A format: a pure function of the bytes. */
export type QuestionReader = (bytes: Uint8Array) => ReadFile | Promise<ReadFile>

export const nothingRead = (): ReadFile => ({ questions: [], errors: [], warnings: [], skipped: [], pictures: [] })

/** A written file, and the questions that its format cannot hold, each with the reason. */
export type WrittenFile = { bytes: Uint8Array; leftOut: { code: string; reason: string }[] }

/** The bytes of a picture that drafts name; null when it is not known. */
export type PictureOf = (hash: string) => Pick<Picture, 'type' | 'bytes'> | null
