import { z } from 'zod'
import { loginName, me, password } from './accounts.ts'
import { done, id, moment, reason, staffRole, text, type Contract } from './common.ts'

export const invitation = z
  .object({
    id,
    role: staffRole,
    fullName: z.string(),
    unionName: z.string().nullable(),
    createdBy: z.string(),
    createdAt: moment,
    expiresAt: moment,
    state: z.enum(['open', 'expired', 'used', 'revoked']),
    /** The login name that the invited person chose. */
    login: z.string().nullable(),
  })
  .meta({ id: 'Invitation' })

const token = z.string().min(10).max(100)

export const listInvitations = {
  summary: 'The newest invitations to the desk and what became of them.',
  reply: z.object({ invitations: z.array(invitation) }),
} satisfies Contract

export const createInvitation = {
  summary: 'Make a one-time link, good for seven days, by which a person makes their own desk account; the token is shown in this reply only.',
  body: z.object({ role: staffRole, fullName: text(2, 100), unionId: id.optional(), reason }),
  reply: z.object({ invitation, token: z.string() }),
} satisfies Contract

export const revokeInvitation = {
  summary: 'Take an open invitation back; its link stops working.',
  params: z.object({ invitationId: id }),
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const findInvitation = {
  summary: 'What an invitation offers to whoever holds its token.',
  body: z.object({ token }),
  reply: z.object({
    role: staffRole,
    fullName: z.string(),
    union: z.object({ name: z.string(), path: z.string() }).nullable(),
    expiresAt: moment,
  }),
} satisfies Contract

export const acceptInvitation = {
  summary: 'Make the invited account with an own login name and password; the reply sets the session cookie.',
  body: z.object({ token, login: loginName, password, fullName: text(2, 100) }),
  reply: z.object({ me }),
} satisfies Contract
