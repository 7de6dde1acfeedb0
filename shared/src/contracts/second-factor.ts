import { z } from 'zod'
import { me, staffMember } from './accounts.ts'
import { count, done, id, moment, reason, type Contract } from './common.ts'

const password = z.string().min(1).max(200)
const ticket = z.string().min(20).max(600)
/** Six figures of the authenticator, or a recovery code. */
const code = z.string().min(1).max(60)
/** Shown in this reply only. */
const recoveryCodes = z.array(z.string())

export const takeSecondStep = {
  summary: 'The second step of a login: a code of the authenticator, or a recovery code, with the ticket of the first step.',
  body: z.object({ ticket, code }),
  reply: z.object({ me }),
} satisfies Contract

export const proveAgain = {
  summary: 'Prove once more who I am, as prove-again asks before what weighs most; good for a quarter of an hour.',
  body: z.object({ password, code: code.optional() }),
  reply: done,
} satisfies Contract

export const getSecondFactor = {
  summary: 'Whether my account has a second factor.',
  reply: z.object({
    onSince: moment.nullable(),
    /** How many recovery codes were not used yet. */
    recoveryCodesLeft: count,
    /** Whether my role needs one here. */
    required: z.boolean(),
  }),
} satisfies Contract

export const startSecondFactor = {
  summary: 'A new secret for my authenticator; nothing changes until a code of it is confirmed. Where one is on, a code of that one is needed too.',
  body: z.object({ password, code: code.optional() }),
  reply: z.object({
    ticket: z.string(),
    /** To be typed where the symbol cannot be read. */
    secret: z.string(),
    uri: z.string(),
    /** The symbol as an SVG path in a view box of `size` × `size`. */
    qr: z.object({ size: count, path: z.string() }),
  }),
} satisfies Contract

export const turnOnSecondFactor = {
  summary: 'Turn my second factor on with a code of the new secret; every other session of mine ends.',
  body: z.object({ ticket, code }),
  reply: z.object({ me, recoveryCodes }),
} satisfies Contract

export const turnOffSecondFactor = {
  summary: 'Turn my second factor off; refused where my role needs one. Every other session of mine ends.',
  body: z.object({ password, code }),
  reply: z.object({ me }),
} satisfies Contract

export const renewRecoveryCodes = {
  summary: 'Ten new recovery codes; the old ones are worth nothing any more.',
  body: z.object({ password, code }),
  reply: z.object({ recoveryCodes }),
} satisfies Contract

export const resetSecondFactor = {
  summary: 'Take the second factor of a colleague away who has lost phone and recovery codes; their sessions end.',
  params: z.object({ accountId: id }),
  body: z.object({ reason }),
  reply: z.object({ staffMember }),
} satisfies Contract
