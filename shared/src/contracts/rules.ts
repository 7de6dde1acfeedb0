import { z } from 'zod'
import { contestantKind, id, text } from './common.ts'

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

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** When in the week a round takes attempts, in the contest's time zone: `from` ≤ time < `until` on each of `days` (1 Monday … 7 Sunday). */
export const openHours = z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: clockTime, until: clockTime })
export type OpenHours = z.infer<typeof openHours>

/** The rules of one round. A contest differs from another here, in its settings, and nowhere else. */
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
    /** Attempts of one person in one calendar day of the contest's time zone; null: as many as the round allows. */
    attemptsPerDay: z.number().int().min(1).max(100).nullable().default(null),
    /** Days and hours inside the window; null: the whole window. */
    hours: openHours.nullable().default(null),
    counts: z.enum(['best', 'first', 'last']),
    /** Which of a person's equally good attempts is the best one: by the tie-breaks after the score, or simply the earlier. */
    bestAmongEquals: z.enum(['tieBreaks', 'earlier']).default('tieBreaks'),
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
    /** Answers that arrive after the deadline and its grace: refused, or kept apart with their tap times for a judge. */
    lateAnswers: z.enum(['refused', 'held']).default('refused'),
    showScore: z.enum(['atSubmission', 'afterSeal']),
    /** Whether the contestant sees each question's key and explanation once the round is sealed. */
    showAnswers: z.enum(['never', 'afterSeal']).default('never'),
    scoresOnBoards: z.enum(['live', 'afterSeal']),
    /** The public board: live, standing still for the last `frozenMinutes` before the close, or shown from the close on. */
    board: z.enum(['live', 'frozen', 'afterClose']).default('live'),
    frozenMinutes: z.number().int().min(0).max(100_000).default(0),
  })
  .superRefine((rules, context) => {
    if (new Set(rules.tieBreaks).size !== rules.tieBreaks.length) {
      context.addIssue({ code: 'custom', params: { code: 'tie-break-twice' }, path: ['tieBreaks'], message: 'a tie-break is named twice' })
    }
    if ((rules.board === 'frozen') !== rules.frozenMinutes > 0) {
      context.addIssue({
        code: 'custom',
        params: { code: 'frozen-minutes' },
        path: ['frozenMinutes'],
        message: 'a frozen board, and only that, needs the minutes for which it stands still',
      })
    }
    if (rules.hours !== null && rules.hours.from >= rules.hours.until) {
      context.addIssue({
        code: 'custom',
        params: { code: 'hours-reversed' },
        path: ['hours'],
        message: 'the hours must end after they begin, on the same day',
      })
    }
    if (rules.attemptsPerDay !== null && rules.attemptsPerDay > rules.attemptsPerRound) {
      context.addIssue({
        code: 'custom',
        params: { code: 'day-over-round' },
        path: ['attemptsPerDay'],
        message: 'a day cannot allow more attempts than the round',
      })
    }
    if (rules.tieBreaks.includes('predictionDistance') && rules.prediction === null) {
      context.addIssue({
        code: 'custom',
        params: { code: 'no-prediction' },
        path: ['tieBreaks'],
        message: 'predictionDistance needs a prediction question',
      })
    }
    if (rules.prediction?.target === 'allCorrectCount' && rules.scoresOnBoards === 'live') {
      context.addIssue({
        code: 'custom',
        params: { code: 'scores-tell-target' },
        path: ['scoresOnBoards'],
        message: 'live scores would tell the all-correct count while it can still be predicted; use afterSeal',
      })
    }
  })
  .meta({ id: 'RoundRules' })
export type RoundRules = z.infer<typeof roundRules>

export const unionMetric = z.enum(['people', 'attempts', 'rate', 'mean'])
export type UnionMetric = z.infer<typeof unionMetric>

/** Hạng giải: how many prizes of one title, in order from the first. `value` in đồng, null where it is not told. */
export const prizeTier = z.strictObject({
  title: text(1, 100),
  count: z.number().int().min(1).max(10_000),
  value: z.number().int().min(0).max(100_000_000_000).nullable().default(null),
})
export type PrizeTier = z.infer<typeof prizeTier>

const tiers = z.array(prizeTier).max(20).default([])

/** Giải thưởng: tiers for people in each round and over the whole contest, for unions and for divisions, and what excludes what. */
export const prizes = z.strictObject({
  roundPeople: tiers,
  contestPeople: tiers,
  unions: tiers,
  /** For the unions inside each division. */
  divisions: tiers,
  /** By what unions are compared. */
  unionMetric: unionMetric.default('people'),
  /** Unions with fewer confirmed members take no collective prize. */
  leastMembers: z.number().int().min(0).max(1_000_000).default(0),
  /** One prize for a person: no limit, one in each round, one in the whole contest (the highest). */
  onePerPerson: z.enum(['no', 'perRound', 'perContest']).default('no'),
})
export type Prizes = z.infer<typeof prizes>

/** What holds for a whole contest, beside the rules of its rounds. */
export const contestSettings = z
  .strictObject({
    /** Attempts of one person over all rounds; null: as many as the rounds allow. */
    attemptsPerContest: z.number().int().min(1).max(10_000).nullable().default(null),
    /** Standing over the whole contest: the sum of the rounds, or none. */
    overall: z.enum(['sum', 'none']).default('sum'),
    /** Who may take part; empty: every kind. */
    eligibleKinds: z.array(contestantKind).max(3).default([]),
    /** Roots of the union subtrees that may take part; empty: every union. */
    eligibleUnions: z.array(id).max(500).default([]),
    /** Asked before the first attempt; null: none. Never sent to a contestant. */
    accessCode: text(4, 40).nullable().default(null),
    /** Phones of organisers, judges and question setters, who may not take part. */
    barred: z
      .array(z.strictObject({ phone: z.string().max(20), note: text(0, 200) }))
      .max(2_000)
      .default([]),
    /** listed: only people on the contest's roster of members may take part. */
    entry: z.enum(['open', 'listed']).default('open'),
    prizes: prizes.prefault({}),
    /** Giấy chứng nhận of each sealed round for whoever has completed it. `signedBy`: who gives it, printed where one signs. */
    certificate: z
      .strictObject({
        given: z.boolean().default(false),
        signedBy: text(0, 120).default(''),
        /** Its words; empty: as the software words them. {{round}}, {{contest}} and {{prize}} are filled in. */
        heading: text(0, 60).default(''),
        deed: text(0, 200).default(''),
        prizeDeed: text(0, 200).default(''),
      })
      .prefault({}),
    /** Khiếu nại: whether results can be disputed; until the end of how many days after the first seal, and by the end of how many days they are answered. */
    appeals: z
      .strictObject({
        taken: z.boolean().default(true),
        days: z.number().int().min(1).max(90).default(3),
        answerDays: z.number().int().min(1).max(90).default(5),
      })
      .prefault({}),
    /** People expected, for the preflight's reckoning of load; null: unknown. */
    expectedPeople: z.number().int().min(1).max(100_000_000).nullable().default(null),
  })
  .meta({ id: 'ContestSettings' })
export type ContestSettings = z.infer<typeof contestSettings>
