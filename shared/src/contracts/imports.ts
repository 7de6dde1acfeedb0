import { z } from 'zod'
import { count, id, page, pageSize, text, type Contract } from './common.ts'
import { questionKind } from './rules.ts'

export const importIssue = z
  .object({
    /** Line of the file, 1-based; null when the whole file is meant. */
    line: count.nullable(),
    field: z.string().nullable(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'ImportIssue' })
export type ImportIssue = z.infer<typeof importIssue>

const file = z.object({
  fileName: text(1, 200),
  /** The file's bytes in base64; at most 8 MiB before encoding. */
  content: z.string().max(11_500_000),
})

export const questionStatus = z.enum(['draft', 'ready', 'retired'])

export const deskQuestion = z
  .object({
    id,
    code: z.string(),
    version: count,
    kind: questionKind,
    topic: z.string(),
    difficulty: count,
    status: questionStatus,
    stem: z.string(),
    options: z.array(z.object({ text: z.string(), correct: z.boolean() })),
    explanation: z.string(),
    legalReference: z.string(),
  })
  .meta({ id: 'DeskQuestion' })

export const listQuestions = {
  summary: 'The question bank with keys (organisers, judges and administrators only).',
  params: z.object({ slug: z.string().min(1).max(100) }),
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    topic: text(0, 200).optional(),
    status: questionStatus.optional(),
    kind: questionKind.optional(),
    difficulty: z.coerce.number().int().min(1).max(5).optional(),
  }),
  reply: z.object({
    questions: z.array(deskQuestion),
    total: count,
    page: count,
    pageSize: count,
    topics: z.array(z.string()),
    byStatus: z.record(z.string(), count),
    bankVersion: count,
  }),
} satisfies Contract

const questionPreview = z.object({
  format: z.string(),
  questions: count,
  byKind: z.record(z.string(), count),
  byStatus: z.record(z.string(), count),
  added: count,
  changed: count,
  unchanged: count,
  errors: z.array(importIssue),
  warnings: z.array(importIssue),
  sample: z.array(deskQuestion),
})

export const previewQuestionImport = {
  summary: 'Read a question file and say what it would do, with every error by line; writes nothing.',
  params: z.object({ slug: z.string().min(1).max(100) }),
  body: file,
  reply: questionPreview,
} satisfies Contract

export const importQuestions = {
  summary: 'Load a question file in one transaction, or refuse it whole.',
  params: z.object({ slug: z.string().min(1).max(100) }),
  body: file,
  reply: z.object({ added: count, changed: count, unchanged: count, bankVersion: count }),
} satisfies Contract

const unionPreview = z.object({
  unions: count,
  added: count,
  changed: count,
  unchanged: count,
  errors: z.array(importIssue),
  warnings: z.array(importIssue),
  sample: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      parentCode: z.string(),
      memberCount: count.nullable(),
      change: z.enum(['added', 'changed', 'unchanged']),
    }),
  ),
})

export const previewUnionImport = {
  summary: 'Read a union list and say what it would do, with every error by line; writes nothing.',
  body: file,
  reply: unionPreview,
} satisfies Contract

export const importUnions = {
  summary: 'Load a union list in one transaction (upsert by code), or refuse it whole.',
  body: file,
  reply: z.object({ added: count, changed: count, unchanged: count }),
} satisfies Contract
