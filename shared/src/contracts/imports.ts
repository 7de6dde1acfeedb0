import { z } from 'zod'
import { count, text, type Contract } from './common.ts'

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

export const importFile = z.object({
  fileName: text(1, 200),
  /** The file's bytes in base64; at most 8 MiB before encoding. */
  content: z.string().max(11_500_000),
})

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
  body: importFile,
  reply: unionPreview,
} satisfies Contract

export const importUnions = {
  summary: 'Load a union list in one transaction (upsert by code), or refuse it whole.',
  body: importFile,
  reply: z.object({ added: count, changed: count, unchanged: count }),
} satisfies Contract
