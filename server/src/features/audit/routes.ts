import { accept } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'

export function auditRoutes(route: Route, { storage }: Services): void {
  route('listAudit', 'seeAudit', async ({ query }) => {
    const { rows, total } = await storage.audit.list(query)
    return accept({ entries: rows, total, ...query })
  })
}
