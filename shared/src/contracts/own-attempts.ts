import { z } from 'zod'
import { reasonAbove, veil } from './boards.ts'
import { count, id, moment, page, pageSize, span, type Contract } from './common.ts'

const place = z.object({ rank: count, total: count })

export const getStanding = {
  summary: 'Where my finished attempt puts me in its round, and how long that may still change.',
  params: z.object({ attemptId: id }),
  reply: z.object({
    /** sealed: final; over: closed, to be sealed; live: the round is open. */
    state: z.enum(['live', 'over', 'sealed']),
    /** Why ranks do not follow the log just now; null: they do. */
    veil,
    /** When the round closes. */
    closesAt: moment,
    /** When the results were sealed last; null before. */
    sealedAt: moment.nullable(),
    voided: z.boolean(),
    /** Handed in a moment ago: the boards do not count it yet. */
    pending: z.boolean(),
    /** Whether I am ranked by this attempt; null while that would tell hidden scores. */
    counts: z.boolean().nullable(),
    /** Null: nothing to show, because of the veil or because no attempt of mine is ranked. */
    overall: place.nullable(),
    union: place.extend({ name: z.string() }).nullable(),
    /** Why I stand below the one before me and above the next; null before the seal, and of an attempt that is not ranked. */
    why: z
      .object({
        before: reasonAbove.extend({ rank: count }).nullable(),
        after: reasonAbove.extend({ rank: count.nullable() }),
        /** Where a lot decides: the hash it is drawn from, in which line of the published log it stands, and the attempt that it is drawn for. */
        lot: z.object({ seed: z.string(), seq: count, attemptId: id }).nullable(),
      })
      .nullable(),
    /** Whether `getCertificate` gives one. */
    certificate: z.boolean(),
    /** My published prizes of this round, and of the whole contest. */
    awards: z.array(z.object({ title: z.string(), decisionId: id })),
    now: moment,
  }),
} satisfies Contract

export const ownAttempt = z
  .object({
    id,
    number: count,
    contest: z.object({ slug: z.string(), title: z.string() }),
    round: z.object({ id, title: z.string(), practice: z.boolean() }),
    startedAt: moment,
    /** Null while it runs. */
    submittedAt: moment.nullable(),
    durationMs: span.nullable(),
    finishedBy: z.enum(['contestant', 'deadline']).nullable(),
    voided: z.boolean(),
    /** Null while it runs or the rules hide it. */
    score: z.number().nullable(),
    maxScore: z.number().nullable(),
    /** Null of practice, which is not in the submission log. */
    receipt: z.string().nullable(),
    sealed: z.boolean(),
    /** The sealed rank, where this is the attempt that counts. */
    place: place.nullable(),
    reviewable: z.boolean(),
    /** Whether `getCertificate` gives one for this round and attempt. */
    certificate: z.boolean(),
  })
  .meta({ id: 'OwnAttempt' })

export const listOwnAttempts = {
  summary: 'Every attempt of mine in every contest, newest first; practice apart.',
  query: z.object({ page, pageSize, practice: z.enum(['yes', 'no']).default('no') }),
  reply: z.object({ attempts: z.array(ownAttempt), total: count, page: count, pageSize: count, now: moment }),
} satisfies Contract

export const getCertificate = {
  summary: 'My certificate of a sealed round as a PDF, where the contest gives one and I have completed the round.',
  params: z.object({ roundId: id }),
  reply: null,
} satisfies Contract

export const logLine = z
  .object({
    seq: count,
    kind: z.enum(['submission', 'void', 'restore', 'seal', 'move', 'regrade', 'correction', 'join']),
    at: moment,
    roundTitle: z.string(),
    /** Of submissions only; lines name nobody. */
    receipt: z.string().nullable(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'LogLine' })

export const listLog = {
  summary: 'The published submission log: its lines in order, without people, answers or scores.',
  query: z.object({
    /** The first line to show; left out: the newest ones. */
    from: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
    pageSize,
  }),
  reply: z.object({
    lines: z.array(logLine),
    /** How many lines the log has. */
    total: count,
    /** The newest line's hash stands for the whole log. */
    headHash: z.string(),
    now: moment,
  }),
} satisfies Contract
