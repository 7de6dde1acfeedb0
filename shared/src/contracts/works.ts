import { z } from 'zod'
import { count, done, id, lines, moment, page, pageSize, reason, text, type Contract } from './common.ts'
import { importFile, importIssue } from './imports.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })
const params = z.object({ workId: id })
const photoParams = params.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
/** Đồng. */
const amount = z.number().int().min(0).max(1_000_000_000_000_000)
/** A day of the calendar, yyyy-MM-dd. */
const day = z.iso.date()

/** Công trình (something that stands when it is done), phần việc (a task). */
export const workKinds = ['project', 'task'] as const
export const workKind = z.enum(workKinds)
export type WorkKind = z.infer<typeof workKind>

export const workStates = ['registered', 'returned', 'confirmed', 'done', 'accepted', 'withdrawn'] as const
export const workState = z.enum(workStates)
export type WorkState = z.infer<typeof workState>

/** `finish` has a route of its own: it brings the result. */
export const workSteps = ['resend', 'confirm', 'finish', 'accept', 'return', 'withdraw'] as const
export const workStep = z.enum(workSteps)
export type WorkStep = z.infer<typeof workStep>

export const workPhotoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type WorkPhotoType = (typeof workPhotoTypes)[number]

const facts = {
  title: text(5, 300),
  kind: workKind,
  /** How much of what: 2.5 of "km đường". */
  quantity: z.number().min(0).max(1_000_000_000).nullable(),
  measure: text(0, 60),
  /** What it is worth; null: not in money. */
  value: amount.nullable(),
  carriedOutBy: text(0, 200),
  plannedFrom: day,
  plannedTo: day,
}
const inOrder = ({ plannedFrom, plannedTo }: { plannedFrom: string; plannedTo: string }): boolean => plannedFrom <= plannedTo
const crossed = { path: ['plannedTo'], message: 'it ends after it begins' }

export const work = z
  .object({
    id,
    title: z.string(),
    kind: workKind,
    quantity: z.number().nonnegative().nullable(),
    measure: z.string(),
    value: count.nullable(),
    carriedOutBy: z.string(),
    plannedFrom: z.string(),
    plannedTo: z.string(),
    unionId: id,
    unionName: z.string(),
    unionPath: z.string(),
    state: workState,
    stateAt: moment,
    /** Why it was returned or withdrawn, in the last such step. */
    reason: z.string(),
    registeredAt: moment,
    doneOn: z.string().nullable(),
    result: z.string(),
    valueReached: count.nullable(),
    photos: count,
    /** Its planned end has passed and it is not done. */
    late: z.boolean(),
    edition: count,
  })
  .meta({ id: 'Work' })

export const workPhoto = z
  .object({ hash: z.string(), type: z.enum(workPhotoTypes), width: count, height: count, bytes: count, caption: z.string(), addedAt: moment })
  .meta({ id: 'WorkPhoto' })

const workFilter = z.object({
  search: text(0, 100).optional(),
  state: workState.optional(),
  unionId: id.optional(),
  kind: workKind.optional(),
  late: z.enum(['yes']).optional(),
  sort: z.enum(['registeredAt', 'stateAt', 'plannedTo', 'title', 'union', 'value']).default('stateAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

export const listWorks = {
  summary: 'The works that units registered in the campaign of a contest; an officer sees their subtree only.',
  params: contestParams,
  query: workFilter.extend({ page, pageSize }),
  reply: z.object({
    works: z.array(work),
    union: z.object({ id, name: z.string() }).nullable(),
    total: count,
    page: count,
    pageSize: count,
    /** Whether works are still registered. */
    taking: z.boolean(),
    now: moment,
  }),
} satisfies Contract

const figures = z.object({
  registered: count,
  waiting: count,
  running: count,
  late: count,
  done: count,
  accepted: count,
  value: z.number().nonnegative(),
})

export const countWorks = {
  summary: 'How many works a campaign has: by kind and by unit below the reader, and accepted ones against the target inside peer groups.',
  params: contestParams,
  query: z.object({ unionId: id.optional() }),
  reply: z.object({
    union: z.object({ id, name: z.string(), parentId: id.nullable() }).nullable(),
    total: figures,
    kinds: z.array(figures.extend({ kind: workKind })),
    units: z.array(figures.extend({ unionId: id, unionName: z.string() })),
    targets: z.array(
      z.object({
        unionId: id,
        unionName: z.string(),
        peerGroup: z.string(),
        rank: count,
        target: count.nullable(),
        accepted: count,
        /** Accepted of the target; null where none was set. */
        share: z.number().nonnegative().nullable(),
        value: z.number().nonnegative(),
      }),
    ),
    now: moment,
  }),
} satisfies Contract

export const registerWork = {
  summary: 'Register a work of a unit in the reader’s subtree. The same `entryKey` again gives the same work: a phone may ask twice.',
  params: contestParams,
  body: z.object({ ...facts, unionId: id, entryKey: z.string().regex(/^[\w-]{8,64}$/) }).refine(inOrder, crossed),
  reply: z.object({ workId: id }),
} satisfies Contract

export const getWork = {
  summary: 'One work with its photos and steps, and what the reader may do with it.',
  params,
  reply: z.object({
    work,
    contest: z.object({ slug: z.string(), title: z.string() }),
    photos: z.array(workPhoto),
    steps: z.array(z.object({ id, at: moment, step: z.enum(['register', ...workSteps]), actor: z.string(), reason: z.string() })),
    may: z.array(workStep),
    mayEdit: z.boolean(),
    mayAddPhotos: z.boolean(),
    mayErase: z.boolean(),
    /** The calendar's day where the contest is, yyyy-MM-dd. */
    today: z.string(),
    now: moment,
  }),
} satisfies Contract

export const saveWork = {
  summary: 'Change what was registered; `basedOn` is the edition that the writer has seen.',
  params,
  body: z.object({ ...facts, basedOn: count }).refine(inOrder, crossed),
  reply: z.object({ edition: count }),
} satisfies Contract

export const moveWork = {
  summary:
    'Take a work one step on: confirm it, accept it, send it again, return or withdraw it with a reason. `basedOn` is the edition that the reader has seen.',
  params,
  body: z
    .object({ basedOn: count, step: z.enum(['resend', 'confirm', 'accept', 'return', 'withdraw']), reason: reason.optional() })
    .refine(({ step, reason: why }) => (step !== 'return' && step !== 'withdraw') || why !== undefined, {
      path: ['reason'],
      message: 'a return or withdrawal has a reason',
    }),
  reply: z.object({ state: workState }),
} satisfies Contract

export const finishWork = {
  summary:
    'Report a confirmed work as done: on which day, with what result and value; once more while it is not accepted. `basedOn` is the edition that the writer has seen.',
  params,
  body: z.object({ basedOn: count, doneOn: day, result: lines(5, 2_000), valueReached: amount.nullable() }),
  reply: z.object({ state: workState }),
} satisfies Contract

export const addWorkPhoto = {
  summary:
    'Keep a photo of a work: JPEG, PNG or WebP by its content, without place, time and every other note that was in it. The same photo again stays one.',
  params,
  reply: z.object({ hash: z.string(), photos: count }),
} satisfies Contract

export const getWorkPhoto = { summary: 'A photo of a work, for who may see the work.', params: photoParams, reply: null } satisfies Contract

export const describeWorkPhoto = {
  summary: 'Say in words what a photo shows.',
  params: photoParams,
  body: z.object({ caption: text(0, 200) }),
  reply: done,
} satisfies Contract

export const removeWorkPhoto = { summary: 'Take a photo of a work away for good.', params: photoParams, reply: done } satisfies Contract

export const eraseWork = {
  summary: 'Erase a work with its photos and steps; the audit keeps that it was done and why.',
  params,
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const exportWorks = {
  summary: 'The works as a workbook or CSV, filtered as the list is.',
  params: contestParams.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: workFilter,
  reply: null,
} satisfies Contract

export const getWorkTemplate = {
  summary: 'An empty list of works to fill in.',
  params: z.object({ format: z.enum(['xlsx', 'csv']) }),
  reply: null,
} satisfies Contract

export const importWorks = {
  summary:
    'Load a list of works as registered ones in one commit, or refuse it whole with every error by line; `dryRun` only looks. Rows that are there already (unit, name, kind and days) are left out.',
  params: contestParams,
  body: importFile.extend({ dryRun: z.boolean(), reason: reason.optional() }).refine(({ dryRun, reason: why }) => dryRun || why !== undefined, {
    path: ['reason'],
    message: 'a change has a reason',
  }),
  /** `known`: rows that were registered already. */
  reply: z.object({ works: count, known: count, written: z.boolean(), errors: z.array(importIssue), warnings: z.array(importIssue) }),
} satisfies Contract
