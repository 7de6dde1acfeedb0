import { FINAL, hasReported, NOT_REPORTING } from '../../domain/campaign-report.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage'>
const REPORTS_AT_ONCE = 500

/**
 * Tells whether a union has sent the report of the campaign's end, as the page of reports shows it; null: it owes none. One that is closed stands on
 * that page no more; who did not report while it was there has not reported.
 */
export async function reportsSent({ storage }: Needs, contestId: string, tree: readonly UnionRecord[]): Promise<(unionId: string) => boolean | null> {
  const silent = new Set<string>()
  const look = async (unionId: string): Promise<void> => {
    if (!hasReported(await storage.campaignReports.find({ contestId, unionId, period: FINAL }))) silent.add(unionId)
  }
  const stateOf = new Map<string, UnionRecord['state']>()
  for (const { id, kind, state, parentId } of tree) {
    if (!NOT_REPORTING.includes(kind)) stateOf.set(id, state)
    if (parentId === null && state !== 'pending') for (const missing of await missingBelow({ storage }, contestId, id)) silent.add(missing)
    if (parentId === null || state === 'closed') await look(id)
  }
  return (unionId) => {
    const state = stateOf.get(unionId)
    return state === undefined || state === 'pending' ? null : !silent.has(unionId)
  }
}

async function missingBelow({ storage }: Needs, contestId: string, unionId: string): Promise<string[]> {
  const missing: string[] = []
  const scope = { contestId, period: FINAL, unionId, among: 'tree', state: 'missing', sort: 'name', order: 'asc', pageSize: REPORTS_AT_ONCE } as const
  for (let page = 1; ; page += 1) {
    const { rows } = await storage.campaignReports.list({ ...scope, page })
    missing.push(...rows.map((row) => row.unionId))
    if (rows.length < REPORTS_AT_ONCE) return missing
  }
}
