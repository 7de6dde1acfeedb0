import { z } from 'zod'
import { count, done, id, lines, moment, page, pageSize, reason, span, text, type Contract } from './common.ts'
import { prizeTier, unionMetric } from './rules.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })
const decisionParams = z.object({ decisionId: id })
const edition = z.number().int().min(1)

export const prizeGroup = z.enum(['contestPeople', 'roundPeople', 'unions', 'divisions'])
export const awardKind = z.enum(['person', 'union'])
/** rank: by the rules; placed: decided by people; tied: equals that people must part. */
export const awardedBy = z.enum(['rank', 'placed', 'tied'])

export const awardLine = z
  .object({
    group: prizeGroup,
    divisionId: id.nullable(),
    divisionName: z.string().nullable(),
    tier: count,
    title: z.string(),
    /** In đồng; null where it is not told. */
    value: z.number().nullable(),
    kind: awardKind,
    subjectId: id,
    name: z.string(),
    /** Of a person. */
    unionName: z.string(),
    unionPath: z.string(),
    rank: count,
    score: z.number().nullable(),
    durationMs: span.nullable(),
    /** Of a union: what unions are compared by. */
    figure: z.number().nullable(),
    by: awardedBy,
    /** Why people decided so. */
    words: z.string().nullable(),
  })
  .meta({ id: 'AwardLine' })

export const skipCode = z.enum(['barred', 'withdrawn', 'noHeadCount', 'tied', 'alreadyAwarded', 'leastMembers', 'decided'])
export const awardSkip = z
  .object({
    subjectId: id,
    name: z.string(),
    unionName: z.string(),
    rank: count,
    code: skipCode,
    /** The prize that they have already, and where; members of a union; or why people decided so. */
    words: z.string(),
    /** What they would win here is worth more than what they have. */
    higher: z.boolean(),
  })
  .meta({ id: 'AwardSkip' })

export const awardGroup = z
  .object({
    group: prizeGroup,
    divisionId: id.nullable(),
    divisionName: z.string().nullable(),
    tiers: z.array(prizeTier),
    awards: z.array(awardLine),
    skips: z.array(awardSkip),
    /** How many skips there are; the first of them are told. */
    skipped: count,
  })
  .meta({ id: 'AwardGroup' })

/** What an official paper says above and below its words; `text` is a template. */
export const awardPaper = z
  .strictObject({
    upperBody: text(0, 200),
    issuer: text(1, 200),
    number: text(0, 60),
    place: text(0, 60),
    day: z.string().regex(/^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))?$/),
    subject: text(3, 300),
    addressee: text(0, 200),
    onBehalf: text(0, 100),
    position: text(0, 100),
    signer: text(0, 100),
    recipients: lines(0, 1_000),
    text: lines(1, 12_000),
  })
  .meta({ id: 'AwardPaper' })
export const awardPapers = z.strictObject({ decision: awardPaper, letter: awardPaper })
export const paperKind = z.enum(['decision', 'letter'])

export const awardState = z.enum(['draft', 'published', 'superseded'])
export const awardDecision = z
  .object({
    id,
    number: count,
    state: awardState,
    edition: count,
    /** The sealed revision of each round that it rests on. */
    basis: z.array(z.object({ title: z.string(), revision: count })),
    officialNumber: z.string(),
    createdAt: moment,
    createdBy: z.string(),
    publishedAt: moment.nullable(),
    publishedBy: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'AwardDecision' })

export const awardChange = z.object({
  what: z.enum(['gained', 'lost', 'moved']),
  group: prizeGroup,
  divisionName: z.string().nullable(),
  name: z.string(),
  unionName: z.string(),
  kind: awardKind,
  from: z.string().nullable(),
  to: z.string().nullable(),
})

export const getAwards = {
  summary:
    'What the rules give in a round, or without `roundId` over the whole contest: prizes, whom they pass over and why, and the decisions so far.',
  params: contestParams,
  query: z.object({ roundId: id.optional() }),
  reply: z.object({
    title: z.string(),
    /** Titles of rounds that are to be sealed first. */
    waiting: z.array(z.string()),
    /** Appeals about rounds of the scope that are not answered yet. */
    openAppeals: z.array(z.object({ title: z.string(), count })),
    groups: z.array(awardGroup),
    /** Stands for the list of prizes as it is shown; null while nothing is sealed. */
    list: z.string().nullable(),
    /** How many prizes wait for a decision between equals. */
    undecided: count,
    total: z.number().nullable(),
    draft: awardDecision.nullable(),
    published: awardDecision.nullable(),
    /** What the results of now change in what was published; null where nothing was. */
    changes: z.array(awardChange).nullable(),
    /** The published decision rests on results that have a newer revision. */
    outdated: z.boolean(),
    history: z.array(awardDecision),
    unionMetric,
    now: moment,
  }),
} satisfies Contract

export const draftAwards = {
  summary: 'Begin a decision on the sealed results; where one is published, the one that will replace it.',
  params: contestParams,
  body: z.object({ roundId: id.optional(), reason }),
  reply: z.object({ decisionId: id }),
} satisfies Contract

export const getAwardDecision = {
  summary: 'One decision with its papers, and once it is published its prizes as they were.',
  params: decisionParams,
  reply: z.object({
    decision: awardDecision,
    title: z.string(),
    roundId: id.nullable(),
    papers: awardPapers,
    lines: z.array(awardLine),
    unionMetric,
    placeholders: z.array(z.string()),
  }),
} satisfies Contract

export const placeAward = {
  summary: 'Decide about one candidate of a draft, with a reason: a tier of the group, none, or again as the rules propose.',
  params: decisionParams,
  body: z.object({
    group: prizeGroup,
    divisionId: id.nullable(),
    subjectId: id,
    /** From 0; `none`: passed over; `asProposed`: what was decided before is taken back. */
    to: z.union([z.number().int().min(0).max(19), z.enum(['none', 'asProposed'])]),
    edition,
    reason,
  }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const saveAwardPapers = {
  summary: 'Change what the papers of a draft say.',
  params: decisionParams,
  body: z.object({ papers: awardPapers, edition, reason }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const paperBlock = z.object({
  kind: z.enum(['heading', 'cite', 'text', 'item', 'table']),
  runs: z.array(z.object({ text: z.string(), bold: z.boolean() })),
})

export const previewAwardPaper = {
  summary: 'A paper of a decision as it will read, and the placeholders in it that nobody knows; nothing is saved.',
  params: decisionParams,
  body: z.object({ kind: paperKind, paper: awardPaper }),
  reply: z.object({
    blocks: z.array(paperBlock),
    unknown: z.array(z.string()),
    /** The line under the head: number, place and day in words. */
    number: z.string(),
    dated: z.string(),
    subject: z.string(),
  }),
} satisfies Contract

export const getFirstPaper = {
  summary: 'A paper of a decision as the software words it.',
  params: z.object({ decisionId: id, kind: paperKind }),
  reply: z.object({ paper: awardPaper }),
} satisfies Contract

export const exportAwardPaper = {
  summary: 'A paper of a decision with its list of prizes as a file (docx or pdf).',
  params: z.object({ decisionId: id, kind: paperKind, format: z.enum(['docx', 'pdf']) }),
  reply: null,
} satisfies Contract

export const publishAwards = {
  summary: 'Publish a draft: its prizes are frozen, everybody is told, and the decision before it is replaced.',
  params: decisionParams,
  body: z.object({ edition, list: z.string().max(100), reason }),
  reply: z.object({ people: count }),
} satisfies Contract

export const discardAwards = {
  summary: 'Throw a draft away, with a reason.',
  params: decisionParams,
  body: z.object({ edition, reason }),
  reply: done,
} satisfies Contract

const publishedDecision = z.object({
  id,
  title: z.string(),
  officialNumber: z.string(),
  /** yyyy-MM-dd or empty. */
  day: z.string(),
  publishedAt: moment,
  prizes: count,
  /** A later decision stands in its place. */
  replaced: z.boolean(),
})

export const listPublishedAwards = {
  summary: 'The published decisions of a contest, newest first.',
  params: contestParams,
  /** `praised`: somebody is praised in public for the campaign around the contest. */
  reply: z.object({ decisions: z.array(publishedDecision), praised: z.boolean(), now: moment }),
} satisfies Contract

export const winner = z
  .object({
    group: prizeGroup,
    divisionName: z.string().nullable(),
    title: z.string(),
    value: z.number().nullable(),
    kind: awardKind,
    /** A person shortened as on public boards. */
    name: z.string(),
    unionName: z.string(),
    rank: count,
    mine: z.boolean(),
    /** Of one's own prize: the code of its certificate. */
    code: z.string().nullable(),
  })
  .meta({ id: 'Winner' })

export const getPublishedAwards = {
  summary: 'Who won what in one published decision.',
  params: decisionParams,
  query: z.object({ page, pageSize }),
  reply: z.object({
    decision: publishedDecision,
    /** The decision that is in force in its place. */
    newer: id.nullable(),
    mine: z.array(winner),
    winners: z.array(winner),
    total: count,
    page: count,
    pageSize: count,
    now: moment,
  }),
} satisfies Contract

export const exportPublishedAwards = {
  summary: 'A published decision as a PDF, with people shortened as on public boards.',
  params: decisionParams,
  reply: null,
} satisfies Contract
