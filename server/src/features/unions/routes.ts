import { confinedTo, type Actor } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import { acceptUnion, addUnion, closeUnion, confirmCount, editUnion, mergeUnion, reopenUnion } from '../../domain/union-changes.ts'
import { unionListFile } from '../../formats/unions/union-list.ts'
import { sendList } from '../../http/send-list.ts'
import type { Services } from '../../services.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import { changeUnion } from './actions.ts'
import { activeDrafts, importUnions, previewUnions } from './import-actions.ts'

const SHOWN = 20

export function unionRoutes(route: Route, services: Services): void {
  const { unions } = services.storage

  route('searchUnions', 'anyone', async ({ query }) => {
    if (query.code !== undefined && query.code !== '') {
      const named = await unions.byCode(query.code)
      return accept({ unions: named === null ? [] : [named], total: named === null ? 0 : 1, near: false })
    }
    if (fold(query.search ?? '') !== '') return accept(await unions.search(query.search ?? '', SHOWN, query.within))
    const found = await unions.children(query.parent === undefined || query.parent === '' ? null : query.parent)
    return accept({ unions: found, total: found.length, near: false })
  })

  route('previewUnionImport', 'manageUnions', async ({ body }) => accept(await previewUnions(services, body)), { bodyLimit: IMPORT_BYTES })

  route('exportUnionList', 'manageUnions', async ({ params: { format }, reply }) =>
    sendList(reply, format, 'danh-sach-don-vi', await unionListFile[format](activeDrafts(await unions.tree()))),
  )

  route('importUnions', 'manageUnions', ({ body, session }) => importUnions(services, body, session.id), { bodyLimit: IMPORT_BYTES })

  unionReading(route, services)
  unionChanging(route, services)
}

/** Reading for officers too, inside their own subtree. */
function unionReading(route: Route, { storage }: Services): void {
  const { unions, contests } = storage
  const outside = async (session: Actor, unionId: string | undefined): Promise<boolean> => {
    const root = confinedTo(session)
    return root !== null && unionId !== undefined && !(await unions.inside(unionId, root))
  }

  route('listUnions', 'seeUnions', async ({ query: { contest, ...query }, session }) => {
    if ((await outside(session, query.within)) || (await outside(session, query.parentId))) return refuse('not-allowed')
    const within = query.within ?? confinedTo(session) ?? undefined
    const contestId = contest === undefined ? undefined : (await contests.find(contest))?.id
    const { rows, total } = await unions.list({ ...query, within, contestId })
    const waiting = await unions.list({
      state: 'pending',
      within: confinedTo(session) ?? undefined,
      page: 1,
      pageSize: 1,
      sort: 'code',
      order: 'asc',
    })
    const root = within === undefined ? null : await unions.find(within)
    return accept({ unions: rows, total, page: query.page, pageSize: query.pageSize, pending: waiting.total, within: root })
  })

  route('getUnion', 'seeUnions', async ({ params, session }) => {
    if (await outside(session, params.unionId)) return refuse('not-allowed')
    const union = await unions.page(params.unionId)
    return union === null ? refuse('not-found') : accept({ union })
  })

  route('listUnionHistory', 'seeUnions', async ({ params, query, session }) => {
    if (await outside(session, params.unionId)) return refuse('not-allowed')
    const { rows, total } = await unions.history(params.unionId, query)
    return accept({ events: rows, total, ...query })
  })
}

function unionChanging(route: Route, services: Services): void {
  const { clock, ids } = services

  route('createUnion', 'manageUnions', ({ body: { reason, ...fields }, session }) =>
    changeUnion(services, { action: 'createUnion', actorId: session.id, reason }, (tree, confirmed) =>
      addUnion(tree, ids.next(clock.now()), fields, confirmed),
    ),
  )

  route('saveUnion', 'manageUnions', ({ params, body: { reason, ...fields }, session }) =>
    changeUnion(services, { action: 'saveUnion', actorId: session.id, reason }, (tree, confirmed) =>
      editUnion(tree, params.unionId, fields, confirmed),
    ),
  )

  route('confirmUnionCount', 'manageUnions', ({ params, body: { reason }, session }) =>
    changeUnion(services, { action: 'confirmUnionCount', actorId: session.id, reason }, (tree, confirmed) =>
      confirmCount(tree, params.unionId, confirmed),
    ),
  )

  route('acceptUnion', 'manageUnions', ({ params, body: { reason, ...fields }, session }) =>
    changeUnion(services, { action: 'acceptUnion', actorId: session.id, reason }, (tree, confirmed) =>
      acceptUnion(tree, params.unionId, fields, confirmed),
    ),
  )

  route('mergeUnion', 'manageUnions', ({ params, body: { intoId, reason }, session }) =>
    changeUnion(services, { action: 'mergeUnion', actorId: session.id, reason }, (tree) => mergeUnion(tree, params.unionId, intoId)),
  )

  route('setUnionState', 'manageUnions', ({ params, body: { state, reason }, session }) =>
    changeUnion(services, { action: state === 'closed' ? 'closeUnion' : 'reopenUnion', actorId: session.id, reason }, (tree) =>
      state === 'closed' ? closeUnion(tree, params.unionId) : reopenUnion(tree, params.unionId),
    ),
  )
}
