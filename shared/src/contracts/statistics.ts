import { z } from 'zod'
import { count, id, moment, page, pageSize, text, type Contract } from './common.ts'
import { questionContent } from './questions.ts'
import { questionKind } from './rules.ts'

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
const peopleOf = { people: count, attempts: count, mean: figure, allCorrect: count }

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
  /** Attempts by score, ascending. */
  scores: z.array(z.object({ score: z.number(), attempts: count })),
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
