import { z } from 'zod'
import { awardPaper, paperBlock } from './awards.ts'
import { count, done, id, lines, moment, page, pageSize, personName, reason, text, type Contract } from './common.ts'
import { unionKind } from './unions.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })
const params = z.object({ commendationId: id })
const edition = z.number().int().min(1)
const key = z.string().regex(/^[a-z0-9-]{1,40}$/)

/** What unions are compared by. */
export const merits = ['rate', 'people', 'mean', 'allCorrect', 'initiatives', 'benefit', 'works'] as const
export const merit = z.enum(merits)
export type Merit = z.infer<typeof merit>
/** Of these a union may have a target (chỉ tiêu) of its own. */
export const targetedMerits = ['initiatives', 'benefit', 'works'] as const satisfies readonly Merit[]

/** Where the people of a kind come from. */
export const personSources = ['results', 'initiatives', 'byHand'] as const
export const personSource = z.enum(personSources)
export type PersonSource = z.infer<typeof personSource>

/** all: one list; peerGroup: cụm, khối of the campaign's targets; upperUnion: whose upper union is the same; union: people of one union. */
export const commendationGroups = ['all', 'peerGroup', 'upperUnion', 'union'] as const

const cap = z.object({ unit: z.enum(['places', 'percent']), amount: z.number().int().min(1).max(1_000) })
const common = {
  key,
  title: text(2, 200),
  groupBy: z.enum(commendationGroups),
  /** In each group: so many, or a share of those that meet the conditions (rounded down, one at least). */
  cap,
  /** Keys of kinds above it: whoever gets one of those does not get this. */
  notWith: z.array(key).max(20),
}
export const collectiveKind = z.object({
  for: z.literal('collective'),
  ...common,
  unionKinds: z.array(unionKind).min(1).max(10),
  measures: z
    .array(z.object({ measure: merit, weight: z.number().int().min(1).max(100), against: z.enum(['best', 'target']) }))
    .min(1)
    .max(merits.length),
  /** 0: any number of members, also none confirmed. */
  leastMembers: z.number().int().min(0).max(1_000_000),
  /** Whoever did not send the campaign's report is left out. */
  reportNeeded: z.boolean(),
})
export const personKind = z.object({
  for: z.literal('person'),
  ...common,
  source: personSource,
  /** Whoever had an attempt voided in the contest is left out. */
  notVoided: z.boolean(),
})
export const commendationKind = z.discriminatedUnion('for', [collectiveKind, personKind])
export type CollectiveKind = z.infer<typeof collectiveKind>
export type PersonKind = z.infer<typeof personKind>
export type CommendationKind = z.infer<typeof commendationKind>

export const commendationRules = z
  .object({ kinds: z.array(commendationKind).min(1).max(12) })
  .refine(({ kinds }) => new Set(kinds.map((kind) => kind.key)).size === kinds.length, { path: ['kinds'], message: 'each key once' })
  .refine(({ kinds }) => kinds.every(({ notWith }, index) => notWith.every((one) => kinds.slice(0, index).some((kind) => kind.key === one))), {
    path: ['kinds'],
    message: 'a kind excludes only those above it',
  })
  .refine(
    ({ kinds }) =>
      kinds.every(
        (kind) =>
          kind.for === 'person' ||
          (kind.groupBy !== 'union' &&
            new Set(kind.measures.map(({ measure }) => measure)).size === kind.measures.length &&
            kind.measures.every(({ measure, against }) => against === 'best' || targetedMerits.some((one) => one === measure))),
      ),
    { path: ['kinds'], message: 'each measure once; only initiatives, benefit and works have targets' },
  )
  .refine(({ kinds }) => kinds.every(({ cap: { unit, amount } }) => unit === 'places' || amount <= 100), {
    path: ['kinds'],
    message: 'a share is 100 % at most',
  })
export type CommendationRules = z.infer<typeof commendationRules>

/** closed: is there no more, and sent no report while it was. */
export const commendationExclusions = [
  'noHeadCount',
  'leastMembers',
  'notReported',
  'closed',
  'nothing',
  'voided',
  'withdrawn',
  'barred',
  'otherKind',
] as const
export const commendationExclusion = z.enum(commendationExclusions)
/** proposed: by the rules; tied: equals at the last place, which people must part; below: behind the last place. */
export const commendedStates = ['proposed', 'tied', 'below', 'agreed', 'struck'] as const
export const commendedState = z.enum(commendedStates)

/** A number that stands behind a line. `reference`: what it was measured against; `points`: what it brought, of 100 with all others. */
export const figure = z.object({
  of: z.enum([...merits, 'rank', 'score', 'duration']),
  value: z.number(),
  reference: z.number().nullable(),
  points: z.number().nullable(),
})
export type Figure = z.infer<typeof figure>

const subject = {
  subjectId: id,
  name: z.string(),
  /** Of a person. */
  unionName: z.string(),
  unionPath: z.string(),
}
export const commendedLine = z
  .object({
    ...subject,
    rank: count,
    /** Of 100; null of people. */
    points: z.number().nullable(),
    figures: z.array(figure),
    /** What people wrote of somebody whom they put forward. */
    merit: z.string(),
    state: commendedState,
    upward: z.boolean(),
    /** The council's reason, who and when. */
    choice: z.object({ words: z.string(), by: z.string(), at: moment }).nullable(),
  })
  .meta({ id: 'CommendedLine' })

const bilingual = z.object({ vi: z.string(), en: z.string() })
export const commendedGroup = z.object({
  /** Which group it is, in words it may share with another: the id of a union, or the name of a cụm, khối. */
  key: z.string(),
  /** In words; empty: everybody together. */
  group: z.string(),
  /** How many meet the conditions. */
  candidates: count,
  cap: count,
  /** Places that equals at the last place are waiting for. */
  open: count,
  lines: z.array(commendedLine),
  /** How many stand behind the last place; the first of them are among the lines. */
  below: count,
  excluded: z.array(z.object({ ...subject, code: commendationExclusion, words: z.string() })),
  excludedCount: count,
})
export const commendedKind = z
  .object({
    key: z.string(),
    title: z.string(),
    for: z.enum(['collective', 'person']),
    byHand: z.boolean(),
    /** The rule in words, as the papers say it too. */
    rule: z.array(bilingual),
    groups: z.array(commendedGroup),
    proposed: count,
    agreed: count,
    undecided: count,
  })
  .meta({ id: 'CommendedKind' })

export const commendationState = z.enum(['draft', 'decided'])
export const commendationRow = z
  .object({
    id,
    number: count,
    state: commendationState,
    edition: count,
    createdAt: moment,
    createdBy: z.string(),
    decidedAt: moment.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string(),
    /** Stands for the decided list. */
    digest: z.string().nullable(),
    collectives: count,
    people: count,
    praisedAt: moment.nullable(),
    /** Why it was taken off the public page. */
    unpraisedReason: z.string().nullable(),
  })
  .meta({ id: 'Commendation' })

export const frozenLine = z.object({
  kindKey: z.string(),
  kindTitle: z.string(),
  for: z.enum(['collective', 'person']),
  ...subject,
  group: z.string(),
  rank: count,
  points: z.number().nullable(),
  figures: z.array(figure),
  merit: z.string(),
  upward: z.boolean(),
  words: z.string(),
})

export const getCommendation = {
  summary:
    'Who is to be commended in the campaign: the draft with the shortlist that its criteria give now and what the council decided, else the last decided list as it was.',
  params: contestParams,
  query: z.object({ commendationId: id.optional() }),
  reply: z.object({
    campaign: z.string(),
    contest: z.string(),
    list: commendationRow.nullable(),
    rules: z.object({ kinds: z.array(commendationKind) }).nullable(),
    /** Of a draft. */
    kinds: z.array(commendedKind),
    /** Stands for the lines as they are shown. */
    shown: z.string().nullable(),
    undecided: count,
    /** Of a decided list. */
    lines: z.array(frozenLine),
    /** Sealed revisions that the figures come from, and rounds that are not sealed yet. */
    basis: z.array(z.object({ title: z.string(), revision: count })),
    waiting: z.array(z.string()),
    history: z.array(commendationRow),
    now: moment,
  }),
} satisfies Contract

export const draftCommendation = {
  summary: 'Begin a list; its criteria and papers are those of the list before, or the ones the product comes with.',
  params: contestParams,
  body: z.object({ reason }),
  reply: z.object({ commendationId: id }),
} satisfies Contract

export const saveCommendationRules = {
  summary: 'Change the criteria of a draft; what was decided about subjects stays where its kind does.',
  params,
  body: z.object({ rules: commendationRules, edition, reason }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const nominate = {
  summary: 'Put somebody forward in a kind that is filled by hand, with what they did.',
  params,
  body: z.object({ kind: key, fullName: personName, unionId: id, merit: lines(3, 1_000), edition, reason }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const withdrawNominee = {
  summary: 'Take back somebody who was put forward by hand, and with them what was written of them.',
  params,
  body: z.object({ kind: key, subjectId: id, edition, reason }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const decideCommended = {
  summary:
    'The council agrees to lines of the shortlist, strikes them, or opens them again, with a reason; `upward`: proposed to the level above as well.',
  params,
  body: z.object({
    kind: key,
    subjectIds: z.array(id).min(1).max(500),
    verdict: z.enum(['agreed', 'struck', 'open']),
    upward: z.boolean(),
    edition,
    reason,
  }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const commendationPaperKinds = ['letter', 'list', 'summary', 'upward'] as const
export const commendationPaperKind = z.enum(commendationPaperKinds)
export type CommendationPaperKind = z.infer<typeof commendationPaperKind>
export const commendationPapers = z.strictObject({ letter: awardPaper, list: awardPaper, summary: awardPaper, upward: awardPaper })

export const getCommendationPapers = {
  summary: 'The papers of a list: tờ trình, list, summary of achievements, tờ trình to the level above; with the fields that they may name.',
  params,
  reply: z.object({ list: commendationRow, papers: commendationPapers, placeholders: z.array(z.string()) }),
} satisfies Contract

export const saveCommendationPapers = {
  summary: 'Change what the papers of a list say; those of a decided list too, which is itself frozen.',
  params,
  body: z.object({ papers: commendationPapers, edition, reason }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const previewCommendationPaper = {
  summary: 'A paper as it will read, and the fields in it that nobody knows; nothing is saved.',
  params,
  body: z.object({ kind: commendationPaperKind, paper: awardPaper }),
  reply: z.object({
    blocks: z.array(paperBlock),
    unknown: z.array(z.string()),
    number: z.string(),
    dated: z.string(),
    subject: z.string(),
  }),
} satisfies Contract

export const getFirstCommendationPaper = {
  summary: 'A paper as the software words it.',
  params: z.object({ commendationId: id, kind: commendationPaperKind }),
  reply: z.object({ paper: awardPaper }),
} satisfies Contract

export const exportCommendationPaper = {
  summary: 'A paper of a list as a file (docx or pdf).',
  params: z.object({ commendationId: id, kind: commendationPaperKind, format: z.enum(['docx', 'pdf']) }),
  reply: null,
} satisfies Contract

export const closeCommendation = {
  summary: 'Decide a list as it is shown, every line of it decided: its lines are frozen under a digest.',
  params,
  body: z.object({ edition, shown: z.string().max(100), reason }),
  reply: z.object({ digest: z.string() }),
} satisfies Contract

export const discardCommendation = {
  summary: 'Throw a draft away, with a reason.',
  params,
  body: z.object({ edition, reason }),
  reply: done,
} satisfies Contract

export const setPraise = {
  summary: 'Put a decided list on the public page, or take it off again, with a reason.',
  params,
  body: z.object({ shown: z.boolean(), reason }),
  reply: done,
} satisfies Contract

export const getPraise = {
  summary: 'Who is praised in public, people shortened as on boards; refused while nothing is published.',
  params: contestParams,
  query: z.object({ page, pageSize }),
  reply: z.object({
    campaign: z.string(),
    praisedAt: moment,
    officialNumber: z.string(),
    lines: z.array(
      z.object({
        kindTitle: z.string(),
        for: z.enum(['collective', 'person']),
        group: z.string(),
        name: z.string(),
        unionName: z.string(),
        mine: z.boolean(),
      }),
    ),
    total: count,
    page: count,
    pageSize: count,
    now: moment,
  }),
} satisfies Contract
