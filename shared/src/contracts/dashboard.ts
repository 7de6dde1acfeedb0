import { z } from 'zod'
import { count, id, moment, page, pageSize, queryMoment, span, text, type Contract } from './common.ts'
import { roundPhase } from './contests.ts'
import { unionBoardRow } from './boards.ts'

const order = z.enum(['asc', 'desc'])
const roundParams = z.object({ roundId: id })
const scope = z.object({ id, name: z.string(), kind: z.string(), path: z.string(), parentId: id.nullable() })

/** Finished attempts in a stretch of time; a person counts once in each. */
export const activityMoment = z.object({ at: moment, people: count, attempts: count }).meta({ id: 'ActivityMoment' })
export type ActivityMoment = z.infer<typeof activityMoment>

/** pressed: boards stand back; flooded: new starts wait as well. */
export const serverLoads = ['easy', 'pressed', 'flooded'] as const
export const copyStates = ['off', 'waiting', 'fresh', 'late', 'failed'] as const

const dashboardServer = z.object({
  /** Acknowledged saves of answers: a second on average over the last ten, and in the last minute. */
  savesPerSecond: z.number(),
  savesLastMinute: count,
  /** In the last 60 minutes. */
  serverErrors: count,
  refusals: z.array(z.object({ code: z.string(), count })),
  /** Submissions of the round in each of the last 60 minutes, oldest first. */
  perMinute: z.array(count),
  voided: count,
  /** Log entries that the boards have not counted yet. */
  lag: count,
  load: z.enum(serverLoads),
  /** Contestants who were told to start later and whose turn has not come. */
  startsWaiting: count,
  /** Copies of the database that the server makes by itself; ages of the machine's own clock, null where there is none. */
  backup: z.object({
    state: z.enum(copyStates),
    everyMs: span.nullable(),
    newestAgeMs: span.nullable(),
    newestBytes: count.nullable(),
  }),
})

export const getDashboard = {
  summary: 'A round at a glance for a union and everything below it (an officer: inside their subtree); may lag two seconds.',
  params: roundParams,
  query: z.object({ unionId: id.optional() }),
  reply: z.object({
    /** Null: everyone. */
    scope: scope.nullable(),
    round: z.object({ id, number: count, title: z.string(), opensAt: moment, closesAt: moment, phase: roundPhase }),
    facts: z.object({
      people: count,
      attempts: count,
      registered: count,
      running: count,
      memberCount: count.nullable(),
      rate: z.number().nullable(),
      lowest: count,
      silent: count,
    }),
    /** The contest by the hour: its newest day (today while it runs) and the day before. */
    hours: z.object({ day: moment, isToday: z.boolean(), newest: z.array(activityMoment), before: z.array(activityMoment) }),
    /** The contest by the day, from its opening (at most the last 60 days). */
    days: z.array(activityMoment),
    /** The round by kind of contestant. */
    kinds: z.array(z.object({ kind: z.string(), people: count, attempts: count })),
    /** Null for those who do not run the contest. */
    server: dashboardServer.nullable(),
    seq: count,
    now: moment,
  }),
} satisfies Contract

const participationRow = unionBoardRow.extend({
  /** People with an all-correct attempt; null before the round is sealed. */
  allCorrect: count.nullable(),
  /** Attempts on each of the last seven days, oldest first. */
  trend: z.array(count),
})

export const getParticipation = {
  summary:
    'People, attempts and rate of the unions below parentId (an officer: inside their subtree; default: their own union), or of those at any depth that are in a division.',
  params: roundParams,
  query: z.object({
    page,
    pageSize,
    parentId: id.optional(),
    divisionId: id.optional(),
    search: text(0, 100).optional(),
    sort: z.enum(['name', 'people', 'attempts', 'rate', 'mean']).default('people'),
    order: order.default('desc'),
  }),
  reply: z.object({
    parent: z.object({ id, name: z.string(), parentId: id.nullable() }).nullable(),
    own: participationRow.nullable(),
    rows: z.array(participationRow),
    /** Lowest unions below from which nobody has taken part. */
    silent: count,
    scoresShown: z.boolean(),
    sealed: z.boolean(),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const silentUnion = z
  .object({ unionId: id, code: z.string(), name: z.string(), kind: z.string(), path: z.string(), memberCount: count.nullable() })
  .meta({ id: 'SilentUnion' })

export const listSilentUnions = {
  summary: 'The lowest unions from which nobody has taken part in the round, below unionId (an officer: inside their subtree).',
  params: roundParams,
  query: z.object({
    page,
    pageSize,
    unionId: id.optional(),
    search: text(0, 100).optional(),
    sort: z.enum(['name', 'memberCount', 'path']).default('path'),
    order: order.default('asc'),
  }),
  reply: z.object({ scope: scope.nullable(), rows: z.array(silentUnion), total: count, page: count, pageSize: count }),
} satisfies Contract

export const exportSilentUnions = {
  summary: 'The silent unions as a workbook, streamed.',
  params: roundParams,
  query: z.object({ unionId: id.optional() }),
  reply: null,
} satisfies Contract

export const reportRow = silentUnion
  .extend({
    childCount: count,
    people: count,
    attempts: count,
    /** People over members; null without a head count. */
    rate: z.number().nullable(),
    /** Mean of the counted scores; null while they are hidden. */
    mean: z.number().nullable(),
    /** Null before the seal. */
    allCorrect: count.nullable(),
    /** The period before; null when there is none. */
    peopleBefore: count.nullable(),
    attemptsBefore: count.nullable(),
  })
  .meta({ id: 'ReportRow' })
export type ReportRow = z.infer<typeof reportRow>

const slugParams = z.object({ slug: z.string().min(1).max(100) })
const reportPeriod = {
  /** Any moment of a week; default: the newest week of the contest. */
  week: queryMoment.optional(),
  /** A round instead of a week. */
  roundId: id.optional(),
  unionId: id.optional(),
}

export const getReport = {
  summary:
    'A week (Monday to Sunday in the contest’s time zone) or a round, union by union, beside the one before; an officer: inside their subtree.',
  params: slugParams,
  query: z.object({
    ...reportPeriod,
    page,
    pageSize,
    among: z.enum(['children', 'lowest']).default('children'),
    search: text(0, 100).optional(),
    sort: z.enum(['name', 'people', 'attempts', 'rate', 'mean', 'change']).default('people'),
    order: order.default('desc'),
  }),
  reply: z.object({
    union: scope,
    /**
     * Half-open; `roundTitle` is null for a week; `running`: it may still change. `compared`: the week or round before, and while this one runs only
     * as many of its days and hours as have passed of this one (`part`).
     */
    period: z.object({
      from: moment,
      to: moment,
      roundId: id.nullable(),
      roundTitle: z.string().nullable(),
      running: z.boolean(),
      compared: z.object({ from: moment, to: moment, part: z.boolean() }).nullable(),
    }),
    weeks: z.array(z.object({ from: moment, to: moment })),
    rounds: z.array(z.object({ id, title: z.string() })),
    own: reportRow,
    rows: z.array(reportRow),
    total: count,
    page: count,
    pageSize: count,
    /** At most five unions right below, most people first. */
    best: z.array(reportRow),
    /** Lowest unions without anybody in the period: how many, and the first twenty. */
    silent: z.object({ total: count, names: z.array(z.string()) }),
    scoresShown: z.boolean(),
    sealed: z.boolean(),
    now: moment,
  }),
} satisfies Contract

export const exportReport = {
  summary: 'The report of a union and everything below it as a workbook, streamed.',
  params: slugParams,
  query: z.object(reportPeriod),
  reply: null,
} satisfies Contract
