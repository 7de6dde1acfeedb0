import { reasonAbove } from './boards.ts'
import { z } from 'zod'
import { count, id, moment, page, pageSize, queryMoment, reason, span, text, type Contract } from './common.ts'

const roundParams = z.object({ roundId: id })

export const getRoundCounts = {
  summary: 'Live counts of a round; may lag two seconds.',
  params: roundParams,
  reply: z.object({
    registered: count,
    started: count,
    running: count,
    submitted: count,
    people: count,
    voided: count,
    /** Submissions in each of the last 60 minutes, oldest first. */
    perMinute: z.array(count),
    /** Log entries that the boards have not counted yet. */
    lag: count,
    now: moment,
  }),
} satisfies Contract

export const attemptState = z.enum(['running', 'submitted', 'voided'])
export const deskAttempt = z
  .object({
    id,
    number: count,
    state: attemptState,
    contestantId: id,
    contestantName: z.string(),
    /** An officer sees the last three digits only. */
    phone: z.string(),
    unionName: z.string(),
    startedAt: moment,
    deadlineAt: moment,
    submittedAt: moment.nullable(),
    durationMs: span.nullable(),
    finishedBy: z.enum(['contestant', 'deadline']).nullable(),
    responses: count,
    questionCount: count,
    score: z.number().nullable(),
    prediction: z.number().nullable(),
    receipt: z.string().nullable(),
  })
  .meta({ id: 'DeskAttempt' })

export const attemptSort = z.enum(['startedAt', 'submittedAt', 'score', 'durationMs', 'name', 'union'])
export const listRoundAttempts = {
  summary: 'The attempts of a round; an officer sees their subtree only.',
  params: roundParams,
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    state: attemptState.optional(),
    unionId: id.optional(),
    sort: attemptSort.default('startedAt'),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: z.object({ attempts: z.array(deskAttempt), total: count, page: count, pageSize: count }),
} satisfies Contract

const check = z.object({ name: z.enum(['roundOver', 'attemptsFinished', 'boardsLevel', 'chainWhole']), passed: z.boolean(), count: count.nullable() })

export const revision = z
  .object({
    number: count,
    sealedAt: moment,
    sealedBy: z.string(),
    reason: z.string(),
    chainSeq: count,
    chainHash: z.string(),
    people: count,
    attempts: count,
    allCorrectCount: count,
    predictionTarget: count.nullable(),
  })
  .meta({ id: 'Revision' })

/** How far a seal under way is: it reads the log, ranks the people, writes the rows, and where each person stands. */
const sealProgress = z.object({ part: z.enum(['log', 'people', 'rows', 'places']), done: count, total: count })

export const getSealing = {
  summary: 'What still stands between a round and its seal, and the revisions so far.',
  params: roundParams,
  reply: z.object({
    checks: z.array(check),
    ready: z.boolean(),
    sealing: z.boolean(),
    /** Null while none is under way, and while it begins. */
    progress: sealProgress.nullable(),
    revisions: z.array(revision),
    /** Appeals about the round that are not answered yet: no bar, but to be known. */
    openAppeals: count,
    closesAt: moment,
    now: moment,
  }),
} satisfies Contract

export const closeRound = {
  summary: 'Finish every overdue attempt of a round that is over.',
  params: roundParams,
  reply: z.object({ finished: count, stillRunning: count }),
} satisfies Contract

export const sealRound = {
  summary: 'Freeze counts, prediction target and ranks into a results revision.',
  params: roundParams,
  body: z.object({ reason }),
  reply: z.object({ revision }),
} satisfies Contract

export const decidedBy = reasonAbove.shape.decidedBy
export const resultRow = z
  .object({
    position: count,
    rank: count,
    contestantId: id,
    fullName: z.string(),
    phone: z.string(),
    birthDate: z.string(),
    unionName: z.string(),
    unionPath: z.string(),
    contestantKind: z.string(),
    attemptId: id,
    attemptNumber: count,
    score: z.number(),
    maxScore: z.number(),
    prediction: z.number().nullable(),
    predictionDistance: z.number().nullable(),
    durationMs: span,
    submittedAt: moment,
    receipt: z.string(),
    /** The tie-break that put this row above the next one, and its two values. */
    decidedBy,
    own: z.number().nullable(),
    next: z.number().nullable(),
  })
  .meta({ id: 'ResultRow' })

export const getResults = {
  summary: 'The frozen ranking of a sealed round, each row with the reason it stands above the next.',
  params: roundParams,
  query: z.object({ page, pageSize, revision: z.coerce.number().int().min(1).optional(), search: text(0, 100).optional() }),
  reply: z.object({ revision, rows: z.array(resultRow), total: count, page: count, pageSize: count }),
} satisfies Contract

export const auditEntry = z
  .object({
    id,
    at: moment,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    reason: z.string(),
    /** What changed: `before` and `after` where a thing was changed, else figures of what was done; null where the action says it all. */
    details: z.unknown(),
  })
  .meta({ id: 'AuditEntry' })
export const listAudit = {
  summary: 'Who did what, when and why; newest first.',
  query: z.object({
    page,
    pageSize,
    order: z.enum(['asc', 'desc']).default('desc'),
    /** In the actor's login, the subject or the reason. */
    search: text(0, 100).optional(),
    action: z.string().max(60).optional(),
    /** Half-open: fromAt ≤ moment < untilAt. */
    fromAt: queryMoment.optional(),
    untilAt: queryMoment.optional(),
  }),
  reply: z.object({
    entries: z.array(auditEntry),
    /** Every action that was ever done, to filter by. */
    actions: z.array(z.string()),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract
