import type { Actor } from '../../domain/access.ts'
import { confinedTo } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { wallTime } from '../../domain/local-time.ts'
import { initiativeTemplate } from '../../formats/initiatives/initiative-template.ts'
import { initiativesCsv, initiativesXlsx } from '../../formats/initiatives/initiative-export.ts'
import { refusalWords } from '../../http/refusals.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import { sendList } from '../../http/send-list.ts'
import type { InitiativeFilter, InitiativeRow } from '../../ports/initiatives.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { scopeOf, type ScopeUnion } from '../dashboard/scope.ts'
import { moveInitiative, reach } from './actions.ts'
import { importInitiatives } from './import-action.ts'
import { countsView, initiativeView } from './view.ts'

/** So many fields are offered as a filter. */
const FIELDS = 50
const AT_ONCE = 500
/** An export has at most so many lines: a workbook is made in memory. */
const MOST_EXPORTED = 50_000

type Asked = Pick<InitiativeFilter, 'search' | 'state' | 'kind' | 'field' | 'sort' | 'order'> & {
  unionId?: string | undefined
  complete?: 'yes' | 'no' | undefined
  alike?: 'yes' | undefined
}

const filterOf = (contestId: string, scope: ScopeUnion, { unionId: _union, complete, alike, ...asked }: Asked): InitiativeFilter => ({
  ...asked,
  contestId,
  within: scope?.id,
  complete: complete === undefined ? undefined : complete === 'yes',
  alike: alike === 'yes',
})

export function initiativeDeskRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  const asked = async (slug: string, session: Actor, unionId: string | undefined) => {
    const known = await knownCampaign(services, slug, session)
    if (!known.ok) return known
    const scope = await scopeOf(storage.unions, session, unionId)
    return scope.ok ? accept({ ...known.value, scope: scope.value }) : scope
  }

  route('listInitiatives', 'handleInitiatives', async ({ params, query, session }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, scope } = found.value
    const { page, pageSize, ...filter } = query
    const [{ rows, total }, fields] = await Promise.all([
      storage.initiatives.list({ ...filterOf(contest.id, scope, filter), page, pageSize }),
      storage.initiatives.fields(contest.id, scope?.id, FIELDS),
    ])
    return accept({ initiatives: rows.map(initiativeView), union: scope, fields, total, page, pageSize, now: clock.now() })
  })

  route('moveInitiatives', 'handleInitiatives', async ({ params, body: { initiatives, ...step }, session, request }) => {
    const known = await knownCampaign(services, params.slug, session)
    if (!known.ok) return known
    const refused: { initiativeId: string; title: string; code: string; message: string }[] = []
    const asked = new Map(initiatives.map(({ id, basedOn }) => [id, basedOn]))
    for (const [initiativeId, basedOn] of asked) {
      const reached = await reach(services, session, initiativeId)
      const moved: Decision<unknown> = reached.ok ? await moveInitiative(services, reached.value, { ...step, basedOn }, session.id) : reached
      const title = reached.ok ? reached.value.initiative.title : ''
      if (!moved.ok) refused.push({ initiativeId, title, code: moved.reason, message: refusalWords(request, moved) })
    }
    return accept({ moved: asked.size - refused.length, refused })
  })

  route('countInitiatives', 'handleInitiatives', async ({ params, query, session }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, scope } = found.value
    const now = clock.now()
    const [counted, tree, targets] = await Promise.all([
      storage.initiatives.count(contest.id, scope?.id, wallTime(now, contest.timeZone) - now),
      storage.unions.tree(),
      storage.campaigns.targets(contest.id),
    ])
    const parentId = scope === null || scope.id === confinedTo(session) ? null : scope.parentId
    const union = scope === null ? null : { id: scope.id, name: scope.name, parentId }
    return accept({ ...countsView({ ...counted, tree, scopeId: scope?.id ?? null, targets }), union, now })
  })

  route('exportInitiatives', 'handleInitiatives', async ({ params, query, session, reply }) => {
    const found = await asked(params.slug, session, query.unionId)
    if (!found.ok) return found
    const { contest, campaign, scope } = found.value
    const filter = filterOf(contest.id, scope, query)
    const rows: InitiativeRow[] = []
    for (let page = 1; rows.length < MOST_EXPORTED; page += 1) {
      const part = await storage.initiatives.list({ ...filter, page, pageSize: AT_ONCE })
      rows.push(...part.rows)
      if (part.rows.length < AT_ONCE) break
    }
    const bytes =
      params.format === 'xlsx' ? await initiativesXlsx(campaign.initiativeColumns, rows) : initiativesCsv(campaign.initiativeColumns, rows)
    return sendList(reply, params.format, 'danh-sach-sang-kien', bytes)
  })

  route('getInitiativeTemplate', 'handleInitiatives', async ({ params: { format }, reply }) =>
    sendList(reply, format, 'mau-danh-sach-sang-kien', await initiativeTemplate[format]()),
  )

  route(
    'importInitiatives',
    'handleInitiatives',
    async ({ params, body, session }) => {
      const known = await knownCampaign(services, params.slug, session)
      return known.ok ? importInitiatives(services, known.value.campaign, session, body) : refuse(known.reason)
    },
    { bodyLimit: IMPORT_BYTES },
  )
}
