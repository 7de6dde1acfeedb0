import { z } from 'zod'
import { count, done, id, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { importIssue } from './imports.ts'
import { contestParams, questionContent } from './questions.ts'

const importParams = z.object({ importId: id })
const importFormat = z.enum(['jsonl', 'csv', 'xlsx', 'gift', 'aiken', 'moodle-xml', 'qti', 'docx', 'text'])
export const importAction = z.enum(['load', 'skip', 'replace'])

export const skippedQuestion = z.object({ line: count.nullable(), type: z.string(), reason: z.string() })

const questionImport = z
  .object({
    id,
    fileName: z.string(),
    format: z.string(),
    /** staged: read and waiting to be confirmed; loaded; undone. */
    state: z.enum(['staged', 'loaded', 'undone']),
    at: moment,
    actor: z.string(),
    questions: count,
    byKind: z.record(z.string(), count),
    byStatus: z.record(z.string(), count),
    /** What loading it as proposed does (staged), or did (loaded). */
    added: count,
    changed: count,
    unchanged: count,
    skippedCount: count,
    errorCount: count,
    warningCount: count,
    duplicates: count,
    pictures: count,
    loadedAt: moment.nullable(),
    undoneAt: moment.nullable(),
    undoReason: z.string().nullable(),
  })
  .meta({ id: 'QuestionImport' })

/** A question of the bank or of the same file that says the same, or nearly. */
const likeness = z.object({
  kind: z.enum(['sameCode', 'duplicate', 'near']),
  where: z.enum(['bank', 'file']),
  code: z.string(),
  line: count.nullable(),
  stem: z.string(),
  /** 0–1, of the words of stem and options. */
  similarity: z.number(),
})

const stagedQuestion = z.object({
  position: count,
  line: count,
  question: questionContent,
  change: z.enum(['added', 'changed', 'unchanged']),
  likeness: likeness.nullable(),
  /** What happens unless somebody chooses otherwise. */
  proposed: importAction,
})

export const stageQuestionImport = {
  summary: 'Read a question file (the body is its bytes) and say what it would do; nothing is loaded until it is confirmed.',
  params: contestParams,
  query: z.object({
    fileName: text(1, 200),
    format: importFormat.optional(),
    /** For questions whose file does not tell. */
    topic: text(0, 200).optional(),
    difficulty: z.coerce.number().int().min(1).max(5).optional(),
  }),
  reply: z.object({
    import: questionImport,
    errors: z.array(importIssue),
    warnings: z.array(importIssue),
    skipped: z.array(skippedQuestion),
  }),
} satisfies Contract

export const getQuestionImport = {
  summary: 'An import with its questions as they will look.',
  params: importParams,
  query: z.object({ page, pageSize, show: z.enum(['all', 'alike', 'added', 'changed', 'unchanged']).default('all') }),
  reply: z.object({
    import: questionImport,
    errors: z.array(importIssue),
    warnings: z.array(importIssue),
    skipped: z.array(skippedQuestion),
    rows: z.array(stagedQuestion),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const listQuestionImports = {
  summary: 'The imports of a contest, newest first.',
  params: contestParams,
  query: z.object({ page, pageSize }),
  reply: z.object({ imports: z.array(questionImport), total: count, page: count, pageSize: count }),
} satisfies Contract

export const confirmQuestionImport = {
  summary: 'Load a staged import in one transaction; `choices` tells what to do with single questions where not as proposed.',
  params: importParams,
  body: z.object({
    choices: z
      .array(z.object({ position: count, action: importAction }))
      .max(50_000)
      .default([]),
  }),
  reply: z.object({ added: count, changed: count, unchanged: count, skipped: count, bankVersion: count }),
} satisfies Contract

export const discardQuestionImport = {
  summary: 'Throw a staged import away.',
  params: importParams,
  reply: done,
} satisfies Contract

export const undoQuestionImport = {
  summary: 'Take a loaded import back, as long as none of its questions was drawn or changed since.',
  params: importParams,
  body: z.object({ reason }),
  reply: z.object({ removed: count, restored: count, bankVersion: count }),
} satisfies Contract
