import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { unionRowView, unionSource } from '../boards/view.ts'
import { blueprintRoutes } from './blueprint-routes.ts'
import { sealingRoutes } from './sealing-routes.ts'

export function roundRoutes(route: Route, services: Services): void {
  const { storage, clock, projector } = services

  route('getRoundCounts', 'seeCounts', async ({ params: { roundId } }) => {
    const now = clock.now()
    const [counts, running, registered, perMinute, lag] = await Promise.all([
      storage.boards.counts(roundId),
      storage.attempts.unfinished(roundId),
      storage.accounts.contestantCount(),
      storage.boards.perMinute(roundId, now, 60),
      projector.lag(),
    ])
    return accept({ ...counts, registered, running, started: counts.submitted + running, perMinute, lag, now })
  })

  route('listRoundAttempts', 'seeAttempts', async ({ params, query, session }) => {
    const root = confinedTo(session)
    if (root !== null && query.unionId !== undefined && !(await storage.unions.inside(query.unionId, root))) return refuse('not-allowed')
    const { unionId, ...filter } = query
    const { rows, total } = await storage.attempts.list({ ...filter, roundId: params.roundId, within: unionId ?? root ?? undefined })
    return accept({ attempts: rows, total, page: query.page, pageSize: query.pageSize })
  })

  route('getParticipation', 'seeParticipation', async ({ params, query, session }) => {
    const root = confinedTo(session)
    const parentId = query.parentId ?? root ?? (await storage.unions.children(null))[0]?.id
    if (parentId === undefined) return accept({ parent: null, own: null, rows: [], total: 0, page: query.page, pageSize: query.pageSize })
    if (root !== null && !(await storage.unions.inside(parentId, root))) return refuse('not-allowed')
    const found = await storage.contests.round(params.roundId)
    const source = found === null ? { boardId: params.roundId, revisionId: null } : await unionSource(services, found.round)
    const [own, below] = await Promise.all([
      storage.boards.ownUnion(source, parentId, 'people'),
      storage.boards.unions(source, { ...query, parentId }),
    ])
    const parent = own?.entry ?? null
    return accept({
      parent: parent === null ? null : { id: parent.unionId, name: parent.name, parentId: parent.unionId === root ? null : parent.parentId },
      own: own === null ? null : unionRowView(own.entry, own.rank, false, true),
      rows: below.entries.map((entry, index) => unionRowView(entry, (query.page - 1) * query.pageSize + index + 1, false, false)),
      total: below.total,
      page: query.page,
      pageSize: query.pageSize,
    })
  })

  blueprintRoutes(route, services)
  sealingRoutes(route, services)
}
