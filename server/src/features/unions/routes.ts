import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Services } from '../../services.ts'
import { IMPORT_BYTES, type Route } from '../../http/route.ts'
import { importUnions, previewUnions } from './actions.ts'

const SHOWN = 20

export function unionRoutes(route: Route, services: Services): void {
  const { unions } = services.storage

  route('searchUnions', 'anyone', async ({ query }) => {
    if (query.code !== undefined && query.code !== '') {
      const named = await unions.byCode(query.code)
      return accept({ unions: named === null ? [] : [named] })
    }
    const words = fold(query.search ?? '')
      .split(' ')
      .filter((word) => word !== '')
    const found =
      words.length > 0
        ? await unions.search(words, SHOWN, query.within)
        : await unions.children(query.parent === undefined || query.parent === '' ? null : query.parent)
    return accept({ unions: found })
  })

  route('previewUnionImport', 'manageUnions', async ({ body }) => accept(await previewUnions(services, body)), { bodyLimit: IMPORT_BYTES })

  route('importUnions', 'manageUnions', ({ body, session }) => importUnions(services, body, session.id), { bodyLimit: IMPORT_BYTES })
}
