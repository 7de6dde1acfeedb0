import { z } from 'zod'
import { count, id, moment, page, pageSize, span, type Contract } from './common.ts'
import { tieBreaks, unionMetric } from './rules.ts'

/** The tie-break that puts a row above the next one, and its two values; null: a prediction left blank. */
export const reasonAbove = z
  .object({
    decidedBy: z.enum([...tieBreaks, 'lot', 'equal', 'last']),
    own: z.number().nullable(),
    next: z.number().nullable(),
  })
  .meta({ id: 'ReasonAbove' })

export const boardRow = z
  .object({
    rank: count,
    /** Shortened: last two words of the name and the last three digits of the phone. */
    name: z.string(),
    unionName: z.string(),
    /** Null while the round's scores are hidden. */
    score: z.number().nullable(),
    durationMs: span.nullable(),
    submittedAt: moment.nullable(),
    mine: z.boolean(),
    /** Why it stands above the next row of this board; null before the seal, and on a contest's board. */
    above: reasonAbove.nullable(),
  })
  .meta({ id: 'BoardRow' })

/** Why the public does not see the board live: it stands still, or is hidden; from `until` on it is live. */
export const veil = z
  .object({ kind: z.enum(['frozen', 'hidden']), until: moment })
  .meta({ id: 'Veil' })
  .nullable()

const board = z
  .object({
    title: z.string(),
    rows: z.array(boardRow),
    total: count,
    page: count,
    pageSize: count,
    scoresShown: z.boolean(),
    maxScore: z.number(),
    /** My own row whatever the page; always with my own score where the rules show it. */
    mine: boardRow.nullable(),
    /** sealed: final; live: ranks may still change. */
    state: z.enum(['live', 'over', 'sealed']),
    veil,
    /** The last log entry that this board counts. */
    seq: count,
    now: moment,
  })
  .meta({ id: 'Board' })

export const getRoundLeaderboard = {
  summary: 'The round, or one union of it, ranked.',
  params: z.object({ roundId: id }),
  query: z.object({ page, pageSize, unionId: id.optional() }),
  reply: board,
} satisfies Contract

export const getContestLeaderboard = {
  summary: 'The whole contest: the sum over its rounds.',
  params: z.object({ slug: z.string().min(1).max(100) }),
  query: z.object({ page, pageSize, unionId: id.optional() }),
  reply: board,
} satisfies Contract

export const unionBoardRow = z
  .object({
    rank: count,
    unionId: id,
    name: z.string(),
    kind: z.string(),
    path: z.string(),
    childCount: count,
    people: count,
    attempts: count,
    memberCount: count.nullable(),
    /** People over members, 0–1 (or more when unions have more contestants than confirmed members); null without a head count. */
    rate: z.number().nullable(),
    /** Mean of the counted scores; null while the round's scores are hidden. */
    mean: z.number().nullable(),
    mine: z.boolean(),
  })
  .meta({ id: 'UnionBoardRow' })

export const getUnionLeaderboard = {
  summary: 'Unions ranked: the children of parentId with everything below them, the unions of a division, or every grassroots union.',
  params: z.object({ roundId: id }),
  query: z.object({ page, pageSize, parentId: id.optional(), divisionId: id.optional(), metric: unionMetric.default('people') }),
  reply: z.object({
    rows: z.array(unionBoardRow),
    total: count,
    page: count,
    pageSize: count,
    parent: z.object({ id, name: z.string(), parentId: id.nullable() }).nullable(),
    mine: unionBoardRow.nullable(),
    veil,
    scoresShown: z.boolean(),
    seq: count,
    now: moment,
  }),
} satisfies Contract
