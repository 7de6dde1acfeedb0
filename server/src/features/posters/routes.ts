import { accept, refuse } from '../../domain/decision.ts'
import { isLocal } from '../../domain/local-address.ts'
import { posterText, unionLink, type PosterUnion } from '../../domain/posters.ts'
import { qrOf, qrPath } from '../../formats/pdf/qr.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { linkOrigin } from './link-origin.ts'
import { posterFileName } from './poster-file-name.ts'
import { wantedPosters } from './wanted.ts'

export function posterRoutes(route: Route, { storage, exports, config, clock }: Services): void {
  route('getPoster', 'makePosters', async ({ params, query, session, request }) => {
    const wanted = await wantedPosters(storage, session, params.slug, query.unionId)
    if (!wanted.ok) return wanted
    const { contest, root, unions } = wanted.value
    const origin = linkOrigin(config.publicUrl, request)
    const { title, organiser, period } = posterText(contest, [])
    const union = root === null ? null : withQr(root, origin)
    return accept({ title, organiser, period, union, posters: unions.length, origin, localOnly: isLocal(new URL(origin)) })
  })

  route('exportPosters', 'makePosters', async ({ params, query, session, request, reply }) => {
    const wanted = await wantedPosters(storage, session, params.slug, query.unionId)
    if (!wanted.ok) return wanted
    const { contest, root, unions } = wanted.value
    if (unions.length === 0) return refuse('not-found')
    const below = root === null || query.below === 'yes'
    const origin = linkOrigin(config.publicUrl, request)
    const bytes = await exports.posters({ slug: contest.slug, unionId: root?.id ?? null, below, origin, at: clock.now() })
    request.raw.once('close', () => bytes.destroy())
    const disposition = `attachment; filename="${posterFileName(contest.slug, root, below)}"`
    const posters = String(below ? unions.length : 1)
    void reply.headers({ 'content-type': 'application/pdf', 'content-disposition': disposition, 'x-posters': posters }).send(bytes)
    return SENT
  })
}

function withQr({ id, code, name, path }: PosterUnion, origin: string) {
  const link = unionLink(origin, code)
  const qr = qrOf(link)
  return { id, code, name, path, link, qr: { size: qr.size, path: qrPath(qr) } }
}
