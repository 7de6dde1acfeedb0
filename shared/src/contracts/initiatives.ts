import { z } from 'zod'
import { campaign } from './campaigns.ts'
import { count, done, id, lines, moment, page, pageSize, personName, reason, text, type Contract } from './common.ts'
import { importFile, importIssue } from './imports.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })
const params = z.object({ initiativeId: id })
/** Đồng. */
const amount = z.number().int().min(0).max(1_000_000_000_000_000)
/** A day of the calendar, yyyy-MM-dd. */
const day = z.iso.date()

/** Loại: kỹ thuật, quản lý, tác nghiệp, ứng dụng tiến bộ. */
export const initiativeKinds = ['technical', 'management', 'operational', 'application'] as const
export const initiativeKind = z.enum(initiativeKinds)
export type InitiativeKind = z.infer<typeof initiativeKind>

export const initiativeStates = ['draft', 'sent', 'returned', 'recognised', 'confirmed', 'counted', 'withdrawn'] as const
export const initiativeState = z.enum(initiativeStates)
export type InitiativeState = z.infer<typeof initiativeState>

export const initiativeSteps = ['send', 'recognise', 'confirm', 'count', 'return', 'withdraw'] as const
export const initiativeStep = z.enum(initiativeSteps)
export type InitiativeStep = z.infer<typeof initiativeStep>

/** Who recognised it in the unit: its council (hội đồng) or its head (thủ trưởng). */
export const recognisers = ['council', 'head'] as const
export const recogniser = z.enum(recognisers)
export type Recogniser = z.infer<typeof recogniser>

/** What is still to be filled in before it counts. */
export const missingParts = [
  'authors',
  'kind',
  'field',
  'firstAppliedOn',
  'effect',
  'benefit',
  'reward',
  'decisionNumber',
  'decisionOn',
  'file',
] as const
export const missingPart = z.enum(missingParts)
export type MissingPart = z.infer<typeof missingPart>

/** sameTitle: another with the same title, in any unit; nearTitle: one of the same author with nearly the same. */
export const likenesses = ['sameTitle', 'nearTitle'] as const
export const likeness = z.enum(likenesses)
export type InitiativeLikeness = z.infer<typeof likeness>

export const initiativeSources = ['member', 'desk', 'import'] as const

const facts = {
  /** A technology secret: of what follows only title, effect and reward are kept. */
  secret: z.boolean(),
  title: text(5, 300),
  authors: z.array(personName).max(10),
  kind: initiativeKind.nullable(),
  field: text(0, 100),
  firstAppliedOn: day.nullable(),
  effect: lines(0, 2_000),
  benefit: amount.nullable(),
  reward: amount.nullable(),
  recognisedBy: recogniser.nullable(),
  decisionNumber: text(0, 60),
  decisionOn: day.nullable(),
}

const shownFacts = {
  secret: z.boolean(),
  title: z.string(),
  authors: z.array(z.string()),
  kind: initiativeKind.nullable(),
  field: z.string(),
  firstAppliedOn: z.string().nullable(),
  effect: z.string(),
  benefit: count.nullable(),
  reward: count.nullable(),
  recognisedBy: recogniser.nullable(),
  decisionNumber: z.string(),
  decisionOn: z.string().nullable(),
}

export const initiative = z
  .object({
    id,
    ...shownFacts,
    unionId: id,
    unionName: z.string(),
    unionPath: z.string(),
    state: initiativeState,
    stateAt: moment,
    /** Why it was returned or withdrawn, in the last such step. */
    reason: z.string(),
    source: z.enum(initiativeSources),
    enteredAt: moment,
    hasFile: z.boolean(),
    missing: z.array(missingPart),
    edition: count,
    /** How many others look like it. */
    alike: count,
  })
  .meta({ id: 'Initiative' })

export const listOwnInitiatives = {
  summary: 'The initiatives that I entered in the campaign of a contest, newest first, and whether more are taken now.',
  params: contestParams,
  reply: z.object({
    campaign,
    initiatives: z.array(initiative),
    taking: z.enum(['before', 'running', 'over']),
    mayEnter: z.boolean(),
    /** My own, which a new one begins with. */
    unionName: z.string(),
    fullName: z.string(),
    timeZone: z.string(),
    now: moment,
  }),
} satisfies Contract

export const enterInitiative = {
  summary: 'Enter an initiative as a draft: a member for their own unit, an officer for one of their subtree.',
  params: contestParams,
  /** `unionId`: of a member it is their own, whatever is said. */
  body: z.object({ ...facts, unionId: id.nullable() }),
  reply: z.object({ initiativeId: id }),
} satisfies Contract

export const saveInitiative = {
  summary: 'Change an initiative that is not counted; `basedOn` is the edition that the writer has seen.',
  params,
  body: z.object({ ...facts, basedOn: count }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const moveInitiative = {
  summary:
    'Take an initiative one step on: send, recognise, confirm, count, return (with a reason) or withdraw. `basedOn` is the edition that the reader has seen.',
  params,
  body: z
    .object({ step: initiativeStep, basedOn: count, recognisedBy: recogniser.optional(), reason: reason.optional() })
    .refine(({ step, reason: why }) => step !== 'return' || why !== undefined, { path: ['reason'], message: 'a return has a reason' }),
  reply: z.object({ state: initiativeState }),
} satisfies Contract

export const moveInitiatives = {
  summary: 'Take several initiatives the same step on; each that cannot be taken is told with its refusal, the others are.',
  params: contestParams,
  body: z
    .object({
      initiatives: z
        .array(z.object({ id, basedOn: count }))
        .min(1)
        .max(100),
      step: z.enum(['recognise', 'confirm', 'count', 'return', 'withdraw']),
      recognisedBy: recogniser.optional(),
      reason: reason.optional(),
    })
    .refine(({ step, reason: why }) => (step !== 'return' && step !== 'withdraw') || why !== undefined, {
      path: ['reason'],
      message: 'a return or withdrawal has a reason',
    }),
  reply: z.object({ moved: count, refused: z.array(z.object({ initiativeId: id, title: z.string(), code: z.string(), message: z.string() })) }),
} satisfies Contract

export const keepInitiativeFile = {
  summary: 'Keep the decision of an initiative: PDF, JPEG or PNG by its content, in place of one that was kept before.',
  params,
  reply: done,
} satisfies Contract

export const getInitiativeFile = { summary: 'The decision that was kept with an initiative.', params, reply: null } satisfies Contract

const initiativeFilter = z.object({
  search: text(0, 100).optional(),
  state: initiativeState.optional(),
  unionId: id.optional(),
  kind: initiativeKind.optional(),
  field: text(0, 100).optional(),
  complete: z.enum(['yes', 'no']).optional(),
  /** Those that others look like. */
  alike: z.enum(['yes']).optional(),
  sort: z.enum(['enteredAt', 'stateAt', 'title', 'union', 'benefit']).default('stateAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

export const listInitiatives = {
  summary:
    'Initiatives of a campaign but for drafts of members, and for withdrawn ones unless they are asked for; an officer sees their subtree only.',
  params: contestParams,
  query: initiativeFilter.extend({ page, pageSize }),
  reply: z.object({
    initiatives: z.array(initiative),
    union: z.object({ id, name: z.string() }).nullable(),
    /** Fields that initiatives name, for the filter. */
    fields: z.array(z.string()),
    total: count,
    page: count,
    pageSize: count,
    now: moment,
  }),
} satisfies Contract

export const getInitiative = {
  summary: 'One initiative with its steps, others that look like it, and what the reader may do with it.',
  params,
  reply: z.object({
    initiative,
    steps: z.array(z.object({ id, at: moment, step: z.enum(['enter', ...initiativeSteps]), actor: z.string(), reason: z.string() })),
    alike: z.array(z.object({ id, likeness, title: z.string(), authors: z.array(z.string()), unionName: z.string(), state: initiativeState })),
    /** How many more look like it in units that are not the reader's. */
    alikeElsewhere: count,
    may: z.array(initiativeStep),
    mayEdit: z.boolean(),
    now: moment,
  }),
} satisfies Contract

const figures = z.object({ entered: count, waiting: count, counted: count, benefit: z.number().nonnegative() })
const named = figures.extend({ key: z.string(), name: z.string() })

export const countInitiatives = {
  summary:
    'How many initiatives a campaign has: by state, kind, field, level and unit below the reader, against targets inside peer groups, and by day.',
  params: contestParams,
  query: z.object({ unionId: id.optional() }),
  reply: z.object({
    union: z.object({ id, name: z.string(), parentId: id.nullable() }).nullable(),
    total: figures,
    /** What the targets ask for together, one inside the unit of another being part of that one's; null: none was set. */
    target: count.nullable(),
    incomplete: count,
    alike: count,
    states: z.array(z.object({ state: initiativeState, initiatives: count })),
    kinds: z.array(named),
    fields: z.array(named),
    levels: z.array(named),
    units: z.array(named),
    targets: z.array(
      z.object({
        unionId: id,
        unionName: z.string(),
        peerGroup: z.string(),
        rank: count,
        initiatives: count.nullable(),
        counted: count,
        /** Counted of the target; null where none was set. */
        share: z.number().nonnegative().nullable(),
        benefitTarget: count.nullable(),
        benefit: z.number().nonnegative(),
      }),
    ),
    /** Days on which some were counted, with the sum up to each. */
    days: z.array(z.object({ day, counted: count, sum: count })),
    now: moment,
  }),
} satisfies Contract

export const exportInitiatives = {
  summary: 'The initiatives as a workbook or CSV, with the columns of the campaign.',
  params: contestParams.extend({ format: z.enum(['xlsx', 'csv']) }),
  query: initiativeFilter,
  reply: null,
} satisfies Contract

export const getInitiativeTemplate = {
  summary: 'An empty list of initiatives to fill in.',
  params: z.object({ format: z.enum(['xlsx', 'csv']) }),
  reply: null,
} satisfies Contract

export const importInitiatives = {
  summary:
    'Load a list of initiatives as sent ones in one commit, or refuse it whole with every error by line; `dryRun` only looks. Rows that are there already (unit, title and authors) are left out, so that a list may be loaded again with more rows; what cannot be sent yet becomes a draft.',
  params: contestParams,
  body: importFile.extend({ dryRun: z.boolean(), reason }),
  /** `known`: rows that were there already. */
  reply: z.object({ initiatives: count, known: count, written: z.boolean(), errors: z.array(importIssue), warnings: z.array(importIssue) }),
} satisfies Contract
