import { accept } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'

export function auditRoutes(route: Route, { storage }: Services): void {
  route('listAudit', 'seeAudit', async ({ query }) => {
    const [{ rows, total }, actions] = await Promise.all([storage.audit.list(query), storage.audit.actions()])
    return accept({ entries: rows, actions, total, page: query.page, pageSize: query.pageSize })
  })
}
