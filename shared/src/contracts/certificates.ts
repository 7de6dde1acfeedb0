import { z } from 'zod'
import { count, id, moment, type Contract } from './common.ts'

const codeParams = z.object({ code: z.string().min(4).max(40) })

export const certificateState = z.enum(['valid', 'amended', 'replaced', 'void'])

export const verifyCertificate = {
  summary: 'What a certificate was given for, by the code on it, so that anyone can tell a true one; people shortened as on public boards.',
  params: codeParams,
  reply: z.object({
    code: z.string(),
    /** valid: it holds; amended: results were made anew that change prizes of its decision, and a new one is awaited; replaced: a later decision gives the prize no more; void: the result it rests on is void. */
    state: certificateState,
    /** Where results were made anew: when, and whether they would give this prize again by the rules. */
    amendedAt: moment.nullable(),
    entitled: z.boolean().nullable(),
    /** The decision in force in place of the one that gave it. */
    replacedBy: z.object({ officialNumber: z.string(), at: moment }).nullable(),
    kind: z.enum(['completion', 'award']),
    name: z.string(),
    unionName: z.string(),
    contest: z.string(),
    /** Null: the whole contest. */
    round: z.string().nullable(),
    /** Of a prize. */
    prize: z.string().nullable(),
    officialNumber: z.string(),
    /** When the results were sealed, or the prize published. */
    at: moment,
    now: moment,
  }),
} satisfies Contract

export const getAwardCertificate = {
  summary: 'The certificate of my own published prize as a PDF.',
  params: codeParams,
  reply: null,
} satisfies Contract

const certificateFiles = z
  .object({
    id,
    state: z.enum(['waiting', 'making', 'ready', 'failed']),
    /** Certificates written so far, of how many. */
    done: count,
    total: count,
    /** Archives that lie ready, for an hour: of whom to whom in the order of rank. */
    parts: z.array(z.object({ part: count, from: count, to: count, bytes: count })),
  })
  .meta({ id: 'CertificateFiles' })
const jobParams = z.object({ jobId: id })

export const startCertificates = {
  summary:
    'Have the certificates of everybody in a union, with all below it, who has completed a sealed round made in the background: a PDF each, in as many ZIPs as it takes.',
  params: z.object({ roundId: id }),
  body: z.object({ unionId: id }),
  reply: certificateFiles,
} satisfies Contract

export const getCertificates = {
  summary: 'How far the certificates are that one has asked for.',
  params: jobParams,
  reply: certificateFiles,
} satisfies Contract

export const downloadCertificates = {
  summary: 'One archive of certificates that is ready.',
  params: jobParams.extend({ part: z.coerce.number().int().min(1) }),
  reply: null,
} satisfies Contract

export const exportAwardCertificates = {
  summary: 'The certificates of every prize of a published decision, of people and unions: a PDF each in one ZIP.',
  params: z.object({ decisionId: id }),
  reply: null,
} satisfies Contract
