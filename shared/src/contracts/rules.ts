import { z } from 'zod'

export const questionKinds = ['single', 'multiple', 'trueFalse', 'shortText', 'number', 'ordering', 'matching'] as const
export const questionKind = z.enum(questionKinds)
export type QuestionKind = z.infer<typeof questionKind>

export const tieBreaks = ['score', 'predictionDistance', 'durationMs', 'submittedAt'] as const
export const tieBreak = z.enum(tieBreaks)
export type TieBreak = z.infer<typeof tieBreak>

export const questionStatuses = ['draft', 'reviewed', 'ready', 'retired'] as const
export const questionStatus = z.enum(questionStatuses)
/** draft → reviewed → ready (may be drawn) → retired. */
export type QuestionStatus = z.infer<typeof questionStatus>

/** Points to two decimals, so that equal papers compare equal. */
const points = z.number().positive().max(1000).multipleOf(0.01)

/** One cell of a paper's blueprint: how many questions of which topic, difficulty and kind; what is left out is free. */
export const blueprintCell = z.object({
  count: z.number().int().min(1).max(200),
  topic: z.string().min(1).max(200).optional(),
  difficulty: z.number().int().min(1).max(5).optional(),
  kind: questionKind.optional(),
  /** Points of one right question of this cell, where they differ from the round's. */
  points: points.optional(),
})
export type BlueprintCell = z.infer<typeof blueprintCell>

/** The rules of one round. A contest differs from another here and nowhere else. */
export const roundRules = z
  .strictObject({
    blueprint: z.array(blueprintCell).min(1).max(60),
    /** Points of one right question. */
    points,
    /**
     * All or nothing, or part of the points: of several options (right chosen − wrong chosen) / right ones, never below zero;
     * of an order or of pairs the share in the right place; and a question's own credits where it has them.
     */
    multipleCredit: z.enum(['allOrNothing', 'partial']),
    minutes: z.number().int().min(1).max(600),
    attemptsPerRound: z.number().int().min(1).max(1000),
    counts: z.enum(['best', 'first', 'last']),
    /** Which of one person's attempts with the same score is the best one: by the tie-breaks (when left out), or simply the earlier. */
    bestAmongEquals: z.enum(['tieBreaks', 'earlier']).optional(),
    tieBreaks: z.array(tieBreak).min(1).max(4),
    /** What happens to rows that are equal on every tie-break. */
    equals: z.enum(['sharedRank', 'lot']),
    prediction: z
      .object({
        target: z.enum(['allCorrectCount', 'participants']),
        /** nearest: by distance; exact: only a right figure counts, every other one is equal. */
        closeness: z.enum(['nearest', 'exact']),
      })
      .nullable(),
    /** An attempt that would outlive its round: cut at the close, or given its full time. */
    atClose: z.enum(['clipped', 'fullTime']),
    showScore: z.enum(['atSubmission', 'afterSeal']),
    scoresOnBoards: z.enum(['live', 'afterSeal']),
  })
  .superRefine((rules, context) => {
    if (new Set(rules.tieBreaks).size !== rules.tieBreaks.length) {
      context.addIssue({ code: 'custom', path: ['tieBreaks'], message: 'a tie-break is named twice' })
    }
    if (rules.tieBreaks.includes('predictionDistance') && rules.prediction === null) {
      context.addIssue({ code: 'custom', path: ['tieBreaks'], message: 'predictionDistance needs a prediction question' })
    }
    if (rules.prediction?.target === 'allCorrectCount' && rules.scoresOnBoards === 'live') {
      context.addIssue({
        code: 'custom',
        path: ['scoresOnBoards'],
        message: 'live scores would tell the all-correct count while it can still be predicted; use afterSeal',
      })
    }
  })
  .meta({ id: 'RoundRules' })
export type RoundRules = z.infer<typeof roundRules>
