import { z } from 'zod'
import { reasonAbove } from './boards.ts'
import { count, done, id, lines, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { logLine } from './own-attempts.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })
const attemptParams = z.object({ attemptId: id })
const appealParams = z.object({ appealId: id })

/** What an appeal is about: a question of the paper, times and the handing in, the rank, that the attempt was voided, or something else. */
export const appealSubjects = ['question', 'time', 'rank', 'void', 'other'] as const
export const appealSubject = z.enum(appealSubjects)
export type AppealSubject = z.infer<typeof appealSubject>

export const appealStates = ['received', 'underReview', 'accepted', 'rejected', 'withdrawn'] as const
export const appealState = z.enum(appealStates)
export type AppealState = z.infer<typeof appealState>

export const appealOutcome = z.enum(['accepted', 'rejected'])
export type AppealOutcome = z.infer<typeof appealOutcome>

/** What was done about an accepted appeal: the attempt restored, a key corrected, late answers accepted, or something that the answer tells. */
export const appealMeasures = ['restored', 'keyCorrected', 'lateAnswers', 'other'] as const
export const appealMeasure = z.enum(appealMeasures)
export type AppealMeasure = z.infer<typeof appealMeasure>

const complaint = {
  subject: appealSubject,
  /** Of the question in one's own paper; with the subject `question`, and with no other. */
  position: z.number().int().min(1).max(500).nullable().default(null),
  body: lines(5, 1_000),
}
const placed = ({ subject, position }: { subject: AppealSubject; position: number | null }): boolean =>
  (subject === 'question') === (position !== null)
const misplaced = { path: ['position'], message: 'a position goes with the subject "question" and with no other' }

export const ownAppeal = z
  .object({
    id,
    attemptId: id,
    roundTitle: z.string(),
    attemptNumber: count,
    filedAt: moment,
    /** Whether somebody of the staff filed it for me. */
    onBehalf: z.boolean(),
    subject: appealSubject,
    position: count.nullable(),
    body: z.string(),
    state: appealState,
    /** Answered before this moment. */
    answerBy: moment,
    /** `isNew`: not seen by its reader yet; `corrected`: the judges have changed it since they first gave it. */
    answer: z.object({ text: z.string(), measure: appealMeasure.nullable(), at: moment, isNew: z.boolean(), corrected: z.boolean() }).nullable(),
  })
  .meta({ id: 'OwnAppeal' })

export const fileAppeal = {
  summary: 'Dispute my finished attempt; sending the same again while it waits changes nothing.',
  params: attemptParams,
  body: z.object(complaint).refine(placed, misplaced),
  reply: z.object({ appealId: id }),
} satisfies Contract

export const getAttemptAppeals = {
  summary: 'Whether and until when my finished attempt can be disputed, and my appeals about it, newest first.',
  params: attemptParams,
  reply: z.object({
    appeals: z.array(ownAppeal),
    state: z.enum(['off', 'before', 'open', 'over']),
    opensAt: moment,
    /** The moment from which on it is too late; null while the results are not sealed: the days count from then. */
    closesAt: moment.nullable(),
    days: count,
    answerDays: count,
    questions: count,
    voided: z.boolean(),
    /** Whether another one can be filed now. */
    mayFile: z.boolean(),
    now: moment,
  }),
} satisfies Contract

export const listOwnAppeals = {
  summary: 'My appeals in a contest, newest first.',
  params: contestParams,
  reply: z.object({ appeals: z.array(ownAppeal), now: moment }),
} satisfies Contract

export const withdrawAppeal = {
  summary: 'Take my appeal back while it is not answered.',
  params: appealParams,
  reply: done,
} satisfies Contract

export const markAppealsSeen = {
  summary: 'I have read the answers to my appeals that I was shown.',
  params: contestParams,
  body: z.object({ appealIds: z.array(id).min(1).max(100) }),
  reply: done,
} satisfies Contract

export const deskAppeal = z
  .object({
    id,
    attemptId: id,
    attemptNumber: count,
    roundId: id,
    roundTitle: z.string(),
    contestantId: id,
    contestantName: z.string(),
    /** An officer sees the last three digits only. */
    phone: z.string(),
    unionName: z.string(),
    unionPath: z.string(),
    filedAt: moment,
    /** The login of whoever of the staff filed it; null: the contestant themselves. */
    filedBy: z.string().nullable(),
    late: z.boolean(),
    subject: appealSubject,
    position: count.nullable(),
    body: z.string(),
    state: appealState,
    answerBy: moment,
    answer: z.string().nullable(),
    measure: appealMeasure.nullable(),
    answeredAt: moment.nullable(),
    answeredBy: z.string().nullable(),
    answerRevision: count,
    seen: z.boolean(),
  })
  .meta({ id: 'DeskAppeal' })

export const listAppeals = {
  summary: 'Appeals of a contest, those that wait first and among them the one to be answered soonest; an officer sees their subtree only.',
  params: contestParams,
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    /** open: not answered yet; overdue: nor in time. */
    state: z.enum(['open', 'overdue', ...appealStates]).optional(),
    subject: appealSubject.optional(),
    roundId: id.optional(),
    unionId: id.optional(),
    sort: z.enum(['waiting', 'filedAt', 'answerBy', 'answeredAt', 'name', 'union']).default('waiting'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  reply: z.object({
    appeals: z.array(deskAppeal),
    /** The union that was asked for, by name. */
    union: z.object({ id, name: z.string() }).nullable(),
    rounds: z.array(z.object({ id, title: z.string() })),
    open: count,
    overdue: count,
    total: count,
    page: count,
    pageSize: count,
    now: moment,
  }),
} satisfies Contract

export const getAppeal = {
  summary: 'One appeal, and the others of the same person in the contest.',
  params: appealParams,
  reply: z.object({ appeal: deskAppeal, others: z.array(deskAppeal), now: moment }),
} satisfies Contract

export const fileAppealFor = {
  summary: 'File an appeal for a contestant, also after the deadline; the reason says how they asked for it.',
  params: attemptParams,
  body: z.object({ ...complaint, reason }).refine(placed, misplaced),
  reply: z.object({ appealId: id, late: z.boolean() }),
} satisfies Contract

export const reviewAppeal = {
  summary: 'Say that the judges are looking at an appeal.',
  params: appealParams,
  reply: done,
} satisfies Contract

export const answerAppeal = {
  summary: 'Answer an appeal once, or correct its answer with a reason; `basedOn` is the revision that the writer has seen (0: none).',
  params: appealParams,
  body: z
    .object({
      outcome: appealOutcome,
      /** What was done; with the outcome `accepted`, and with no other. */
      measure: appealMeasure.nullable().default(null),
      answer: lines(5, 4_000),
      basedOn: count,
      reason: reason.optional(),
    })
    .refine(({ outcome, measure }) => (outcome === 'accepted') === (measure !== null), {
      path: ['measure'],
      message: 'a measure goes with the outcome "accepted" and with no other',
    }),
  reply: z.object({ answerRevision: count }),
} satisfies Contract

const evidenceEntry = z.object({
  seq: count,
  at: moment,
  kind: logLine.shape.kind,
  /** The login and the reason of whoever decided it; a submission has none. */
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  /** The score from here on. */
  score: z.number().nullable(),
})

export const getAppealEvidence = {
  summary: 'What a judge needs to decide an appeal, beside the timeline of its attempt: the question with its key, the sealed rank, the log.',
  params: appealParams,
  reply: z.object({
    /** Whether the round is sealed: before that an answer must tell no key. */
    sealed: z.boolean(),
    /** The question that it is about, as the contestant was asked it. */
    question: z
      .object({
        questionId: id,
        code: z.string(),
        stem: z.string(),
        given: z.array(z.string()),
        right: z.array(z.string()),
        isRight: z.boolean(),
        explanation: z.string(),
        legalReference: z.string(),
        /** Of the key that is in force, where a correction changed it. */
        corrected: z.boolean(),
      })
      .nullable(),
    /** Where the attempt stands in the newest sealed revision, and why; null where it is not ranked. */
    place: z
      .object({
        revision: count,
        rank: count,
        total: count,
        before: reasonAbove.extend({ rank: count }).nullable(),
        after: reasonAbove.extend({ rank: count.nullable() }),
      })
      .nullable(),
    receipt: z.string().nullable(),
    /** Everything that the log says of the attempt, in order. */
    log: z.array(evidenceEntry),
    /** What has been done since the appeal was filed that an answer may name. */
    done: z.array(appealMeasure),
  }),
} satisfies Contract
