import { z } from 'zod'
import { id, moment, type Contract } from './common.ts'

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

export const exportCertificates = {
  summary: 'The certificates of everybody in a union, with all below it, who has completed a sealed round: a PDF each in one ZIP.',
  params: z.object({ roundId: id }),
  query: z.object({ unionId: id }),
  reply: null,
} satisfies Contract

export const exportAwardCertificates = {
  summary: 'The certificates of every prize of a published decision, of people and unions: a PDF each in one ZIP.',
  params: z.object({ decisionId: id }),
  reply: null,
} satisfies Contract
