import { z } from 'zod'
import { count, id, moment, reason, text, type Contract } from './common.ts'

const params = z.object({ contestantId: id })
const face = z.object({ id, fullName: z.string(), phone: z.string(), unionName: z.string() })

export const listJoinCandidates = {
  summary: 'Other accounts that may be the same person’s: those of the same name, or by what is searched for.',
  params,
  query: z.object({ search: text(0, 100).optional() }),
  reply: z.object({
    candidates: z.array(
      z.object({
        contestantId: id,
        fullName: z.string(),
        phone: z.string(),
        unionName: z.string(),
        attempts: count,
        sameName: z.boolean(),
        sameBirthDate: z.boolean(),
        /** The account that it was joined to already. */
        joinedTo: id.nullable(),
      }),
    ),
    /** How many more there are. */
    more: count,
  }),
} satisfies Contract

export const previewJoin = {
  summary: 'What would follow if another account of the same person were joined to this one; nothing is changed.',
  params,
  query: z.object({ fromId: id }),
  reply: z.object({
    kept: face,
    from: face,
    /** Rounds in which the other account took part. */
    rounds: z.array(
      z.object({
        roundTitle: z.string(),
        contestTitle: z.string(),
        practice: z.boolean(),
        sealed: z.boolean(),
        /** Attempts that the rules allow; null for any number. */
        limit: count.nullable(),
        /** The union that all of them then count for. */
        unionName: z.string(),
        attempts: z.array(
          z.object({
            attemptId: id,
            owner: z.enum(['kept', 'from']),
            number: count,
            newNumber: count,
            startedAt: moment,
            score: z.number().nullable(),
            voided: z.boolean(),
            /** One too many for one person: it is voided with the same reason. */
            voids: z.boolean(),
          }),
        ),
      }),
    ),
    /** Where this person has done more than the rules allow on one day of a round, or (`day` null) in a contest; nothing follows by itself. */
    excess: z.array(
      z.object({
        /** Of the round, or of the contest. */
        title: z.string(),
        day: moment.nullable(),
        limit: count,
        /** All that count, in the order of their starts; `beyond` are those after the limit. */
        attempts: z.array(
          z.object({ attemptId: id, owner: z.enum(['kept', 'from']), startedAt: moment, score: z.number().nullable(), beyond: z.boolean() }),
        ),
      }),
    ),
  }),
} satisfies Contract

export const joinContestants = {
  summary: 'Join another account of the same person to this one, for good: its attempts count for this one, and it can log in no more.',
  params,
  body: z.object({
    fromId: id,
    reason,
    /** Attempts beyond a limit of a day or a contest that are voided with the same reason. */
    voids: z.array(id).max(200).default([]),
  }),
  reply: z.object({ rounds: count, voided: count, revisions: count }),
} satisfies Contract
