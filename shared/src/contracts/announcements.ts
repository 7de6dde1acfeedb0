import { z } from 'zod'
import { count, id, lines, moment, page, pageSize, reason, text, type Contract } from './common.ts'

const contestParams = z.object({ slug: z.string().min(1).max(100) })

/** running: those with an attempt under way when it is sent. */
export const announcementScope = z.enum(['everyone', 'union', 'running'])

const draft = z
  .object({
    scope: announcementScope,
    /** The subtree that it is for; only with the scope `union`. */
    unionId: id.optional(),
    title: text(3, 120),
    /** Markdown. */
    body: lines(1, 4_000),
  })
  .refine(({ scope, unionId }) => (scope === 'union') === (unionId !== undefined), {
    path: ['unionId'],
    message: 'a union goes with the scope "union" and with no other',
  })

export const news = z.object({ id, at: moment, scope: announcementScope, title: z.string(), html: z.string() }).meta({ id: 'News' })

export const getNews = {
  summary:
    'The announcements that are for whoever asks, newest first, how many answers they have not seen, and whether the contest has a campaign. Polled: has an ETag.',
  params: contestParams,
  reply: z.object({ announcements: z.array(news), newAnswers: count, campaign: z.boolean() }),
} satisfies Contract

export const deskAnnouncement = z
  .object({
    id,
    at: moment,
    scope: announcementScope,
    unionName: z.string().nullable(),
    title: z.string(),
    html: z.string(),
    actor: z.string(),
    /** How many people it was for when it was sent. */
    people: count,
    withdrawn: z.object({ at: moment, reason: z.string() }).nullable(),
    /** Whether whoever asks may withdraw it. */
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'DeskAnnouncement' })

export const listAnnouncements = {
  summary: 'The announcements of a contest; an officer sees those that reach their subtree.',
  params: contestParams,
  query: z.object({
    page,
    pageSize,
    search: text(0, 100).optional(),
    state: z.enum(['shown', 'withdrawn']).optional(),
    scope: announcementScope.optional(),
    sort: z.enum(['at', 'title', 'people']).default('at'),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  reply: z.object({ announcements: z.array(deskAnnouncement), total: count, page: count, pageSize: count }),
} satisfies Contract

export const previewAnnouncement = {
  summary: 'An announcement as it will look, and how many people it is for; nothing is sent.',
  params: contestParams,
  body: draft,
  reply: z.object({ html: z.string(), people: count }),
} satisfies Contract

export const announce = {
  summary: 'Send an announcement; an officer to their own subtree only.',
  params: contestParams,
  body: draft,
  reply: z.object({ announcementId: id, people: count }),
} satisfies Contract

export const withdrawAnnouncement = {
  summary: 'Take an announcement away from everybody’s phone, with a reason.',
  params: z.object({ announcementId: id }),
  body: z.object({ reason }),
  reply: z.object({ withdrawnAt: moment }),
} satisfies Contract
