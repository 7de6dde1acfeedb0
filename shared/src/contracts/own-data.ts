import { z } from 'zod'
import { birthDate, me } from './accounts.ts'
import { initiativeState } from './initiatives.ts'
import { appealState, appealSubject } from './appeals.ts'
import { contestantKind, count, done, id, lines, moment, personName, role, span, type Contract } from './common.ts'

export const browsers = ['zalo', 'facebook', 'cocCoc', 'samsung', 'edge', 'opera', 'firefox', 'chrome', 'safari', 'other'] as const
export const systems = ['android', 'ios', 'windows', 'mac', 'linux', 'other'] as const

export const ownSession = z
  .object({
    id,
    browser: z.enum(browsers),
    system: z.enum(systems),
    beganAt: moment,
    /** To within a quarter of an hour. */
    seenAt: moment,
    expiresAt: moment,
    /** The session that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'OwnSession' })

const consent = z.object({
  version: z.string(),
  at: moment,
  /** The contest whose notice was worded anew; null: the consent that the person registered with. */
  contestTitle: z.string().nullable(),
})

const profile = z.object({
  fullName: z.string(),
  phone: z.string(),
  birthDate: z.string(),
  contestantKind,
  union: z.object({ id, name: z.string(), path: z.string() }),
  registeredAt: moment,
})

const attempt = z.object({
  id,
  contestTitle: z.string(),
  roundId: id,
  roundTitle: z.string(),
  practice: z.boolean(),
  sealed: z.boolean(),
  number: count,
  state: z.enum(['running', 'submitted', 'voided']),
  /** The union that it counts for. */
  unionName: z.string(),
  contestantKind: contestantKind.nullable(),
  startedAt: moment,
  submittedAt: moment.nullable(),
  durationMs: span.nullable(),
  finishedBy: z.enum(['contestant', 'deadline']).nullable(),
  extraMs: span,
  prediction: z.number().nullable(),
  /** Null while the rules hide it. */
  score: z.number().nullable(),
  maxScore: z.number().nullable(),
  receipt: z.string().nullable(),
  /** The account with which it came, where that was joined into mine. */
  cameWith: id.nullable(),
})

const inquiry = z.object({
  id,
  contestTitle: z.string(),
  askedAt: moment,
  body: z.string(),
  /** The union that was asked for; null: a question. */
  wantedUnion: z.string().nullable(),
  answer: z.string().nullable(),
  answeredAt: moment.nullable(),
})

const appeal = z.object({
  id,
  contestTitle: z.string(),
  roundTitle: z.string(),
  attemptNumber: count,
  filedAt: moment,
  /** Whether somebody of the staff filed it for me. */
  onBehalf: z.boolean(),
  subject: appealSubject,
  position: count.nullable(),
  body: z.string(),
  state: appealState,
  answer: z.string().nullable(),
  answeredAt: moment.nullable(),
})

const initiative = z.object({
  id,
  contestTitle: z.string(),
  unionName: z.string(),
  enteredAt: moment,
  title: z.string(),
  effect: z.string(),
  state: initiativeState,
})

const award = z.object({
  contestTitle: z.string(),
  /** Null: the whole contest. */
  roundTitle: z.string().nullable(),
  title: z.string(),
  /** In đồng. */
  value: z.number().nullable(),
  publishedAt: moment,
  /** A later decision stands in place of the one that gave it. */
  replaced: z.boolean(),
  /** On its certificate. */
  code: z.string(),
})

const change = z.object({
  at: moment,
  action: z.string(),
  /** Whether the person did it themselves. */
  own: z.boolean(),
  reason: z.string(),
  changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
})

const rosterEntry = z.object({
  contestTitle: z.string(),
  code: z.string().nullable(),
  fullName: z.string(),
  phone: z.string().nullable(),
  birthDate: z.string().nullable(),
  unionName: z.string(),
})

/** Another account of mine that a judge joined into this one. */
const joined = z.object({
  id,
  fullName: z.string(),
  /** Its last three digits. */
  phone: z.string(),
  unionName: z.string(),
  joinedAt: moment,
  /** Null: whoever did it has no account any more. */
  byRole: role.nullable(),
  reason: z.string(),
})

const kept = z.object({
  profile,
  consents: z.array(consent),
  sessions: z.array(ownSession),
  attempts: z.array(attempt),
  inquiries: z.array(inquiry),
  appeals: z.array(appeal),
  initiatives: z.array(initiative),
  /** Entries that the organisers listed me under. */
  roster: z.array(rosterEntry),
  awards: z.array(award),
  /** Khen thưởng in campaigns; `praised`: on the public page. */
  commendations: z.array(z.object({ contestTitle: z.string(), title: z.string(), decidedAt: moment, praised: z.boolean() })),
  joined: z.array(joined),
  history: z.array(change),
})

export const getOwnData = { summary: 'All that is kept of me.', reply: kept.extend({ now: moment }) } satisfies Contract
export type OwnData = z.infer<(typeof getOwnData)['reply']>

/** From where an attempt was started, resumed and handed in; the hashes lead to no device or address. */
const sighting = z.object({
  at: moment,
  what: z.enum(['start', 'resume', 'submit']),
  browser: z.enum(browsers),
  system: z.enum(systems),
  deviceHash: z.string().nullable(),
  addressHash: z.string().nullable(),
})

/** By position and letter of the attempt's own paper, as `saveResponses` writes them. */
const answer = z.object({ position: count, choice: z.array(z.string()), tappedAt: moment })

export const exportOwnData = {
  summary: 'All that is kept of me, with every saved answer, as one JSON file.',
  reply: kept.extend({
    /** Names the layout of the file. */
    format: z.literal('hoithi-own-data/1'),
    exportedAt: moment,
    attempts: z.array(attempt.extend({ responses: z.array(answer), lateResponses: z.array(answer), sightings: z.array(sighting) })),
  }),
} satisfies Contract
export type OwnDataFile = z.infer<(typeof exportOwnData)['reply']>

export const correctOwnData = {
  summary: 'Correct my name and birth date; results that are sealed keep what they were sealed with.',
  body: z.object({ fullName: personName, birthDate }),
  reply: z.object({ me }),
} satisfies Contract

export const requestUnion = {
  summary: 'Ask the organisers to move me to another union; it waits in their inbox.',
  body: z.object({ slug: z.string().min(1).max(100), unionId: id, body: lines(5, 1_000) }),
  reply: z.object({ inquiryId: id }),
} satisfies Contract

export const giveConsent = {
  summary: 'Agree to the notice of a contest as it is worded now.',
  body: z.object({ slug: z.string().min(1).max(100), version: z.string().min(1).max(40) }),
  reply: done,
} satisfies Contract

export const listOwnSessions = {
  summary: 'Where I am logged in, the latest seen first.',
  reply: z.object({ sessions: z.array(ownSession) }),
} satisfies Contract

export const endSession = {
  summary: 'End one of my sessions on another device.',
  params: z.object({ sessionId: id }),
  reply: done,
} satisfies Contract

export const endOtherSessions = { summary: 'End every session of mine but this one.', reply: z.object({ me }) } satisfies Contract

export const withdrawConsent = {
  summary:
    'Take my consent back: deleted at once where I took part in nothing, else closed now and made nameless once every result of mine is final.',
  body: z.object({ password: z.string().min(1).max(200) }),
  reply: z.object({
    /** false: the account is closed, and results of mine are still to be sealed. */
    erased: z.boolean(),
  }),
} satisfies Contract
