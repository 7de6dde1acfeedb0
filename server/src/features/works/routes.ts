import { may } from '@hoithi/shared/rights'
import { accept, refuse } from '../../domain/decision.ts'
import { MAX_PHOTO_BYTES, mayChangePhotos, mayEditWork, openWorkSteps } from '../../domain/work.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { eraseWork, finishWork, moveWork, reachWork, registerWork, saveWork, todayIn } from './actions.ts'
import { addPhoto, describePhoto, removePhoto } from './photos.ts'
import { workView } from './view.ts'

/** One work: what its unit does with it, often on a phone where it stands, and what the upper union does. */
export function workRoutes(route: Route, services: Services): void {
  const { storage, clock } = services

  route('registerWork', 'handleWorks', async ({ params, body, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    return known.ok ? registerWork(services, known.value.campaign, body, session) : known
  })

  route('getWork', 'handleWorks', async ({ params, session }) => {
    const reached = await reachWork(services, session, params.workId)
    if (!reached.ok) return reached
    const { work, contest, hand } = reached.value
    const [photos, steps] = await Promise.all([storage.works.photos(work.id), storage.works.steps(work.id)])
    const now = clock.now()
    const today = todayIn(contest.timeZone, now)
    const mayErase = work.state === 'withdrawn' && may(session.role, 'manageCampaigns')
    const own = { may: openWorkSteps(work, hand), mayEdit: mayEditWork(work, hand), mayAddPhotos: mayChangePhotos(work, hand), mayErase }
    return accept({ work: workView(work, today), contest, photos, steps, ...own, today, now })
  })

  route('saveWork', 'handleWorks', async ({ params, body, session }) => {
    const reached = await reachWork(services, session, params.workId)
    return reached.ok ? saveWork(services, reached.value, body, session.id) : reached
  })

  route('moveWork', 'handleWorks', async ({ params, body, session }) => {
    const reached = await reachWork(services, session, params.workId)
    if (!reached.ok) return reached
    const moved = await moveWork(services, reached.value, body, session.id)
    return moved.ok ? accept({ state: moved.value?.state ?? reached.value.work.state }) : moved
  })

  route('finishWork', 'handleWorks', async ({ params, body, session }) => {
    const reached = await reachWork(services, session, params.workId)
    if (!reached.ok) return reached
    const done = await finishWork(services, reached.value, body, session.id)
    return done.ok ? accept({ state: done.value?.state ?? reached.value.work.state }) : done
  })

  route('eraseWork', 'manageCampaigns', async ({ params, body: { reason }, session }) => {
    const reached = await reachWork(services, session, params.workId)
    return reached.ok ? eraseWork(services, reached.value, { actorId: session.id, reason }) : reached
  })

  route(
    'addWorkPhoto',
    'handleWorks',
    async ({ params, request, session }) => {
      const reached = await reachWork(services, session, params.workId)
      return reached.ok ? addPhoto(services, reached.value, request.body, session.id) : reached
    },
    { bodyLimit: MAX_PHOTO_BYTES, bytes: true },
  )

  route('getWorkPhoto', 'handleWorks', async ({ params, session, reply }) => {
    const reached = await reachWork(services, session, params.workId)
    if (!reached.ok) return reached
    const photo = await storage.works.photo(params.workId, params.hash)
    if (photo === null) return refuse('not-found')
    await reply
      .headers({
        'content-type': photo.facts.type,
        // The address names the bytes; who may see them is asked here, so nobody between keeps them.
        'cache-control': 'private, max-age=86400, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'content-disposition': 'inline',
      })
      .send(Buffer.from(photo.bytes))
    return SENT
  })

  route('describeWorkPhoto', 'handleWorks', async ({ params, body: { caption }, session }) => {
    const reached = await reachWork(services, session, params.workId)
    return reached.ok ? describePhoto(services, reached.value, { hash: params.hash, caption }, session.id) : reached
  })

  route('removeWorkPhoto', 'handleWorks', async ({ params, session }) => {
    const reached = await reachWork(services, session, params.workId)
    return reached.ok ? removePhoto(services, reached.value, params.hash, session.id) : reached
  })
}
