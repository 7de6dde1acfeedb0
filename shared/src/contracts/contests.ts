import { z } from 'zod'
import { count, id, moment, span, type Contract } from './common.ts'

export const roundPhase = z.enum(['before', 'open', 'over', 'sealed'])
export type RoundPhase = z.infer<typeof roundPhase>

const myRound = z.object({
  attemptsUsed: count,
  attemptsLeft: count,
  /** Attempts left of today's; null where the rules count by the round only. */
  leftToday: count.nullable(),
  runningAttemptId: id.nullable(),
  attempts: z.array(
    z.object({
      id,
      number: count,
      submittedAt: moment,
      durationMs: span,
      receipt: z.string(),
      voided: z.boolean(),
      /** Null while the rules hide it. */
      score: z.number().nullable(),
      maxScore: z.number(),
    }),
  ),
})

export const round = z
  .object({
    id,
    number: count,
    title: z.string(),
    /** Thi thử: as often as anyone likes; never ranked, counted or sealed. */
    practice: z.boolean(),
    opensAt: moment,
    closesAt: moment,
    phase: roundPhase,
    /** Where only some hours are open: those that hold now or come next, and those after them; null: the whole window. */
    daily: z.array(z.object({ opensAt: moment, closesAt: moment })).nullable(),
    questionCount: count,
    minutes: count,
    attemptsPerRound: count,
    attemptsPerDay: count.nullable(),
    maxScore: z.number(),
    asksPrediction: z.boolean(),
    atClose: z.enum(['clipped', 'fullTime']),
    scoresOnBoards: z.boolean(),
    my: myRound.nullable(),
  })
  .meta({ id: 'Round' })

export const bilingual = z.object({ vi: z.string(), en: z.string() })

export const barrier = z.enum([
  'barred-from-contest',
  'kind-not-eligible',
  'union-not-eligible',
  'not-on-roster',
  'access-code-needed',
  'consent-outdated',
])
export type Barrier = z.infer<typeof barrier>

export const contestSummary = z
  .object({
    id,
    slug: z.string(),
    title: z.string(),
    organiser: z.string(),
    /** By whose clocks the contest's days and hours are meant (IANA). */
    timeZone: z.string(),
    opensAt: moment,
    closesAt: moment,
    phase: z.enum(['before', 'open', 'over']),
    /** A draft is sent to the desk only. */
    state: z.enum(['draft', 'published']),
    /** Since when every attempt stands still; null while the contest goes on. */
    pausedAt: moment.nullable(),
  })
  .meta({ id: 'ContestSummary' })

export const listContests = {
  summary: 'Contests of this server, the running one first.',
  reply: z.object({ contests: z.array(contestSummary), now: moment, rehearsal: z.boolean() }),
} satisfies Contract

export const getContest = {
  summary: 'The contest, its rules in words, its rounds with their phases, and my attempts.',
  params: z.object({ slug: z.string().min(1).max(100) }),
  reply: z.object({
    contest: contestSummary,
    /** The organisers' own text as sanitised HTML. */
    introHtml: z.string(),
    /** The rules in words, generated from the configuration. */
    rules: z.array(bilingual),
    consent: z.object({ version: z.string(), text: bilingual }),
    rounds: z.array(round),
    /** What keeps me from taking part, and what to do; null: nothing, or I am no contestant. */
    barrier: z.object({ code: barrier, message: bilingual }).nullable(),
    /** Whether the contest as a whole is ranked. */
    overall: z.enum(['sum', 'none']),
    counts: z.object({ people: count, attempts: count }),
    now: moment,
    rehearsal: z.boolean(),
  }),
} satisfies Contract
