import { z } from 'zod'
import { flagKinds, flagStates, flagStrengths } from '../flag-kinds.ts'
import { count, id, moment, reason, span, type Contract } from './common.ts'
import { browsers, systems } from './own-data.ts'

const position = count

/** A moment at which it was noted from where the attempt is taken: devices and addresses are numbered in the order in which they appear. */
const sighting = z.object({
  at: moment,
  what: z.enum(['start', 'resume', 'submit']),
  browser: z.enum(browsers),
  system: z.enum(systems),
  device: count.nullable(),
  address: count.nullable(),
})

const answered = z.object({
  position,
  stem: z.string(),
  answer: z.array(z.string()),
  right: z.boolean(),
  tappedAt: moment,
  savedAt: moment,
  /** Since the answer tapped before it, or since the start; and what reading the question takes at the least. */
  gapMs: span,
  readingMs: span,
})

const late = z.object({
  position,
  stem: z.string(),
  answer: z.array(z.string()),
  right: z.boolean(),
  tappedAt: moment,
  arrivedAt: moment,
  decision: z.enum(['accepted', 'refused']).nullable(),
  /** What stands in the paper now. */
  stands: z.array(z.string()),
})

export const getTimeline = {
  summary: 'How one attempt went: starts, devices, every answer with its moment, late answers, flags and what was decided.',
  params: z.object({ attemptId: id }),
  reply: z.object({
    attempt: z.object({
      attemptId: id,
      roundId: id,
      number: count,
      contestantId: id,
      contestantName: z.string(),
      phone: z.string(),
      unionName: z.string(),
      startedAt: moment,
      deadlineAt: moment,
      submittedAt: moment.nullable(),
      finishedBy: z.enum(['contestant', 'deadline']).nullable(),
      durationMs: span.nullable(),
      voided: z.boolean(),
      score: z.number().nullable(),
      maxScore: z.number().nullable(),
      receipt: z.string().nullable(),
      questions: count,
    }),
    sightings: z.array(sighting),
    answers: z.array(answered),
    late: z.array(late),
    /** The score with every late answer that waits. */
    scoreWithLate: z.number().nullable(),
    flags: z.array(z.object({ id, kind: z.enum(flagKinds), strength: z.enum(flagStrengths), state: z.enum(flagStates) })),
    history: z.array(z.object({ at: moment, actor: z.string(), action: z.string(), reason: z.string() })),
    now: moment,
  }),
} satisfies Contract

export const decideHeldAnswers = {
  summary:
    'Accept or refuse late answers, all of an attempt or of some questions; accepting grades the attempt again, and a sealed round gets a new revision.',
  params: z.object({ attemptId: id }),
  body: z.object({
    decision: z.enum(['accepted', 'refused']),
    /** Of these questions; all that wait when left out. */
    positions: z.array(position).min(1).max(500).optional(),
    reason,
  }),
  reply: z.object({ decided: count, score: z.number(), revision: count.nullable() }),
} satisfies Contract
