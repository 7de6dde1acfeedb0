import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Traffic } from '../../http/traffic.ts'
import type { Services } from '../../services.ts'
import { dashboardView } from './dashboard-view.ts'
import { participationView } from './participation-view.ts'
import { reportJob, silentJob } from './export-jobs.ts'
import { reportOf } from './report-of.ts'
import { reportView } from './report-view.ts'
import { sendWorkbook } from './send-workbook.ts'
import { scopeOf, scopeView, topOr } from './scope.ts'

export function dashboardRoutes(route: Route, services: Services, traffic: Traffic): void {
  const { storage, clock } = services

  route('getDashboard', 'seeParticipation', async ({ params, query, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null) return refuse('not-found')
    const scope = await scopeOf(storage.unions, session, query.unionId)
    return scope.ok ? accept(await dashboardView(services, traffic, { ...found, union: scope.value, session })) : scope
  })

  route('getParticipation', 'seeParticipation', async ({ params, query, session }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null) return refuse('not-found')
    const parent = await topOr(storage.unions, session, query.parentId)
    return parent.ok ? participationView(services, { ...found, parent: parent.value, query, session }) : parent
  })

  route('listSilentUnions', 'seeParticipation', async ({ params, query, session }) => {
    const scope = await scopeOf(storage.unions, session, query.unionId)
    if (!scope.ok) return scope
    const union = scope.value
    const { rows, total } = await storage.activity.silent({ ...query, boardId: params.roundId, unionId: union?.id ?? null })
    return accept({ scope: union === null ? null : scopeView(union, session), rows, total, page: query.page, pageSize: query.pageSize })
  })

  route('exportSilentUnions', 'seeParticipation', async ({ params, query, session, request, reply }) => {
    const found = await storage.contests.round(params.roundId)
    if (found === null) return refuse('not-found')
    const scope = await topOr(storage.unions, session, query.unionId)
    if (!scope.ok) return scope
    if (scope.value === null) return refuse('not-found')
    const job = silentJob(found, scope.value, clock.now())
    return sendWorkbook(request, reply, await services.exports.table(job), `don-vi-chua-tham-gia-${found.round.title}`)
  })

  route('getReport', 'seeParticipation', async ({ params, query, session }) => {
    const asked = await reportOf(services, params.slug, query, session)
    return asked.ok ? reportView(services, { ...asked.value, query, session }) : asked
  })

  route('exportReport', 'seeParticipation', async ({ params, query, session, request, reply }) => {
    const asked = await reportOf(services, params.slug, query, session)
    if (!asked.ok) return asked
    const job = reportJob(asked.value, clock.now())
    return sendWorkbook(request, reply, await services.exports.table(job), `bao-cao-${asked.value.union.name}`)
  })
}
