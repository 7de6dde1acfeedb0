import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { markdownToHtml } from '../../http/markdown.ts'
import { sendTagged } from '../../http/tagged.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { AnnouncementRow } from '../../ports/announcements.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { addressDraft, announce, withdrawAnnouncement } from './actions.ts'

/** A phone shows this many, the newest. */
const SHOWN = 50

export function announcementRoutes(route: Route, services: Services): void {
  const { storage, sha256 } = services

  route('getNews', 'anyone', async ({ params, session, request, reply }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    const reader = session?.role === 'contestant' ? session.id : null
    const shown = await storage.announcements.shownTo(contest.id, reader, SHOWN)
    const announcements = shown.map(({ id, at, scope, title, body }) => ({ id, at, scope, title, html: markdownToHtml(body) }))
    const newAnswers = reader === null ? 0 : await unseenAnswers(services, reader, contest.id)
    const campaign = await storage.campaigns.isOn(contest.id)
    return sendTagged(request, reply, sha256, { announcements, newAnswers, campaign } satisfies ReplyOf<'getNews'>)
  })

  route('listAnnouncements', 'announce', async ({ params, query, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const within = confinedTo(session)
    const { rows, total } = await storage.announcements.list({ contestId: contest.id, within, ...query })
    return accept({ announcements: rows.map((row) => deskView(row, within)), total, page: query.page, pageSize: query.pageSize })
  })

  route('previewAnnouncement', 'announce', async ({ params, body, session }) => {
    const addressed = await addressDraft(services, session, params.slug, body)
    if (!addressed.ok) return addressed
    const { contestId, audience } = addressed.value
    return accept({ html: markdownToHtml(body.body), people: await storage.announcements.people(contestId, audience) })
  })

  route('announce', 'announce', ({ params, body, session }) => announce(services, session, params.slug, body))

  route('withdrawAnnouncement', 'announce', ({ params, body, session }) =>
    withdrawAnnouncement(services, session, params.announcementId, body.reason),
  )
}

/** Answers to questions and to appeals that a contestant has not seen. */
async function unseenAnswers({ storage }: Pick<Services, 'storage'>, contestantId: string, contestId: string): Promise<number> {
  return (await storage.inquiries.newAnswers(contestantId, contestId)) + (await storage.appeals.newAnswers(contestantId, contestId))
}

function deskView(row: AnnouncementRow, within: string | null): ReplyOf<'listAnnouncements'>['announcements'][number] {
  const { id, at, scope, unionName, title, body, actor, people, withdrawnAt, withdrawReason } = row
  return {
    id,
    at,
    scope,
    unionName,
    title,
    html: markdownToHtml(body),
    actor,
    people,
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawReason ?? '' },
    mayWithdraw: withdrawnAt === null && (within === null || (scope === 'union' && row.inside)),
  }
}
