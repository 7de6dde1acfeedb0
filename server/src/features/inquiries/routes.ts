import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { OPEN_INQUIRIES, type Inquiry } from '../../domain/inquiry.ts'
import type { ReplyOf, Route } from '../../http/route.ts'
import type { InquiryRow } from '../../ports/inquiries.ts'
import type { Services } from '../../services.ts'
import { faced } from '../contestants/view.ts'
import { shownTo } from '../contests/entry.ts'
import { answerInquiry, askInquiry, setReadyAnswers } from './actions.ts'

/** A phone shows this many of its owner's questions, the newest. */
const SHOWN = 50

export function inquiryRoutes(route: Route, services: Services): void {
  const { storage } = services

  route('askInquiry', 'takeAttempts', ({ params, body, session }) => askInquiry(services, params.slug, session.id, body.body))

  route('listOwnInquiries', 'takeAttempts', async ({ params, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    const own = await storage.inquiries.ofContestant(session.id, contest.id, SHOWN)
    const waiting = own.filter(({ answer }) => answer === null).length
    return accept({ inquiries: own.map(ownView), mayAsk: Math.max(0, OPEN_INQUIRIES - waiting) })
  })

  route('markAnswersSeen', 'takeAttempts', async ({ params, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    await storage.inquiries.markSeen(session.id, contest.id)
    return accept({ done: true as const })
  })

  route('listInquiries', 'answerInquiries', async ({ params, query, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const root = confinedTo(session)
    const { unionId, ...filter } = query
    if (root !== null && unionId !== undefined && !(await storage.unions.inside(unionId, root))) return refuse('not-allowed')
    const { rows, ...counts } = await storage.inquiries.list({
      ...filter,
      contestId: contest.id,
      within: unionId ?? root ?? undefined,
      phones: root === null ? 'any' : 'whole',
    })
    const asked = unionId === undefined ? null : await storage.unions.find(unionId)
    const union = asked === null ? null : { id: asked.id, name: asked.name }
    return accept({ inquiries: rows.map((row) => deskView(faced(row, root !== null))), union, ...counts, page: query.page, pageSize: query.pageSize })
  })

  route('answerInquiry', 'answerInquiries', ({ params, body, session }) => answerInquiry(services, session, params.inquiryId, body))

  route('getReadyAnswers', 'answerInquiries', async ({ params }) => {
    const contest = await storage.contests.find(params.slug)
    return contest === null ? refuse('not-found') : accept(await storage.inquiries.readyAnswers(contest.id))
  })

  route('setReadyAnswers', 'manageReadyAnswers', ({ params, body, session }) => setReadyAnswers(services, session.id, params.slug, body))
}

type OwnRow = Inquiry & { wantedUnionName: string | null }

function ownView({
  id,
  askedAt,
  body,
  answer,
  answeredAt,
  answerRevision,
  seenRevision,
  wantedUnionName,
}: OwnRow): ReplyOf<'listOwnInquiries'>['inquiries'][number] {
  const given =
    answer === null || answeredAt === null
      ? null
      : { text: answer, at: answeredAt, isNew: answerRevision > seenRevision, corrected: answerRevision > 1 }
  return { id, askedAt, body, answer: given, wantedUnion: wantedUnionName }
}

function deskView(row: InquiryRow): ReplyOf<'listInquiries'>['inquiries'][number] {
  const { answeredByLogin, seenRevision, wantedUnionId, wantedUnionName, answerRevision, ...shown } = row
  const seen = answerRevision > 0 && seenRevision === answerRevision
  const wantedUnion = wantedUnionId === null || wantedUnionName === null ? null : { id: wantedUnionId, name: wantedUnionName }
  return { ...shown, answeredBy: answeredByLogin, answerRevision, seen, wantedUnion }
}
