import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Session } from '../../http/auth.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { faced } from '../contestants/view.ts'
import { shownTo } from '../contests/entry.ts'
import { answerAppeal, fileAppeal, fileAppealFor, outOfReach, reviewAppeal, withdrawAppeal } from './actions.ts'
import { evidenceOf } from './evidence.ts'
import { deskView, ownView, windowView } from './view.ts'

/** A phone shows this many of its owner's appeals, a judge this many others of the same person, the newest. */
const SHOWN = 50
const masked = (session: Session): boolean => confinedTo(session) !== null

/** What contestants do. */
export function appealRoutes(route: Route, services: Services): void {
  const { storage, clock } = services

  route('fileAppeal', 'takeAttempts', async ({ params: { attemptId }, body, session }) => {
    const attempt = await storage.attempts.find(attemptId)
    if (attempt?.contestantId !== session.id) return refuse('not-found')
    return fileAppeal(services, { attemptId, filedBy: session.id, complaint: body, reason: null })
  })

  route('getAttemptAppeals', 'takeAttempts', async ({ params: { attemptId }, session }) => {
    const disputed = await storage.appeals.disputed(attemptId)
    if (disputed?.contestantId !== session.id || !disputed.finished || disputed.practice) return refuse('not-found')
    const now = clock.now()
    const own = await storage.appeals.own(session.id, { attemptId }, SHOWN)
    return accept({ appeals: own.map(ownView), ...windowView(disputed, now), now })
  })

  route('listOwnAppeals', 'takeAttempts', async ({ params, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null || !shownTo(contest, session)) return refuse('not-found')
    const own = await storage.appeals.own(session.id, { contestId: contest.id }, SHOWN)
    return accept({ appeals: own.map(ownView), now: clock.now() })
  })

  route('withdrawAppeal', 'takeAttempts', ({ params, session }) => withdrawAppeal(services, session.id, params.appealId))

  route('markAppealsSeen', 'takeAttempts', async ({ body, session }) => {
    await storage.appeals.markSeen(session.id, body.appealIds)
    return accept({ done: true as const })
  })
}

/** What the desk does. */
export function appealDeskRoutes(route: Route, services: Services): void {
  const { storage, clock } = services

  route('listAppeals', 'seeAppeals', async ({ params, query, session }) => {
    const contest = await storage.contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const { unionId, ...filter } = query
    if (unionId !== undefined && (await outOfReach(services, session, unionId)) !== null) return refuse('not-allowed')
    const within = unionId ?? confinedTo(session) ?? undefined
    const now = clock.now()
    const found = await storage.appeals.list({ ...filter, contestId: contest.id, within, phones: masked(session) ? 'whole' : 'any', now })
    const [union, rounds] = await Promise.all([unionId === undefined ? null : storage.unions.find(unionId), storage.contests.rounds(contest.id)])
    const { rows, ...counts } = found
    return accept({
      appeals: rows.map((row) => deskView(faced(row, masked(session)))),
      union: union === null ? null : { id: union.id, name: union.name },
      rounds: rounds.filter(({ practice }) => !practice).map(({ id, title }) => ({ id, title })),
      ...{ ...counts, page: query.page, pageSize: query.pageSize, now },
    })
  })

  route('getAppeal', 'seeAppeals', async ({ params, session }) => {
    const found = await storage.appeals.find(params.appealId)
    if (found === null) return refuse('not-found')
    const refused = await outOfReach(services, session, found.unionId)
    if (refused !== null) return refused
    const { contestId, contestantId } = found
    const now = clock.now()
    const others = await storage.appeals.list({ contestId, contestantId, sort: 'filedAt', order: 'desc', page: 1, pageSize: SHOWN, now })
    const shown = (row: typeof found) => deskView(faced(row, masked(session)))
    return accept({ appeal: shown(found), others: others.rows.filter(({ id }) => id !== found.id).map(shown), now })
  })

  route('getAppealEvidence', 'judge', ({ params }) => evidenceOf(services, params.appealId))

  route('fileAppealFor', 'fileAppeals', ({ params, body, session }) => fileAppealFor(services, session, params.attemptId, body))

  route('reviewAppeal', 'judge', ({ params, session }) => reviewAppeal(services, session.id, params.appealId))

  route('answerAppeal', 'judge', ({ params, body, session }) => answerAppeal(services, session.id, params.appealId, body))
}
