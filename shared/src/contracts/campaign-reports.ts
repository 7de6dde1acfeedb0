import { z } from 'zod'
import { count, done, id, lines, moment, page, pageSize, queryMoment, reason, text, type Contract } from './common.ts'

const params = z.object({ slug: z.string().min(1).max(100) })
const reportParams = params.extend({ unionId: id })
/** A week of the campaign by its Monday's midnight, or the report at its end. */
const period = z.union([z.literal('final'), queryMoment])

export const reportStates = ['draft', 'sent', 'returned', 'accepted'] as const
export const reportState = z.enum(reportStates)
export type ReportState = z.infer<typeof reportState>

/** What only people can tell; a report is sent with the first of them at least. */
export const reportWords = z.object({
  /** Đã làm được gì. */
  done: lines(0, 4_000),
  difficulties: lines(0, 4_000),
  proposals: lines(0, 4_000),
})
/** What an official paper says above and below its words. */
export const reportHead = z.object({
  upperBody: text(0, 200),
  issuer: text(1, 200),
  number: text(0, 60),
  place: text(0, 60),
  day: z.string().regex(/^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))?$/),
  addressee: text(0, 200),
  onBehalf: text(0, 100),
  position: text(0, 100),
  signer: text(0, 100),
  recipients: lines(0, 1_000),
})

/** Each step counts what went beyond it too; null: not kept when the report was sent. */
export const initiativeFigures = z.object({ entered: count.nullable(), recognised: count, confirmed: count, counted: count, benefit: count })
export const workFigures = z.object({ registered: count.nullable(), confirmed: count, done: count, accepted: count, value: count })

/** What is known of a union with everything below it. `rate` and `rateSoFar` are shares of the head count. */
export const reportFigures = z
  .object({
    memberCount: count.nullable(),
    people: count,
    attempts: count,
    rate: z.number().nullable(),
    /** Since the contest opened. */
    peopleSoFar: count,
    attemptsSoFar: count,
    rateSoFar: z.number().nullable(),
    /** Null where `untold` says why, and the mean where nobody took part. */
    mean: z.number().nullable(),
    allCorrect: count.nullable(),
    untold: z.enum(['notSealed', 'partWeek', 'notKept']).nullable(),
    /** As they stand at the moment of the figures; null: not kept. */
    initiatives: initiativeFigures.nullable(),
    works: workFigures.nullable(),
  })
  .meta({ id: 'ReportFigures' })

/** Figures as they stood at a moment: what the system knows, and for a union with others below the sum of what these sent up. */
export const frozenFigures = z
  .object({
    at: moment,
    known: reportFigures,
    targets: z.object({ initiatives: count.nullable(), benefit: count.nullable(), works: count.nullable() }),
    rollUp: z.object({ due: count, reported: count, figures: reportFigures }).nullable(),
  })
  .meta({ id: 'FrozenFigures' })

const periodView = z
  .object({
    period: z.union([z.literal('final'), moment]),
    from: moment,
    to: moment,
    /** Late from this moment on. */
    dueAt: moment,
  })
  .meta({ id: 'CampaignReportPeriod' })
const unionView = z.object({ id, name: z.string(), code: z.string(), kind: z.string(), path: z.string() })

export const campaignReportRow = z
  .object({
    union: z.object({ id, name: z.string(), code: z.string(), kind: z.string() }),
    peerGroup: z.string(),
    memberCount: count.nullable(),
    /** Null: nothing written yet. */
    state: reportState.nullable(),
    sentAt: moment.nullable(),
    daysLate: count,
    /** As they were sent. */
    people: count.nullable(),
    attempts: count.nullable(),
    counted: count.nullable(),
    accepted: count.nullable(),
  })
  .meta({ id: 'CampaignReportRow' })

/** `missing`: nothing written, a draft, or returned. */
const filters = {
  period: period.optional(),
  unionId: id.optional(),
  among: z.enum(['children', 'tree']).default('children'),
  state: z.enum(['none', 'missing', ...reportStates]).optional(),
  kind: z.string().max(40).optional(),
  /** The units of one peer group; none: of no group. */
  peerGroup: text(0, 100).optional(),
  search: text(0, 100).optional(),
  sort: z.enum(['group', 'name', 'state', 'sentAt', 'members']).default('group'),
  order: z.enum(['asc', 'desc']).default('asc'),
}

export const listCampaignReports = {
  summary: 'Who below a union has reported in a period of the campaign and who has not, by peer group and kind; an officer sees their subtree only.',
  params,
  query: z.object({ ...filters, page, pageSize }),
  reply: z.object({
    union: unionView.extend({ parentId: id.nullable() }),
    period: periodView,
    periods: z.array(periodView),
    rows: z.array(campaignReportRow),
    total: count,
    page: count,
    pageSize: count,
    /** Of all that are due, whatever is filtered. */
    groups: z.array(
      z.object({ peerGroup: z.string(), kind: z.string(), due: count, none: count, draft: count, returned: count, sent: count, accepted: count }),
    ),
    /** Of those that are filtered: who is to be reminded. */
    missing: z.object({ total: count, names: z.array(z.string()) }),
    own: z.object({ state: reportState.nullable(), daysLate: count }),
    dueDays: count,
    mayChangeRules: z.boolean(),
    timeZone: z.string(),
    now: moment,
  }),
} satisfies Contract

export const exportCampaignReports = {
  summary: 'The same list as a workbook, whole.',
  params,
  query: z.object(filters),
  reply: null,
} satisfies Contract

export const getCampaignReport = {
  summary:
    "A union's report of one period, filled from what is known; once sent with its figures as they stood then. With the reports of those below it.",
  params: reportParams,
  query: z.object({ period: period.optional() }),
  reply: z.object({
    campaign: z.string(),
    union: unionView,
    period: periodView,
    periods: z.array(periodView),
    state: reportState.nullable(),
    edition: count,
    words: reportWords,
    head: reportHead,
    figures: frozenFigures,
    /** Whether `figures` stand as they were sent. */
    frozen: z.boolean(),
    sentAt: moment.nullable(),
    sentBy: z.string().nullable(),
    decidedAt: moment.nullable(),
    decidedBy: z.string().nullable(),
    /** Why it was returned. */
    reason: z.string(),
    daysLate: count,
    below: z.array(campaignReportRow),
    /** So many of them were sent or returned since this one was sent, and its sum of theirs is another now. */
    changedBelow: count,
    mayWrite: z.boolean(),
    /** Whether it can be sent by now: the report at the end not before the campaign is over. */
    maySend: z.boolean(),
    mayDecide: z.boolean(),
    history: z.array(z.object({ id, at: moment, actor: z.string(), action: z.string(), reason: z.string() })),
    timeZone: z.string(),
    now: moment,
  }),
} satisfies Contract

const written = { period, words: reportWords, head: reportHead, basedOn: count }

export const saveCampaignReport = {
  summary: 'Keep the words of a report as a draft; `basedOn` is the edition that the writer has seen (0: none).',
  params: reportParams,
  body: z.object(written),
  reply: z.object({ edition: count }),
} satisfies Contract

export const sendCampaignReport = {
  summary: 'Send a report up with its words; its figures are kept as they stand at this moment.',
  params: reportParams,
  body: z.object(written),
  reply: z.object({ edition: count }),
} satisfies Contract

export const decideCampaignReport = {
  summary: 'Accept a report that was sent, or return it with a reason to be mended and sent again; by whoever stands above its union.',
  params: reportParams,
  body: z
    .object({ period, verdict: z.enum(['accept', 'return']), reason: reason.optional(), basedOn: count })
    .refine(({ verdict, reason: given }) => verdict === 'accept' || given !== undefined, {
      path: ['reason'],
      message: 'a report is returned with a reason',
    }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const exportCampaignReport = {
  summary: 'One report as an official paper (DOCX, PDF) or a workbook (XLSX).',
  params: reportParams.extend({ format: z.enum(['docx', 'pdf', 'xlsx']) }),
  query: z.object({ period: period.optional() }),
  reply: null,
} satisfies Contract

export const saveReportRules = {
  summary: 'How many days after a period its report is due: 0 is its last day.',
  params,
  body: z.object({ dueDays: z.number().int().min(0).max(14), reason }),
  reply: done,
} satisfies Contract
