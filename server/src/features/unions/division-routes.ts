import { refuse, accept } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { assignDivision, previewDivision, saveDivisions } from './division-actions.ts'

export function divisionRoutes(route: Route, services: Services): void {
  const { contests, divisions } = services.storage

  route('listDivisions', 'anyone', async ({ params, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null || !shownTo(contest, session) ? refuse('not-found') : accept({ divisions: await divisions.list(contest.id) })
  })

  route('saveDivisions', 'manageUnions', async ({ params, body, session }) => {
    const contest = await contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    return saveDivisions(services, contest, body.divisions, { actorId: session.id, reason: body.reason })
  })

  route('previewDivision', 'manageUnions', async ({ params, body }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : previewDivision(services, contest, body)
  })

  route('assignDivision', 'manageUnions', async ({ params, body: { reason, ...assignment }, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : assignDivision(services, contest, assignment, { actorId: session.id, reason })
  })
}
