import { z } from 'zod'
import { resultRow } from './desk.ts'
import { contestantKind, count, id, moment, page, pageSize, queryMoment, type Contract } from './common.ts'

const roundParams = z.object({ roundId: id })
const exportParams = z.object({ exportId: id })
const revisionNumber = z.coerce.number().int().min(1).optional()

export const exportFormats = ['xlsx', 'csv', 'pdf', 'json'] as const
export const exportFormat = z.enum(exportFormats)

/** Whose results: a union's with all below it, a division's, those of one kind of contestant; everybody's where none is named. */
const scope = { unionId: id.optional(), divisionId: id.optional(), contestantKind: contestantKind.optional() }

export const exportResults = {
  summary: 'A sealed revision, or a part of it, as a file, streamed; the same revision, scope and format give the same bytes.',
  params: z.object({ roundId: id, format: exportFormat }),
  query: z.object({ revision: revisionNumber, ...scope }),
  reply: null,
} satisfies Contract

const exportJob = z
  .object({
    id,
    state: z.enum(['waiting', 'making', 'ready', 'failed']),
    /** Rows written so far, of how many. */
    done: count,
    total: count,
    name: z.string(),
    format: exportFormat,
    bytes: count.nullable(),
    sha256: z.string().nullable(),
    /** Whether the last file of the same revision, scope and format had the same bytes; null where there was none. */
    alike: z.boolean().nullable(),
  })
  .meta({ id: 'ExportJob' })

export const startExport = {
  summary: 'Have a file of a sealed revision made in the background.',
  params: roundParams,
  body: z.object({ format: exportFormat, revision: revisionNumber, ...scope }),
  reply: exportJob,
} satisfies Contract

export const getExport = {
  summary: 'How far a file is, and its SHA-256 once it is ready.',
  params: exportParams,
  reply: exportJob,
} satisfies Contract

export const downloadExport = { summary: 'A file that is ready.', params: exportParams, reply: null } satisfies Contract

export const getRanking = {
  summary:
    'A round ranked by the log as it stood at a moment, or after an entry; nothing of it is kept. Before the seal the prediction does not count.',
  params: roundParams,
  query: z.object({ page, pageSize, at: queryMoment.optional(), seq: z.coerce.number().int().min(0).optional() }),
  reply: z.object({
    /** The last entry that counts; `at` is null before the first one. */
    head: z.object({ seq: count, at: moment.nullable(), hash: z.string() }),
    /** The last entry of the log. */
    newest: count,
    sealed: z.boolean(),
    people: count,
    attempts: count,
    rows: z.array(
      resultRow
        .pick({ position: true, rank: true, fullName: true, unionName: true, attemptId: true, score: true, maxScore: true, predictionDistance: true })
        .extend({ number: count })
        .extend(resultRow.pick({ durationMs: true, submittedAt: true, decidedBy: true, own: true, next: true }).shape),
    ),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

/** Only the rounds of this contest are told of; the links are always all there are. */
const ofContest = z.object({ contest: z.string().max(100).optional() })

export const downloadLog = {
  summary: 'Every link of the submission log with its receipt, as a file that anyone can check (docs/formats.md).',
  query: ofContest,
  reply: null,
} satisfies Contract

export const downloadFullLog = {
  summary: 'The same with what was handed in of sealed rounds, for observers: ranks can be computed from it.',
  query: ofContest,
  reply: null,
} satisfies Contract

export const listExports = {
  summary: 'Files that were made of a sealed revision, newest first, each with its SHA-256.',
  params: roundParams,
  query: z.object({ page, pageSize, revision: revisionNumber }),
  reply: z.object({
    files: z.array(
      z.object({
        id,
        format: exportFormat,
        scopeName: z.string(),
        bytes: count,
        sha256: z.string(),
        erased: count,
        madeAt: moment,
        actor: z.string(),
      }),
    ),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract
