import { z } from 'zod'
import { count, id, moment, page, pageSize, span, text, type Contract } from './common.ts'
import { keyTreatment } from './corrections.ts'
import { questionContent } from './questions.ts'
import { reasonAbove } from './boards.ts'
import { questionKind, roundRules, tieBreak } from './rules.ts'

const roundParams = z.object({ roundId: id })
/** Of a person's attempts the first, the one that is ranked, or all as if by different people. */
const taken = z.enum(['first', 'counted', 'all']).default('first')
const figure = z.number().nullable()

export const doubts = ['belowGuess', 'negative', 'keyBeaten', 'weak', 'tooEasy', 'tooHard', 'idleOption', 'oftenBlank'] as const
export const doubt = z.enum(doubts)

/** A version of a question with how it fared in the attempts whose papers held it; shares and weights 0–1, correlations −1 … 1. */
export const itemStatistics = z
  .object({
    versionId: id,
    questionId: id,
    code: z.string(),
    version: count,
    kind: questionKind,
    topic: z.string(),
    difficulty: z.number(),
    stem: z.string(),
    attempts: count,
    blank: count,
    facility: figure,
    standardDeviation: figure,
    /** What blind answering earns on average. */
    randomGuess: figure,
    intendedWeight: figure,
    effectiveWeight: figure,
    /** Correlation with the rest of the test. */
    discrimination: figure,
    /** Discrimination over the greatest that these marks allow. */
    efficiency: figure,
    doubts: z.array(doubt),
  })
  .meta({ id: 'ItemStatistics' })
export type ItemStatistics = z.infer<typeof itemStatistics>

const computing = z.object({
  state: z.literal('computing'),
  /** Attempts read so far, of how many. */
  done: count,
  total: count,
})

const busy = z.object({ at: z.number().int(), people: count, attempts: count })
const peopleOf = {
  people: count,
  attempts: count,
  mean: figure,
  /** Null before the seal. */
  allCorrect: count.nullable(),
}

const ready = z.object({
  state: z.literal('ready'),
  roundTitle: z.string(),
  /** When it was reckoned, and the last log entry of the round then. */
  at: moment,
  seq: count,
  maxScore: z.number(),
  test: z.object({
    attempts: count,
    mean: figure,
    median: figure,
    standardDeviation: figure,
    skewness: figure,
    kurtosis: figure,
    consistency: figure,
    errorRatio: figure,
    standardError: figure,
  }),
  /** Attempts by score, ascending; null before the seal where people predict how many are all-correct, which the last bar would tell. */
  scores: z.array(z.object({ score: z.number(), attempts: count })).nullable(),
  /** The least score of the best third and the greatest of the weakest; null where ties leave no thirds. */
  thirds: z.object({ top: z.number(), bottom: z.number() }).nullable(),
  /** 0 … 23 on the contest's clock, every counted attempt. */
  hours: z.array(busy),
  /** Days in which anybody handed in. */
  days: z.array(busy),
  kinds: z.array(z.object({ kind: z.string(), ...peopleOf })),
  /** By the level (0: the top of the tree) and kind of people's own union. */
  levels: z.array(z.object({ depth: count, kind: z.string(), ...peopleOf })),
  questions: count,
  doubtful: count,
  serious: count,
})

export const getStatistics = {
  summary:
    'Statistics of a round that is over: scores, hours, kinds, levels and the reliability of the test. The first call begins to reckon; ask again until it is ready.',
  params: roundParams,
  query: z.object({ taken }),
  reply: z.discriminatedUnion('state', [computing, ready]),
} satisfies Contract

export const itemSort = z.enum([
  'code',
  'attempts',
  'facility',
  'standardDeviation',
  'randomGuess',
  'intendedWeight',
  'effectiveWeight',
  'discrimination',
  'efficiency',
  'doubts',
])
export type ItemSort = z.infer<typeof itemSort>

const itemQuery = {
  taken,
  sort: itemSort.default('doubts'),
  order: z.enum(['asc', 'desc']).default('desc'),
  /** any: with any doubt; serious: whose key may be wrong. */
  doubtful: z.enum(['any', 'serious']).optional(),
  search: text(0, 100).optional(),
}

export const listItemStatistics = {
  summary: 'Item analysis of a round that is over, question by question, once `getStatistics` is ready.',
  params: roundParams,
  query: z.object({ page, pageSize, ...itemQuery }),
  reply: z.object({ rows: z.array(itemStatistics), total: count, page: count, pageSize: count }),
} satisfies Contract

const share = z.object({ count, share: z.number(), top: figure })

export const getItemStatistics = {
  summary: 'One question with its key, and how each option or written answer was taken by all, by the best third and by the weakest.',
  params: z.object({ roundId: id, versionId: id }),
  query: z.object({ taken }),
  reply: z.object({
    item: itemStatistics,
    question: z.object({ ...questionContent.shape }),
    /** Options that are right by the key as it was corrected, and what was decided on it. */
    correct: z.array(count),
    treatment: keyTreatment.extract(['fullCredit', 'bothKeys', 'newKey']).nullable(),
    options: z.array(share.extend({ option: count, bottom: figure })),
    answers: z.array(share.extend({ text: z.string() })),
  }),
} satisfies Contract

export const exportItemStatistics = {
  summary: 'The item analysis of a round as a file, streamed.',
  params: z.object({ roundId: id, format: z.enum(['xlsx', 'csv']) }),
  query: z.object({ taken }),
  reply: null,
} satisfies Contract

/** Tie-breaks in their order, with commas between. */
const chain = z
  .string()
  .max(100)
  .transform((written) => written.split(','))
  .pipe(
    z
      .array(tieBreak)
      .min(1)
      .max(4)
      .refine((named) => new Set(named).size === named.length, 'a tie-break is named twice'),
  )

export const rerankedRow = reasonAbove
  .extend({
    contestantId: id,
    fullName: z.string(),
    unionName: z.string(),
    /** The attempt that would count. */
    number: count,
    score: z.number(),
    predictionDistance: z.number().nullable(),
    durationMs: span,
    submittedAt: moment,
    /** The rank in the sealed revision, and the one by the other rules. */
    before: count,
    after: count,
  })
  .meta({ id: 'RerankedRow' })

/** What of the rules may be tried otherwise. */
const otherRules = {
  tieBreaks: z.array(tieBreak),
  equals: roundRules.shape.equals,
  counts: roundRules.shape.counts,
  bestAmongEquals: z.enum(['tieBreaks', 'earlier']),
}

export const simulateRanking = {
  summary: 'A sealed revision ranked by other tie-breaks, to look at only: nothing is saved, and nobody’s result changes.',
  params: roundParams,
  query: z.object({
    revision: z.coerce.number().int().min(1).optional(),
    /** What is left out stays as it was sealed. */
    tieBreaks: chain.optional(),
    equals: otherRules.equals.optional(),
    counts: otherRules.counts.optional(),
    bestAmongEquals: otherRules.bestAmongEquals.optional(),
  }),
  reply: z.object({
    revision: count,
    /** The rules that it was sealed by, and those that were tried. */
    sealedBy: z.object(otherRules),
    tried: z.object(otherRules),
    /** Whether the round asks for a prediction. */
    predicts: z.boolean(),
    people: count,
    moved: count,
    /** Neighbours whom no tie-break parts. */
    undecided: z.object({ before: count, after: count }),
    /** The first hundred by the other rules, and those who would leave the first hundred. */
    top: z.array(rerankedRow),
    leaving: z.array(rerankedRow),
  }),
} satisfies Contract
