import { z } from 'zod'
import { contestantKind, count, done, id, moment, personName, reason, role, span, staffRole, text, type Contract } from './common.ts'

export const password = z.string().min(8).max(200)
export const birthDate = z.iso.date()

export const me = z
  .object({
    id,
    role,
    fullName: z.string(),
    /** The union whose subtree an officer sees, or the contestant's own. */
    union: z.object({ id, name: z.string(), path: z.string() }).nullable(),
    contestant: z.object({ phone: z.string(), birthDate: z.string(), contestantKind }).nullable(),
    /** missing: the role needs it before anything else can be done. Null for contestants, who have none. */
    secondFactor: z.enum(['missing', 'off', 'on']).nullable(),
    /** So long after its last request the session ends; null: it lasts until its own end. */
    idleMs: span.nullable(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const registerContestant = {
  summary: 'Register as a contestant; the reply sets the session cookie.',
  body: z.object({
    phone: z.string().max(40),
    password,
    fullName: personName,
    birthDate,
    /** Either this, or `proposedUnion` when the person did not find theirs. */
    unionId: id.optional(),
    proposedUnion: z.object({ name: text(2, 200), place: text(2, 200), parentId: id.nullable() }).optional(),
    contestantKind,
    /** The version of the consent notice that the person ticked. */
    consentVersion: z.string().min(1).max(40),
  }),
  reply: z.object({ me }),
} satisfies Contract

export const logIn = {
  summary:
    'Log in with a phone number (contestants) or a login name (staff). Where a second factor is on the refusal second-factor-needed carries the ticket of the second step.',
  body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
  reply: z.object({ me }),
} satisfies Contract

export const logOut = { summary: 'End this session; its token is revoked.', reply: done } satisfies Contract

export const getMe = {
  summary: 'Who I am, the server clock, and whether it is rehearsing.',
  reply: z.object({ me: me.nullable(), now: moment, rehearsal: z.boolean() }),
} satisfies Contract

export const changePassword = {
  summary: 'Set a new password; every other session of the account ends.',
  body: z.object({ password: z.string().min(1).max(200), newPassword: password }),
  reply: z.object({ me }),
} satisfies Contract

export const loginName = z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/)

export const staffMember = z
  .object({
    id,
    login: z.string(),
    role: staffRole,
    fullName: z.string(),
    unionId: id.nullable(),
    unionName: z.string().nullable(),
    createdAt: moment,
    /** Since when the account cannot be used; null: it can. */
    disabledAt: moment.nullable(),
    /** Since when a second factor is asked for at login; null: the password alone. */
    secondFactorSince: moment.nullable(),
  })
  .meta({ id: 'StaffMember' })

export const listStaff = {
  summary: 'Everyone who may enter the desk.',
  reply: z.object({ staff: z.array(staffMember) }),
} satisfies Contract

export const createStaff = {
  summary: 'Make a desk account; an officer needs the union whose subtree they see.',
  body: z.object({ login: loginName, password, fullName: text(2, 100), role: staffRole, unionId: id.optional(), reason }),
  reply: z.object({ staffMember }),
} satisfies Contract

export const changeStaff = {
  summary: 'Change name, role or union of a desk account, or disable or enable it; a new role or union ends its sessions.',
  params: z.object({ accountId: id }),
  body: z.object({ fullName: text(2, 100), role: staffRole, unionId: id.optional(), disabled: z.boolean(), reason }),
  reply: z.object({ staffMember }),
} satisfies Contract

export const endStaffSessions = {
  summary: 'End every session of a colleague at once; they log in again with their password.',
  params: z.object({ accountId: id }),
  body: z.object({ reason }),
  reply: z.object({
    /** How many were open. */
    ended: count,
  }),
} satisfies Contract

export const setUpAdministrator = {
  summary: 'Make the first administrator with the one-time link that the server printed.',
  body: z.object({ token: z.string().min(10).max(100), login: loginName, password, fullName: text(2, 100) }),
  reply: z.object({ me }),
} satisfies Contract
