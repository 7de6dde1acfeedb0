import { campaignPhase } from '../../domain/campaign.ts'
import { confinedTo, type Actor } from '../../domain/access.ts'
import { accept } from '../../domain/decision.ts'
import { worksCsv, worksXlsx } from '../../formats/works/work-list.ts'
import { workTemplate } from '../../formats/works/work-template.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import { sendList } from '../../http/send-list.ts'
import type { WorkFilter, WorkRow } from '../../ports/works.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { scopeOf, type ScopeUnion } from '../dashboard/scope.ts'
import { todayIn } from './actions.ts'
import { importWorks } from './import-action.ts'
import { countsView, workView } from './view.ts'

const AT_ONCE = 500
/** An export has at most so many lines: a workbook is made in memory. */
const MOST_EXPORTED = 50_000

type Asked = Pick<WorkFilter, 'search' | 'state' | 'kind' | 'sort' | 'order'> & { unionId?: string | undefined; late?: 'yes' | undefined }

const filterOf = (contestId: string, scope: ScopeUnion, today: string, { unionId: _union, late, ...asked }: Asked): WorkFilter => ({
  ...asked,
  contestId,
  within: scope?.id,
  lateOn: late === 'yes' ? today : undefined,
})

/** The works of many units: list, counts and files. */
export function workDeskRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  const asked = async (slug: string, session: Actor, unionId: string | undefined) => {
    const known = await knownCampaign(services, slug, session)
    if (!known.ok) return known
    const scope = await scopeOf(storage.unions, session, unionId)
    const now = clock.now()
    return scope.ok ? accept({ ...known.value, scope: scope.value, now, today: todayIn(known.value.contest.timeZone, now) }) : scope
  }

  route('listWorks', 'handleWorks', async ({ params, query, session }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, campaign, scope, now, today } = found.value
    const { page, pageSize, ...filter } = query
    const { rows, total } = await storage.works.list({ ...filterOf(contest.id, scope, today, filter), page, pageSize })
    const taking = campaignPhase(campaign, now) !== 'over'
    return accept({ works: rows.map((row) => workView(row, today)), union: scope, total, page, pageSize, taking, now })
  })

  route('countWorks', 'handleWorks', async ({ params, query, session }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, scope, now, today } = found.value
    const [cells, tree, targets] = await Promise.all([
      storage.works.count(contest.id, scope?.id, today),
      storage.unions.tree(),
      storage.campaigns.targets(contest.id),
    ])
    const parentId = scope === null || scope.id === confinedTo(session) ? null : scope.parentId
    const union = scope === null ? null : { id: scope.id, name: scope.name, parentId }
    return accept({ ...countsView({ cells, tree, scopeId: scope?.id ?? null, targets }), union, now })
  })

  route('exportWorks', 'handleWorks', async ({ params, query, session, reply }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, scope, today } = found.value
    const filter = filterOf(contest.id, scope, today, query)
    const rows: WorkRow[] = []
    for (let page = 1; rows.length < MOST_EXPORTED; page += 1) {
      const part = await storage.works.list({ ...filter, page, pageSize: AT_ONCE })
      rows.push(...part.rows)
      if (part.rows.length < AT_ONCE) break
    }
    const bytes = params.format === 'xlsx' ? await worksXlsx(rows, today) : worksCsv(rows, today)
    return sendList(reply, params.format, 'danh-sach-cong-trinh', bytes)
  })

  route('getWorkTemplate', 'handleWorks', async ({ params: { format }, reply }) =>
    sendList(reply, format, 'mau-dang-ky-cong-trinh', await workTemplate[format]()),
  )

  route(
    'importWorks',
    'handleWorks',
    async ({ params, body, session }) => {
      const known = await knownCampaign(services, params.slug, session)
      return known.ok ? importWorks(services, known.value.campaign, session, body) : known
    },
    { bodyLimit: IMPORT_BYTES },
  )
}
