import { z } from 'zod'
import { count, id, moment, reason, span, type Contract } from './common.ts'
import { heldTreatment } from './corrections.ts'
import { questionKind } from './rules.ts'

/** A letter of this attempt's paper; nothing for a prompt left open; or the text that was typed. */
const optionId = z.string().max(400)
/** Half a letter would be another text on disk than in the log. */
const given = optionId.transform((value) => value.replace(/\p{Cs}/gu, '\uFFFD'))
const position = z.number().int().min(1).max(500)
export const prediction = z.number().int().min(0).max(100_000_000)

export const attemptQuestion = z
  .object({
    position,
    kind: questionKind,
    stem: z.string(),
    /** What can be chosen, put in order or matched; empty where the answer is typed. */
    options: z.array(z.object({ id: optionId, text: z.string() })),
    /** Left-hand sides of a matching question, each to be given one of the options. */
    prompts: z.array(z.string()),
    /** Points of a right answer, where it differs from the round's. */
    points: z.number().nullable(),
  })
  .meta({ id: 'AttemptQuestion' })

export const result = z
  .object({
    /** Null while the rules hide it. */
    score: z.number().nullable(),
    maxScore: z.number(),
    durationMs: span,
    submittedAt: moment,
    /** deadline: nobody pressed the button, the saved responses were handed in at the deadline. */
    finishedBy: z.enum(['contestant', 'deadline']),
    receipt: z.string(),
    attemptsLeft: count,
  })
  .meta({ id: 'AttemptResult' })

export const attempt = z
  .object({
    attemptId: id,
    roundId: id,
    number: count,
    startedAt: moment,
    deadlineAt: moment,
    /** Time left on the server's clock; 0 when it is over. */
    remainingMs: span,
    /** The organisers have paused the contest: the time stands still. */
    paused: z.boolean(),
    /** Thi thử: nothing of it is ranked, counted or kept in the log. */
    practice: z.boolean(),
    /** Whether `getReview` shows the answers by now. */
    reviewable: z.boolean(),
    now: moment,
    questions: z.array(attemptQuestion),
    responses: z.array(z.object({ position, choice: z.array(optionId) })),
    asksPrediction: z.enum(['allCorrectCount', 'participants']).nullable(),
    prediction: prediction.nullable(),
    /** Questions whose answers came too late and are kept apart for a judge; they count for nothing by themselves. */
    held: z.array(position),
    /** Of such answers those that a judge let in, and those that were refused. */
    heldAccepted: z.array(position),
    heldRefused: z.array(position),
    /** Set once the attempt is finished. */
    result: result.nullable(),
  })
  .meta({ id: 'Attempt' })

export const startAttempt = {
  summary: 'Start an attempt of an open round, or resume the running one.',
  params: z.object({ roundId: id }),
  reply: attempt,
} satisfies Contract

export const getAttempt = {
  summary: 'My attempt: running with its paper and saved responses, or finished with its result.',
  params: z.object({ attemptId: id }),
  /** A phone that has the paper asks without it: `questions` is empty then. */
  query: z.object({ without: z.enum(['paper']).optional() }),
  reply: attempt,
} satisfies Contract

export const saveResponses = {
  summary: 'Save taps. An acknowledged tap is on disk; sending it again changes nothing; the later tap wins.',
  params: z.object({ attemptId: id }),
  body: z.object({
    responses: z
      .array(
        z.object({
          position,
          /**
           * The chosen option ids: one, several, all of them in order, or one ("" for none) for each prompt;
           * for a typed answer the text itself. Empty takes the answer back.
           */
          choice: z.array(given).max(12),
          /** How long ago the person tapped, by the phone's monotonic timer. */
          ageMs: z.number().int().min(0).max(86_400_000),
        }),
      )
      .max(500),
    /** The server clock as the phone carries it on from the last reply's `now`: it keeps the order of taps that the network delayed. */
    sentAt: moment.optional(),
    /** The `now` of the last reply that this phone has taken in: the reply names what another phone has changed since. */
    since: moment.optional(),
    prediction: prediction.nullable().optional(),
  }),
  reply: z.object({
    saved: z.array(position),
    /** Came too late, and is kept apart for a judge; it counts for nothing by itself. */
    held: z.array(position),
    /** Answers that stand otherwise than this phone can know: given elsewhere since `since`, or tapped later than what was just sent. */
    changed: z.array(z.object({ position, choice: z.array(optionId) })),
    remainingMs: span,
    /** The contest is paused: the time stands still, and what was saved counts. */
    paused: z.boolean(),
    now: moment,
  }),
} satisfies Contract

export const submitAttempt = {
  summary: 'Hand the attempt in. Sending it again gives the same reply.',
  params: z.object({ attemptId: id }),
  body: z.object({ prediction: prediction.nullable().optional() }).optional(),
  reply: result,
} satisfies Contract

/** A question with one's own answer and what was right. */
export const reviewedQuestion = attemptQuestion
  .extend({
    choice: z.array(optionId),
    /** What would have been right, as `choice` is written; of typed answers the best accepted one. */
    right: z.array(optionId),
    /** Share of the question's points that the answer earned, 0–1. */
    share: z.number(),
    explanation: z.string(),
    legalReference: z.string(),
    /** What was decided on its key after it was asked, and why; `right` is told as corrected, and empty where no key counts. */
    correction: z
      .object({
        treatment: heldTreatment,
        reason: z.string(),
        /** The other key that was right as well. */
        alsoRight: z.array(optionId),
      })
      .nullable(),
  })
  .meta({ id: 'ReviewedQuestion' })

export const getReview = {
  summary: 'My finished attempt with its key, explanations and legal references: after the seal where the rules show them, at once of practice.',
  params: z.object({ attemptId: id }),
  reply: z.object({ attemptId: id, roundId: id, number: count, practice: z.boolean(), questions: z.array(reviewedQuestion) }),
} satisfies Contract

export const voidAttempt = {
  summary: 'Void an attempt with a reason; a sealed round gets a new results revision.',
  params: z.object({ attemptId: id }),
  body: z.object({ reason }),
  reply: z.object({ voided: z.literal(true), revision: count.nullable() }),
} satisfies Contract

export const restoreAttempt = {
  summary: 'Take a void back with a reason; a sealed round gets a new results revision.',
  params: z.object({ attemptId: id }),
  body: z.object({ reason }),
  reply: z.object({ restored: z.literal(true), revision: count.nullable() }),
} satisfies Contract

export const findReceipt = {
  summary: 'Find a receipt in the submission log.',
  params: z.object({ receipt: z.string().min(4).max(40) }),
  reply: z.object({
    receipt: z.string(),
    seq: count,
    submittedAt: moment,
    roundTitle: z.string(),
    voided: z.boolean(),
    hash: z.string(),
    prevHash: z.string(),
  }),
} satisfies Contract
