import { deadlineNow } from '../../domain/attempt.ts'
import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { faced } from '../contestants/view.ts'
import { blueprintRoutes } from './blueprint-routes.ts'
import { exportRoutes } from './export-routes.ts'
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
    const { rows, total } = await storage.attempts.list({
      ...filter,
      roundId: params.roundId,
      within: unionId ?? root ?? undefined,
      phones: root === null ? 'any' : 'whole',
    })
    const now = clock.now()
    const attempts = rows.map((row) => ({ ...faced(row, root !== null), deadlineAt: deadlineNow(row, now) }))
    return accept({ attempts, total, page: query.page, pageSize: query.pageSize })
  })

  blueprintRoutes(route, services)
  sealingRoutes(route, services)
  exportRoutes(route, services)
}
