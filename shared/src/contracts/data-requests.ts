import { z } from 'zod'
import { count, id, lines, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { exportOwnData } from './own-data.ts'

export const dataRequestKinds = ['export', 'correct', 'delete', 'other'] as const
/** open: somebody must answer. waiting: the account is closed, the name goes once its results are final. */
export const dataRequestStates = ['open', 'waiting', 'done', 'refused'] as const

export const dataRequest = z
  .object({
    id,
    kind: z.enum(dataRequestKinds),
    state: z.enum(dataRequestStates),
    askedAt: moment,
    /** Two working days: Monday to Friday, without the public holidays of Việt Nam. */
    dueAt: moment,
    /** Null once the person is gone. */
    contestant: z.object({ id, fullName: z.string(), phone: z.string() }).nullable(),
    unionName: z.string(),
    words: z.string(),
    /** The member of staff who noted it down; null: the person themselves, on their phone. */
    filedBy: z.string().nullable(),
    answer: z.string().nullable(),
    answeredAt: moment.nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'DataRequest' })
export type DataRequestView = z.infer<typeof dataRequest>

export const listDataRequests = {
  summary: 'What people asked of their personal data, the most urgent first; an officer sees their subtree only.',
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    state: z.enum([...dataRequestStates, 'overdue']).optional(),
    sort: z.enum(['urgent', 'askedAt', 'name']).default('urgent'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  reply: z.object({
    requests: z.array(dataRequest),
    /** Of all that the reader may see. */
    open: count,
    overdue: count,
    total: count,
    page: count,
    pageSize: count,
    now: moment,
  }),
} satisfies Contract

export const fileDataRequest = {
  summary: 'Note down what somebody asked by phone, in person or on paper; the two working days begin.',
  params: z.object({ contestantId: id }),
  body: z.object({ kind: z.enum(dataRequestKinds), words: lines(5, 1_000) }),
  reply: z.object({ requestId: id, dueAt: moment }),
} satisfies Contract

export const answerDataRequest = {
  summary: 'Say what became of a request. A deletion that is granted is carried out by this: it cannot be undone.',
  params: z.object({ requestId: id }),
  body: z.object({ outcome: z.enum(['done', 'refused']), reason }),
  reply: z.object({ state: z.enum(dataRequestStates) }),
} satisfies Contract

export const exportDataFor = {
  summary: 'All that is kept of the person who asked for it, as one JSON file to be handed to them; only while the request is open.',
  params: z.object({ requestId: id }),
  reply: exportOwnData.reply,
} satisfies Contract
