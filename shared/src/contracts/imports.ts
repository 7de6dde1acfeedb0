import { z } from 'zod'
import { count, reason, text, type Contract } from './common.ts'

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

const field = z.enum(['name', 'kind', 'memberCount'])
const written = z.union([z.string(), z.number()]).nullable()

const unionChange = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    parentCode: z.string().nullable(),
    memberCount: count.nullable(),
    change: z.enum(['added', 'changed']),
    /** The fields that would be others. */
    fields: z.array(z.object({ field, before: written, after: written })),
    /** Codes of the old and the new parent, where they differ. */
    moved: z.object({ before: z.string().nullable(), after: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'UnionChange' })

const unionPreview = z.object({
  unions: count,
  added: count,
  changed: count,
  moved: count,
  unchanged: count,
  errors: z.array(importIssue),
  warnings: z.array(importIssue),
  /** What would change, at most 5,000 rows. */
  changes: z.array(unionChange),
  /** Active unions below the topmost ones of the list that it does not name; they stay unless they are named in `close`. */
  gone: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string(), parentCode: z.string().nullable() })),
  /** Names this very preview; the import is refused when it would do anything else. */
  mark: z.string(),
})

export const previewUnionImport = {
  summary: 'Read a union list (CSV or XLSX) and say what it would do, with every error by line; writes nothing.',
  body: importFile,
  reply: unionPreview,
} satisfies Contract

/** A list as a file: a workbook, or CSV. */
export const listFormat = z.object({ format: z.enum(['xlsx', 'csv']) })

export const exportUnionList = {
  summary: 'The active unions as a list that can be mended and imported again; with no unions yet, one to fill in (xlsx, csv).',
  params: listFormat,
  reply: null,
} satisfies Contract

export const importUnions = {
  summary: 'Do what a preview showed in one transaction (upsert by code, close what is ticked), or refuse it whole.',
  body: importFile.extend({ mark: z.string().min(1).max(100), close: z.array(z.string().max(64)).max(50_000).default([]), reason }),
  reply: z.object({ added: count, changed: count, unchanged: count, closed: count }),
} satisfies Contract
