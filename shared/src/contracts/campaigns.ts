import { z } from 'zod'
import { count, done, givenMoment, id, lines, moment, reason, text, type Contract } from './common.ts'

const params = z.object({ slug: z.string().min(1).max(100) })
/** Đồng, or a number of things to be done; far below what a number holds exactly. */
const amount = z.number().int().min(0).max(1_000_000_000_000_000)

/** What a line of the list of initiatives can tell; the upper level says which of them it wants, in which order and under which heading. */
export const initiativeColumnFields = [
  'number',
  'title',
  'authors',
  'unionName',
  'unionCode',
  'upperUnionName',
  'kind',
  'field',
  'firstAppliedOn',
  'effect',
  'benefit',
  'reward',
  'recognisedBy',
  'decisionNumber',
  'decisionOn',
  'state',
  'missing',
  'countedAt',
] as const
export const initiativeColumn = z.object({ field: z.enum(initiativeColumnFields), heading: text(1, 60) })
export type InitiativeColumn = z.infer<typeof initiativeColumn>

const dates = {
  opensAt: givenMoment,
  /** The campaign is over from this moment on. */
  closesAt: givenMoment,
  /** Initiatives are entered until this moment; often later than the campaign itself, and than the contest. */
  initiativesCloseAt: givenMoment,
}
const words = {
  name: text(2, 200),
  /** Căn cứ: plan, decision, law. */
  legalBasis: lines(0, 2_000),
  contents: lines(0, 4_000),
}

export const campaign = z
  .object({
    name: z.string(),
    legalBasis: z.string(),
    contents: z.string(),
    opensAt: moment,
    closesAt: moment,
    initiativesCloseAt: moment,
  })
  .meta({ id: 'Campaign' })

export const getCampaign = {
  summary: 'The emulation campaign around a contest with its three end dates; there is none where nobody switched one on.',
  params,
  reply: z.object({ campaign, contest: z.object({ title: z.string(), closesAt: moment }), timeZone: z.string(), now: moment }),
} satisfies Contract

/** Chỉ tiêu of one union; null: none was set. `peerGroup`: the units that it is compared with (cụm, khối); empty: all. */
export const campaignTarget = z.object({
  unionId: id,
  peerGroup: text(0, 100),
  initiatives: amount.nullable(),
  benefit: amount.nullable(),
  works: amount.nullable(),
})

export const getCampaignSetup = {
  summary: 'The campaign as it is set up, also while it is off, with its targets and what was changed, newest first; null: nobody set one up.',
  params,
  reply: z.object({
    campaign: campaign
      .extend({
        on: z.boolean(),
        fileNeeded: z.boolean(),
        initiativeColumns: z.array(z.object({ field: z.enum(initiativeColumnFields), heading: z.string() })),
        edition: count,
      })
      .nullable(),
    targets: z.array(
      z.object({
        unionId: id,
        unionName: z.string(),
        unionCode: z.string(),
        peerGroup: z.string(),
        initiatives: count.nullable(),
        benefit: count.nullable(),
        works: count.nullable(),
      }),
    ),
    /** Names this state of the targets. */
    targetsEdition: z.string(),
    history: z.array(z.object({ id, at: moment, actor: z.string(), action: z.string(), reason: z.string() })),
    contest: z.object({ title: z.string(), opensAt: moment, closesAt: moment }),
    timeZone: z.string(),
    now: moment,
  }),
} satisfies Contract

export const saveCampaign = {
  summary: 'Set the campaign of a contest up, or change it; it stays on or off. `basedOn` is the edition that the writer has seen (0: none).',
  params,
  body: z
    .object({
      ...words,
      ...dates,
      /** Whether an initiative is complete only with the file of its decision. */
      fileNeeded: z.boolean(),
      /** Empty: the columns that the product comes with. */
      initiativeColumns: z.array(initiativeColumn).max(initiativeColumnFields.length),
      basedOn: count,
      reason,
    })
    .refine(({ opensAt, closesAt }) => opensAt < closesAt, { path: ['closesAt'], message: 'it ends after it begins' })
    .refine(({ opensAt, initiativesCloseAt }) => opensAt < initiativesCloseAt, {
      path: ['initiativesCloseAt'],
      message: 'initiatives are taken after the campaign has begun',
    })
    .refine(({ initiativeColumns }) => new Set(initiativeColumns.map(({ field }) => field)).size === initiativeColumns.length, {
      path: ['initiativeColumns'],
      message: 'each column once',
    }),
  reply: z.object({ edition: count }),
} satisfies Contract

export const switchCampaign = {
  summary: 'Show the campaign of a contest, or take it away from everywhere; nothing that was entered is lost.',
  params,
  body: z.object({ on: z.boolean(), reason }),
  reply: done,
} satisfies Contract

export const saveCampaignTargets = {
  summary:
    'The targets of a campaign as they shall be, a line for each union, in place of those before. `basedOn` is the edition of the targets that the writer has seen.',
  params,
  body: z.object({ targets: z.array(campaignTarget).max(2_000), basedOn: z.string().max(100), reason }),
  reply: z.object({ edition: z.string() }),
} satisfies Contract
