import { z } from 'zod'
import { awardChange } from './awards.ts'
import { count, id, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { questionContent } from './questions.ts'
import { questionKind } from './rules.ts'

/**
 * What becomes of a question whose key was wrong: everyone is right; whoever is right by the old or the new key; by the new one alone;
 * void, the others counting more or the paper being worth less; and its own key again, where a correction is taken back.
 */
export const keyTreatments = ['fullCredit', 'bothKeys', 'newKey', 'voidRescaled', 'voidDropped', 'original'] as const
export const keyTreatment = z.enum(keyTreatments)
export type KeyTreatment = z.infer<typeof keyTreatment>
/** What may hold for a question. */
export const heldTreatment = keyTreatment.exclude(['original'])

/** Indices of options as the version lists them: the right ones, an order, or the option of each prompt; or accepted answers. */
export const newKey = z
  .object({
    correct: z.array(z.number().int().min(0).max(100)).max(12),
    answers: z.array(z.object({ text: text(1, 200), tolerance: z.number().min(0).max(1e12), credit: z.number().positive().max(100) })).max(50),
    caseMatters: z.boolean(),
    accentsMatter: z.boolean(),
  })
  .meta({ id: 'NewKey' })

const roundParams = z.object({ roundId: id })

/** As it is sent out. */
const givenKey = z.object({
  ...newKey.shape,
  correct: z.array(z.number()),
  answers: z.array(z.object({ text: z.string(), tolerance: z.number(), credit: z.number() })),
})

/** A decision as a judge makes it; without `versionIds` it holds for every version that the round's papers may hold. */
const decision = {
  questionId: id,
  treatment: keyTreatment,
  /** Said of the version `versionId`; other versions find the same options by their words. */
  key: newKey.nullable().default(null),
  versionId: id,
  versionIds: z.array(id).min(1).max(100).optional(),
}

export const correctionState = z.enum(['grading', 'sealing', 'done'])
export const correction = z
  .object({
    id,
    questionId: id,
    code: z.string(),
    stem: z.string(),
    treatment: keyTreatment,
    /** The numbers of the versions for which it holds. */
    versions: z.array(count),
    at: moment,
    actor: z.string(),
    reason: z.string(),
    /** The line of the log that records it. */
    seq: count,
    state: correctionState,
    /** Attempts that were handed in before it, how many of them were looked at, and how many got another score. */
    total: count,
    seen: count,
    changed: count,
    finishedAt: moment.nullable(),
    /** The results revision that it made; null where the round is not sealed. */
    revision: count.nullable(),
    /** Why the round could not be sealed again yet: a code of a refusal. */
    failure: z.string().nullable(),
    /** Whether it holds now: nothing decided later on the same question took its place. */
    holds: z.boolean(),
  })
  .meta({ id: 'KeyCorrection' })

export const listCorrections = {
  summary: 'Every decision on a key of a round, newest first, with how far the grading has come.',
  params: roundParams,
  query: z.object({ page, pageSize }),
  reply: z.object({ corrections: z.array(correction), total: count, page: count, pageSize: count, now: moment }),
} satisfies Contract

const fared = z.object({
  /** Finished attempts whose paper held a version of it, in all rounds. */
  drawn: count,
  /** Mean share of the points that was earned, 0–1; null before the first. */
  facility: z.number().nullable(),
})

export const listAskedQuestions = {
  summary: 'The questions that the papers of a round hold, with how they fared; those answered worst first.',
  params: roundParams,
  query: z.object({ page, pageSize, search: text(0, 100).optional(), sort: z.enum(['facility', 'code']).default('facility') }),
  reply: z.object({
    questions: z.array(
      z.object({ questionId: id, code: z.string(), kind: questionKind, stem: z.string(), ...fared.shape, treatment: heldTreatment.nullable() }),
    ),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const getAskedQuestion = {
  summary: 'One question of a round with every version and its key, and the treatment that holds for each.',
  params: z.object({ roundId: id, questionId: id }),
  reply: z.object({
    questionId: id,
    versions: z.array(
      z.object({
        ...questionContent.shape,
        id,
        version: count,
        createdAt: moment,
        ...fared.shape,
        treatment: heldTreatment.nullable(),
        newKey: givenKey.nullable(),
      }),
    ),
  }),
} satisfies Contract

const figures = z.object({ people: count, attempts: count, allCorrect: count, predictionTarget: count.nullable(), meanScore: z.number().nullable() })
const placed = z.object({ contestantId: id, fullName: z.string(), unionName: z.string(), rank: count, score: z.number() })
export const mover = z
  .object({
    contestantId: id,
    fullName: z.string(),
    unionName: z.string(),
    fromRank: count,
    toRank: count,
    fromScore: z.number(),
    toScore: z.number(),
  })
  .meta({ id: 'RankMover' })

const trialPrizes = z.object({
  scope: z.enum(['round', 'contest']),
  /** Prizes given after the change. */
  given: count,
  /** Lines that people must decide, as equals part on them. */
  undecided: z.object({ before: count, after: count }),
  /** Rounds that this rests on and that are not sealed yet. */
  waiting: z.array(z.string()),
  changes: z.array(awardChange),
  /** How many prizes change; `changes` names at most 200 of them. */
  changed: count,
})

export const correctionTrial = z
  .object({
    /** Attempts looked at, of how many. */
    seen: count,
    total: count,
    /** Null until everything was looked at. */
    found: z
      .object({
        /** Finished attempts whose paper holds the question. */
        holding: count,
        changedAttempts: count,
        changedPeople: count,
        movedPeople: count,
        before: figures,
        after: figures,
        /** How many attempts' scores change by how much: from < change ≤ to, or exactly `to` where both are equal. */
        changes: z.array(z.object({ from: z.number(), to: z.number(), attempts: count })),
        topBefore: z.array(placed),
        topAfter: z.array(placed),
        /** Of the round and of the whole contest, where the contest's rules name prizes that one of them decides. */
        prizes: z.array(trialPrizes),
      })
      .nullable(),
  })
  .meta({ id: 'CorrectionTrial' })

export const tryCorrection = {
  summary: 'Reckon what a decision on a key would change, without changing anything; the answer is fetched by its id.',
  params: roundParams,
  body: z.object(decision),
  reply: z.object({ trialId: id }),
} satisfies Contract

export const getCorrectionTrial = {
  summary: 'How far a trial has come; at the end who moves where, the largest moves first.',
  params: z.object({ trialId: id }),
  query: z.object({ page, pageSize, sort: z.enum(['move', 'rank', 'score']).default('move') }),
  reply: z.object({ trial: correctionTrial, movers: z.array(mover), total: count, page: count, pageSize: count }),
} satisfies Contract

export const correctKey = {
  summary:
    'Decide on the key of a question: attempts to come are graded by it at once, those handed in are graded again in the background; a sealed round gets its next revision.',
  params: roundParams,
  body: z.object({ ...decision, reason }),
  reply: z.object({ correctionId: id, seq: count }),
} satisfies Contract
