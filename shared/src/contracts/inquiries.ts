import { z } from 'zod'
import { count, done, id, lines, moment, page, pageSize, reason, text, type Contract } from './common.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })

export const askInquiry = {
  summary: 'Ask the organisers something; sending the same words again changes nothing while they wait for an answer.',
  params: contestParams,
  body: z.object({ body: lines(5, 1_000) }),
  reply: z.object({ inquiryId: id }),
} satisfies Contract

export const ownInquiry = z
  .object({
    id,
    askedAt: moment,
    body: z.string(),
    /** `isNew`: not seen by its reader yet; `corrected`: the organisers have changed it since they first gave it. */
    answer: z.object({ text: z.string(), at: moment, isNew: z.boolean(), corrected: z.boolean() }).nullable(),
    /** The union that I ask to be moved to; null: a question. */
    wantedUnion: z.string().nullable(),
  })
  .meta({ id: 'OwnInquiry' })

export const listOwnInquiries = {
  summary: 'My questions to the organisers, newest first, with their answers, and how many more I may ask now.',
  params: contestParams,
  reply: z.object({ inquiries: z.array(ownInquiry), mayAsk: count }),
} satisfies Contract

export const markAnswersSeen = {
  summary: 'I have read the answers that I was shown.',
  params: contestParams,
  reply: done,
} satisfies Contract

export const inquiryState = z.enum(['waiting', 'answered'])
export const deskInquiry = z
  .object({
    id,
    askedAt: moment,
    body: z.string(),
    contestantId: id,
    contestantName: z.string(),
    /** An officer sees the last three digits only. */
    phone: z.string(),
    unionName: z.string(),
    unionPath: z.string(),
    answer: z.string().nullable(),
    answeredAt: moment.nullable(),
    answeredBy: z.string().nullable(),
    /** 0 without an answer; grows by one with the answer and each correction. */
    answerRevision: count,
    seen: z.boolean(),
    /** The union that its writer asks to be moved to; null: a question. */
    wantedUnion: z.object({ id, name: z.string() }).nullable(),
  })
  .meta({ id: 'DeskInquiry' })

export const listInquiries = {
  summary: 'Questions of contestants, those that wait first and among them the oldest; an officer sees their subtree only.',
  params: contestParams,
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    state: inquiryState.optional(),
    unionId: id.optional(),
    sort: z.enum(['waiting', 'askedAt', 'answeredAt', 'name', 'union']).default('waiting'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  reply: z.object({
    inquiries: z.array(deskInquiry),
    /** The union that was asked for, by name. */
    union: z.object({ id, name: z.string() }).nullable(),
    waiting: count,
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const answerInquiry = {
  summary: 'Answer a question once, or correct its answer with a reason; `basedOn` is the revision that the writer has seen (0: none).',
  params: z.object({ inquiryId: id }),
  body: z.object({ answer: lines(1, 4_000), basedOn: count, reason: reason.optional() }),
  reply: z.object({ answerRevision: count }),
} satisfies Contract

export const readyAnswer = z.object({ title: text(2, 80), text: lines(1, 2_000) })

export const getReadyAnswers = {
  summary: 'Answers kept ready to be put into a reply and changed there.',
  params: contestParams,
  reply: z.object({ answers: z.array(z.object({ title: z.string(), text: z.string() })), revision: count }),
} satisfies Contract

export const setReadyAnswers = {
  summary: 'Keep another list of ready answers, in this order.',
  params: contestParams,
  body: z.object({ answers: z.array(readyAnswer).max(30), basedOn: count, reason }),
  reply: z.object({ revision: count }),
} satisfies Contract
