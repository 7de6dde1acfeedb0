import { z } from 'zod'
import { birthDate, me, password } from './accounts.ts'
import { contestantKind, count, id, moment, page, pageSize, personName, reason, span, text, type Contract } from './common.ts'

const contestantParams = z.object({ contestantId: id })

export const contestantRow = z
  .object({
    id,
    fullName: z.string(),
    /** An officer sees the last three digits only. */
    phone: z.string(),
    birthDate: z.string(),
    contestantKind,
    unionId: id,
    unionName: z.string(),
    registeredAt: moment,
    attempts: count,
  })
  .meta({ id: 'ContestantRow' })

export const listContestants = {
  summary: 'Registered contestants; an officer sees their subtree only.',
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    unionId: id.optional(),
    kind: contestantKind.optional(),
    /** With `taken`: who has, or has not, an attempt in this round. */
    roundId: id.optional(),
    taken: z.enum(['yes', 'no']).optional(),
    sort: z.enum(['name', 'registeredAt']).default('registeredAt'),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: z.object({
    contestants: z.array(contestantRow),
    /** The union that was asked for, with everything below it. */
    union: z.object({ id, name: z.string() }).nullable(),
    total: count,
    page: count,
    pageSize: count,
  }),
} satisfies Contract

const historyChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
const contestantPage = contestantRow.extend({
  unionPath: z.string(),
  consentVersion: z.string(),
  consentAt: moment,
  /** When they took their consent back; null: they have not. */
  withdrawnAt: moment.nullable(),
  /** The account that a judge joined this one to. */
  joinedTo: id.nullable(),
  /** Until when an unused one-time code lets them set a new password. */
  resetUntil: moment.nullable(),
})

export const getContestant = {
  summary: 'One contestant: their data, attempts, and what was done to them.',
  params: contestantParams,
  reply: z.object({
    contestant: contestantPage,
    attempts: z.array(
      z.object({
        id,
        contestTitle: z.string(),
        roundId: id,
        roundTitle: z.string(),
        practice: z.boolean(),
        sealed: z.boolean(),
        number: count,
        state: z.enum(['running', 'submitted', 'voided']),
        unionName: z.string(),
        startedAt: moment,
        submittedAt: moment.nullable(),
        durationMs: span.nullable(),
        score: z.number().nullable(),
        maxScore: z.number().nullable(),
        receipt: z.string().nullable(),
      }),
    ),
    history: z.array(
      z.object({
        id,
        at: moment,
        /** null: the person themselves. */
        actor: z.string().nullable(),
        action: z.string(),
        reason: z.string(),
        changes: z.array(historyChange),
      }),
    ),
  }),
} satisfies Contract

export const correctContestant = {
  summary: 'Correct the name, birth date or kind of a contestant.',
  params: contestantParams,
  body: z.object({ fullName: personName, birthDate, contestantKind, reason }),
  reply: z.object({ contestant: contestantPage }),
} satisfies Contract

export const moveContestant = {
  summary: 'Move a contestant, with their attempts in rounds that are not sealed, to another union.',
  params: contestantParams,
  body: z.object({ unionId: id, reason }),
  reply: z.object({
    contestant: contestantPage,
    /** Rounds whose boards follow. */
    rounds: count,
  }),
} satisfies Contract

export const issueResetCode = {
  summary: 'Make a one-time code, good for 24 hours and five tries, by which a contestant sets a new password; it is shown in this reply only.',
  params: contestantParams,
  body: z.object({ reason }),
  reply: z.object({ code: z.string(), expiresAt: moment }),
} satisfies Contract

export const resetPassword = {
  summary: 'Set a new password with a one-time code; logged in by cookie, every other session ends.',
  body: z.object({ login: z.string().min(1).max(40), code: z.string().min(1).max(40), password }),
  reply: z.object({ me }),
} satisfies Contract
