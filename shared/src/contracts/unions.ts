import { z } from 'zod'
import { count, id, moment, page, pageSize, reason, text, type Contract } from './common.ts'

export const union = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    /** Names from the root down to the parent, joined by " › "; empty for a root. */
    path: z.string(),
    childCount: count,
  })
  .meta({ id: 'Union' })

export const searchUnions = {
  summary:
    'Find an active union without accents, by words in any order and abbreviations (search: at most 20, the best first, and how many there are in all; near: none fits as typed, these come close; within: in the subtree of a union only), the one of a code (code, as it was typed), or the children of one (parent; empty: the roots).',
  query: z.object({ search: text(0, 100).optional(), code: text(0, 100).optional(), parent: z.string().max(64).optional(), within: id.optional() }),
  reply: z.object({ unions: z.array(union), total: count, near: z.boolean() }),
} satisfies Contract

export const unionKind = z.enum([
  'confederation',
  'provincialFederation',
  'districtFederation',
  'sectorUnion',
  'publicEmployeesUnion',
  'industrialZoneUnion',
  'upperUnion',
  'grassrootsUnion',
  'sectionUnion',
  'group',
])
export type UnionKind = z.infer<typeof unionKind>

export const unionState = z.enum(['active', 'pending', 'closed'])
export type UnionState = z.infer<typeof unionState>

export const unionRow = union
  .extend({
    parentId: id.nullable(),
    state: unionState,
    /** What its proposers wrote about its place. */
    note: z.string(),
    /** Its own confirmed number of members. */
    memberCount: count.nullable(),
    /** The same, or the sum over those below it where it has none. */
    memberTotal: count.nullable(),
    /** Registered contestants of it and of everything below it. */
    people: count,
    divisionName: z.string().nullable(),
  })
  .meta({ id: 'UnionRow' })

/** Which unions of the desk's table are meant. */
export const unionFilter = z.object({
  search: text(0, 100).optional(),
  kind: unionKind.optional(),
  state: unionState.optional(),
  /** This union and everything below it. */
  within: id.optional(),
  /** Directly below this union. */
  parentId: id.optional(),
  /** A division's id, or "none" with a contest's slug. */
  divisionId: id.optional(),
  contest: z.string().max(100).optional(),
  minMembers: z.coerce.number().int().min(0).max(100_000_000).optional(),
  maxMembers: z.coerce.number().int().min(0).max(100_000_000).optional(),
})

export const listUnions = {
  summary: 'The table of unions, also closed and proposed ones; an officer sees their subtree only.',
  query: unionFilter.extend({
    page,
    pageSize,
    sort: z.enum(['code', 'name', 'kind', 'state', 'members', 'people']).default('code'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  reply: z.object({
    unions: z.array(unionRow),
    total: count,
    page: count,
    pageSize: count,
    /** Proposed unions that nobody has placed yet, whatever the filter. */
    pending: count,
    within: z.object({ id, name: z.string(), path: z.string() }).nullable(),
  }),
} satisfies Contract

const unionParams = z.object({ unionId: id })
const named = z.object({ id, name: z.string() })

export const unionDetails = unionRow
  .extend({
    parent: named.nullable(),
    mergedInto: named.nullable(),
    countConfirmedAt: moment.nullable(),
    countConfirmedBy: z.string().nullable(),
    /** Unions below it at any depth. */
    below: count,
    /** Contestants who belong to it directly. */
    ownPeople: count,
    /** Counted attempts of it and of everything below it. */
    attempts: count,
  })
  .meta({ id: 'UnionDetails' })

export const getUnion = {
  summary: 'One union with its place, people, attempts and confirmed number of members.',
  params: unionParams,
  reply: z.object({ union: unionDetails }),
} satisfies Contract

const facts = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    memberCount: count.nullable(),
    parentCode: z.string().nullable(),
    state: unionState,
    mergedInto: z.string().nullable(),
  })
  .partial()

export const listUnionHistory = {
  summary: 'What was done to a union, newest first, with the changed fields before and after.',
  params: unionParams,
  query: z.object({ page, pageSize }),
  reply: z.object({
    events: z.array(z.object({ id, at: moment, actor: z.string(), action: z.string(), reason: z.string(), before: facts.nullable(), after: facts })),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

export const unionFields = z.object({
  code: text(1, 64),
  name: text(2, 200),
  kind: unionKind,
  /** Null: it stands at the top. Another parent moves the whole subtree. */
  parentId: id.nullable(),
  memberCount: z.number().int().min(0).max(100_000_000).nullable(),
})
const withReason = unionFields.extend({ reason })
const reply = z.object({ union: unionDetails })

export const createUnion = { summary: 'Add one union.', body: withReason, reply } satisfies Contract
export const saveUnion = {
  summary: 'Change a union, or move it under another parent.',
  params: unionParams,
  body: withReason,
  reply,
} satisfies Contract
export const confirmUnionCount = {
  summary: 'Say that the number of members is right as it stands.',
  params: unionParams,
  body: z.object({ reason }),
  reply,
} satisfies Contract
export const acceptUnion = {
  summary: 'Make a union that contestants proposed one like all others.',
  params: unionParams,
  body: withReason,
  reply,
} satisfies Contract
export const mergeUnion = {
  summary: 'Merge a union into another: it is closed below that one, its people belong there from now on; sealed results stay.',
  params: unionParams,
  body: z.object({ intoId: id, reason }),
  reply,
} satisfies Contract
export const setUnionState = {
  summary: 'Close a union for new people, or open it again.',
  params: unionParams,
  body: z.object({ state: z.enum(['active', 'closed']), reason }),
  reply,
} satisfies Contract
