import { z } from 'zod'
import { count, id, moment, page, pageSize, reason, span, text, type Contract } from './common.ts'
import { flagKinds, flagStates, flagStrengths } from '../flag-kinds.ts'

const flagKind = z.enum(flagKinds)
const flagStrength = z.enum(flagStrengths)
const flagState = z.enum(flagStates)

/** What a flag rests on, in figures. */
const evidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('speed'),
    fast: count,
    answered: count,
    questions: count,
    right: count,
    durationMs: span,
    readingMs: span,
    medianMs: z.number().nullable(),
  }),
  z.object({ kind: z.literal('samePerson'), name: z.enum(['same', 'sameLetters', 'near']), distance: count, sameUnion: z.boolean() }),
  z.object({ kind: z.enum(['device', 'address']), people: count, attempts: count, fromAt: moment, untilAt: moment }),
  z.object({ kind: z.literal('twins'), common: count, bothWrong: count, sameWrong: count, chance: z.number(), pairs: count }),
  z.object({ kind: z.literal('held'), answers: count, positions: z.array(count), arrivedAt: moment, lateMs: span }),
])

const person = z
  .object({
    contestantId: id,
    attemptId: id.nullable(),
    fullName: z.string(),
    phone: z.string(),
    birthDate: z.string(),
    unionId: id,
    unionName: z.string(),
    attemptNumber: count.nullable(),
    voided: z.boolean(),
    /** The account that this one was joined to. */
    joinedTo: id.nullable(),
  })
  .meta({ id: 'FlagPerson' })

const verdict = z.object({ verdict: z.enum(['dismissed', 'confirmed']), reason: z.string(), actor: z.string(), at: moment })
const flag = z
  .object({
    id,
    roundId: id,
    kind: flagKind,
    strength: flagStrength,
    evidence,
    state: flagState,
    /** Those named first; `named`: how many the flag names. */
    people: z.array(person),
    named: count,
    verdict: verdict.nullable(),
  })
  .meta({ id: 'Flag' })

const pass = z.object({ at: moment, attempts: count, leftOut: count })

export const listFlags = {
  summary: 'What a judge is to look at in a closed round; nothing follows from a flag by itself.',
  params: z.object({ roundId: id }),
  query: z.object({
    page,
    pageSize,
    kind: flagKind.optional(),
    strength: flagStrength.optional(),
    state: flagState.optional(),
    unionId: id.optional(),
    search: text(0, 100).optional(),
    sort: z.enum(['weight', 'kind', 'judgedAt']).default('weight'),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: z.object({
    flags: z.array(flag),
    total: count,
    page: count,
    pageSize: count,
    union: z.object({ id, name: z.string(), path: z.string() }).nullable(),
    counts: z.array(z.object({ kind: flagKind, strength: flagStrength, state: flagState, total: count })),
    /** Null while the round was not looked through yet. */
    pass: pass.nullable(),
    closed: z.boolean(),
    /** The limits by which flags are found, for whoever reads them. */
    limits: z.object({
      charactersPerSecond: count,
      fastPercent: count,
      rightPercent: count,
      medianPercent: z.number(),
      twinLeast: count,
      devicePeople: count,
      addressPeople: count,
      sightingDays: count,
    }),
  }),
} satisfies Contract

export const reviewRound = {
  summary: 'Look a closed round through for flags now; verdicts stay.',
  params: z.object({ roundId: id }),
  reply: z.object({ pass }),
} satisfies Contract

/** How two papers answered one question: alike and wrong, alike and right, or otherwise. */
const comparedQuestion = z.object({
  stem: z.string(),
  first: z.object({ position: count, answer: z.array(z.string()), right: z.boolean() }),
  second: z.object({ position: count, answer: z.array(z.string()), right: z.boolean() }),
  right: z.array(z.string()),
  agree: z.enum(['wrong', 'right', 'no']),
})

export const getFlag = {
  summary: 'One flag with everybody it names; of twins also their answers side by side.',
  params: z.object({ flagId: id }),
  reply: z.object({ flag, compared: z.array(comparedQuestion) }),
} satisfies Contract

export const judgeFlags = {
  summary: 'Dismiss or confirm flags with a reason, or take a verdict back; it changes no result.',
  params: z.object({ roundId: id }),
  body: z.object({ flagIds: z.array(id).min(1).max(100), verdict: z.enum(['dismissed', 'confirmed', 'takenBack']), reason }),
  reply: z.object({ judged: count }),
} satisfies Contract
