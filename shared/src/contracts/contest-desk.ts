import { z } from 'zod'
import { count, done, givenMoment, id, LAST_GIVEN, moment, reason, text, type Contract } from './common.ts'
import { bilingual, contestSummary, roundPhase } from './contests.ts'
import { contestSettings, roundRules } from './rules.ts'

const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{1,58})[a-z0-9]$/)
const bySlug = z.object({ slug: z.string().min(1).max(100) })
/** No preset lasts longer. */
const YEAR_MS = 366 * 86_400_000
const timeZone = z.string().min(1).max(60)

export const roundDocument = z.strictObject({
  /** Null for a round that is new. */
  id: id.nullable().default(null),
  title: text(1, 100),
  opensAt: givenMoment,
  closesAt: givenMoment,
  /** Thi thử: asks only questions tagged "thi thử", as often as anyone likes; never logged, ranked or counted. */
  practice: z.boolean().default(false),
  rules: roundRules,
})
export type RoundDocument = z.infer<typeof roundDocument>

/** Everything that makes a contest, as one document. Rounds are numbered in their order; practice rounds count apart. */
export const contestDocument = z
  .strictObject({
    slug,
    title: text(3, 200),
    organiser: text(3, 200),
    timeZone,
    opensAt: givenMoment,
    closesAt: givenMoment,
    /** The organisers' own text, markdown. */
    intro: z.string().max(20_000),
    consent: z.strictObject({ version: text(1, 40), text: z.strictObject({ vi: text(20, 4_000), en: text(20, 4_000) }) }),
    settings: contestSettings,
    rounds: z.array(roundDocument).min(1).max(60),
  })
  .meta({ id: 'ContestDocument' })
export type ContestDocument = z.infer<typeof contestDocument>

/** A document as it is stored: what an older release or a contest pack took may be shorter or longer than is typed today. */
const storedDocument = z
  .object({
    ...contestDocument.shape,
    slug: z.string(),
    title: z.string(),
    organiser: z.string(),
    intro: z.string(),
    consent: z.object({ version: z.string(), text: bilingual }),
    rounds: z.array(z.object({ ...roundDocument.shape, title: z.string() })),
  })
  .meta({ id: 'StoredContestDocument' })

/** What is wrong with a document; `field` is a path like "rounds.2.rules.hours". */
export const documentFault = z.object({ field: z.string(), code: z.string(), message: bilingual }).meta({ id: 'DocumentFault' })
export type DocumentFault = z.infer<typeof documentFault>

/** A document as it is being typed: read by `checkContestDocument`, which says by field what is still wrong. */
const typed = z.record(z.string(), z.unknown())

export const checkContestDocument = {
  summary: 'What is wrong with a contest document, and its rules in words if nothing is; writes nothing.',
  body: z.object({ document: typed, slug: z.string().max(100).optional() }),
  reply: z.object({
    faults: z.array(documentFault),
    /** The rules page as it will read; empty while there are faults. */
    rules: z.array(bilingual),
    introHtml: z.string(),
  }),
} satisfies Contract

export const createContest = {
  summary: 'Make a contest as a draft, seen at the desk only.',
  body: z.object({ document: typed, reason }),
  reply: z.object({ slug: z.string() }),
} satisfies Contract

export const getContestDocument = {
  summary: 'A contest as a document to edit, with what may still be changed.',
  params: bySlug,
  reply: z.object({
    document: storedDocument,
    /** Names this state of the document; saving an older one is refused. */
    edition: z.string(),
    state: z.enum(['draft', 'published']),
    pausedAt: moment.nullable(),
    /** Paths that are fixed by now because people rely on them, e.g. "rounds.0.rules". */
    fixed: z.array(z.string()),
    /** Names of the unions that the document names, by id. */
    unionNames: z.record(z.string(), z.string()),
    people: count,
    attempts: count,
    now: moment,
  }),
} satisfies Contract

export const saveContestDocument = {
  summary: 'Change a contest; what people rely on already is refused with its field.',
  params: bySlug,
  body: z.object({ document: typed, edition: z.string().max(100), reason }),
  reply: z.object({ edition: z.string() }),
} satisfies Contract

export const publishContest = {
  summary: 'Show a draft to the public.',
  params: bySlug,
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const withdrawContest = {
  summary: 'Take a published contest back to a draft while nobody has begun an attempt.',
  params: bySlug,
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const cloneContest = {
  summary: 'Make a draft from a contest, its dates moved to a new opening, with its question bank if wanted.',
  params: bySlug,
  body: z.object({ slug, title: text(3, 200), opensAt: givenMoment, withQuestions: z.boolean(), reason }),
  reply: z.object({ slug: z.string() }),
} satisfies Contract

export const presetSummary = z.object({ id: z.string(), title: bilingual, about: bilingual })

export const listPresets = {
  summary: 'Common shapes of contests to start from.',
  reply: z.object({ presets: z.array(presetSummary) }),
} satisfies Contract

export const getPreset = {
  summary: 'Rounds and settings of a preset for a contest that opens at a moment.',
  params: z.object({ presetId: z.string().max(60) }),
  query: z.object({
    opensAt: z.coerce
      .number()
      .int()
      .min(YEAR_MS - LAST_GIVEN)
      .max(LAST_GIVEN - YEAR_MS),
    timeZone: timeZone.default('Asia/Ho_Chi_Minh'),
  }),
  reply: z.object({ opensAt: moment, closesAt: moment, settings: contestSettings, rounds: z.array(roundDocument) }),
} satisfies Contract

const controlledRound = z
  .object({
    id,
    title: z.string(),
    practice: z.boolean(),
    opensAt: moment,
    closesAt: moment,
    phase: roundPhase,
    /** Attempts that can still be answered. */
    running: count,
    /** Of those the ones that the close leaves less than their time. */
    cut: count,
    /** A board that stands still before the close keeps its moment when the round is extended. */
    frozen: z.boolean(),
    /** Answers that came too late and are kept for a judge; null where the rules refuse such answers. */
    lateAnswers: count.nullable(),
  })
  .meta({ id: 'ControlledRound' })

export const getControls = {
  summary: 'A contest as it runs: whether it is paused, and what goes on in each round.',
  params: bySlug,
  reply: z.object({
    contest: contestSummary.pick({ title: true, state: true, phase: true, pausedAt: true }),
    timeZone,
    rounds: z.array(controlledRound),
    now: moment,
  }),
} satisfies Contract

export const pauseContest = {
  summary: 'Stop the clock of every running attempt and begin no new one; announced.',
  params: bySlug,
  body: z.object({ reason }),
  reply: z.object({ attempts: count, pausedAt: moment }),
} satisfies Contract

export const resumeContest = {
  summary: 'Go on after a pause: every attempt has the time it had; rounds may be extended by the pause; announced.',
  params: bySlug,
  body: z.object({ extendRounds: z.boolean(), reason }),
  reply: z.object({ attempts: count, pausedMs: count, extendedRounds: count }),
} satisfies Contract

export const extendRound = {
  summary: 'Close a round later; running attempts that the close would have cut get their time; announced.',
  params: z.object({ roundId: id }),
  body: z.object({ closesAt: givenMoment, reason }),
  reply: z.object({ attempts: count }),
} satisfies Contract

const scope = z.enum(['person', 'union', 'everyone'])
export const extraTime = z
  .object({
    id,
    scope,
    /** The person's name or the union's. */
    target: z.string().nullable(),
    minutes: count,
    fromAt: moment.nullable(),
    untilAt: moment.nullable(),
    at: moment,
    actor: z.string(),
    reason: z.string(),
    attempts: count,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'ExtraTime' })

export const listExtraTimes = {
  summary: 'Extra time that was granted in a contest, newest first.',
  params: bySlug,
  reply: z.object({ extraTimes: z.array(extraTime) }),
} satisfies Contract

export const grantExtraTime = {
  summary: 'More minutes for one person or a union (running and later attempts), or for everyone whose attempt ran in an outage; announced.',
  params: bySlug,
  body: z.object({
    scope,
    /** An account or a union; left out for everyone. */
    targetId: id.optional(),
    minutes: z.number().int().min(1).max(600),
    /** The outage, for everyone: attempts that were running at any moment of it. */
    outage: z.object({ fromAt: givenMoment, untilAt: givenMoment }).optional(),
    reason,
  }),
  reply: z.object({
    extraTime,
    /** Attempts that the round's close cuts all the same. */
    clipped: count,
    /** Attempts that ran in the outage and are finished: nothing can be given back to them. */
    finished: count,
  }),
} satisfies Contract

export const endExtraTime = {
  summary: 'Grant it to no later attempt; what was given stays given.',
  params: z.object({ extraTimeId: id }),
  body: z.object({ reason }),
  reply: done,
} satisfies Contract

export const enterContest = {
  summary: 'Give the access code of a contest, once.',
  params: bySlug,
  body: z.object({ accessCode: text(1, 40) }),
  reply: done,
} satisfies Contract
