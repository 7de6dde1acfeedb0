import { z } from 'zod'
import { contestantKind, count, done, id, page, pageSize, reason, text, type Contract } from './common.ts'
import { importFile, importIssue, listFormat } from './imports.ts'

const slug = z.string().min(1).max(100)
const contestParams = z.object({ slug })
const changes = { added: count, changed: count, unchanged: count }

export const listRoster = {
  summary: 'People who may enter a contest that only listed people may enter, and who of them has registered; an officer sees their subtree only.',
  params: contestParams,
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    unionId: id.optional(),
    registered: z.enum(['yes', 'no']).optional(),
    sort: z.enum(['name', 'code']).default('name'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  reply: z.object({
    people: z.array(
      z.object({
        id,
        code: z.string().nullable(),
        /** An officer sees the last three digits only. */
        phone: z.string().nullable(),
        fullName: z.string(),
        birthDate: z.string().nullable(),
        contestantKind,
        unionName: z.string(),
        /** The contestant who is this person, by the phone of the list or by a claimed code; null: not registered yet. */
        contestant: z.object({ id, fullName: z.string(), by: z.enum(['phone', 'code']) }).nullable(),
      }),
    ),
    /** Of the whole list, or of the union asked for. */
    totals: z.object({ people: count, registered: count }),
    union: z.object({ id, name: z.string() }).nullable(),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const getRosterTemplate = {
  summary: 'An empty list of people to fill in (xlsx with an explanation of each column, csv).',
  params: listFormat,
  reply: null,
} satisfies Contract

export const previewRoster = {
  summary: 'Read a list of people (CSV, XLSX) and say what loading it would do, with every error by line; writes nothing.',
  params: contestParams,
  body: importFile,
  reply: z.object({
    people: count,
    ...changes,
    errors: z.array(importIssue),
    warnings: z.array(importIssue),
    sample: z.array(
      z.object({
        code: z.string().nullable(),
        phone: z.string().nullable(),
        fullName: z.string(),
        birthDate: z.string().nullable(),
        contestantKind,
        unionCode: z.string(),
        change: z.enum(['added', 'changed', 'unchanged']),
      }),
    ),
  }),
} satisfies Contract

export const importRoster = {
  summary: 'Load a list of people in one transaction (upsert by code, else by phone), or refuse it whole.',
  params: contestParams,
  body: importFile.extend({ reason }),
  reply: z.object(changes),
} satisfies Contract

export const removeFromRoster = {
  summary: 'Take a person off the list; what they have played stays.',
  params: z.object({ slug, entryId: id }),
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const claimRosterEntry = {
  summary: 'A contestant says by their member code that they are on the list; the birth date of the list must be theirs.',
  params: contestParams,
  body: z.object({ code: text(1, 60) }),
  reply: done,
} satisfies Contract
