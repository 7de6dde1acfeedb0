import { initiativePhase } from '../../domain/campaign.ts'
import { MAX_DECISION_BYTES } from '../../domain/decision-file.ts'
import { confinedTo } from '../../domain/access.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { mayEdit, openSteps } from '../../domain/initiative.ts'
import type { Limits } from '../../http/limits.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import { isActive } from '../campaigns/units.ts'
import { enterInitiative, handOver, keepFile, moveInitiative, reach, saveInitiative } from './actions.ts'
import { initiativeView } from './view.ts'

/** A phone shows so many of its owner's, the newest. */
const SHOWN = 100

/** What a member does with their own on the phone, and the desk with those of its units. */
export function initiativeRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock } = services

  route('listOwnInitiatives', 'takeAttempts', async ({ params, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    if (!known.ok) return known
    const { contest, campaign } = known.value
    const [rows, person] = await Promise.all([storage.initiatives.own(contest.id, session.id, SHOWN), storage.contestants.find(session.id)])
    const now = clock.now()
    const taking = initiativePhase(campaign, now)
    const { fullName = '', unionName = '' } = person ?? {}
    const initiatives = rows.map(initiativeView)
    return accept({ campaign, initiatives, taking, mayEnter: taking === 'running', unionName, fullName, timeZone: contest.timeZone, now })
  })

  route(
    'enterInitiative',
    'enterInitiatives',
    async ({ params, body: { unionId: asked, ...facts }, session }) => {
      const known = await knownCampaign(services, params.slug, session)
      if (!known.ok) return known
      const member = session.role === 'contestant'
      const unionId = member ? ((await storage.contestants.find(session.id))?.unionId ?? null) : asked
      if (unionId === null || (!member && !(await isActive(services, unionId)))) return refuse('unknown-union')
      if (!member && (await handOver(services, session, unionId)) === null) return refuse('not-allowed')
      const source = member ? ('member' as const) : ('desk' as const)
      return enterInitiative(services, { campaign: known.value.campaign, unionId, facts, source, actorId: session.id })
    },
    { limits: [limits.bySession] },
  )

  route('saveInitiative', 'enterInitiatives', async ({ params, body, session }) => {
    const reached = await reach(services, session, params.initiativeId)
    return reached.ok ? saveInitiative(services, reached.value, body, session.id) : reached
  })

  route('moveInitiative', 'enterInitiatives', async ({ params, body, session }) => {
    const reached = await reach(services, session, params.initiativeId)
    if (!reached.ok) return reached
    const moved = await moveInitiative(services, reached.value, body, session.id)
    return moved.ok ? accept({ state: moved.value.state }) : moved
  })

  route(
    'keepInitiativeFile',
    'enterInitiatives',
    async ({ params, request, session }) => {
      const reached = await reach(services, session, params.initiativeId)
      return reached.ok ? keepFile(services, reached.value, request.body, session.id) : reached
    },
    { bodyLimit: MAX_DECISION_BYTES, bytes: true, limits: [limits.bySession] },
  )

  route('getInitiativeFile', 'enterInitiatives', async ({ params, session, reply }) => {
    const reached = await reach(services, session, params.initiativeId)
    if (!reached.ok) return reached
    const file = await storage.initiatives.file(params.initiativeId)
    if (file === null) return refuse('not-found')
    // Given to be kept, never shown: what somebody sent must not run as a page of ours.
    const extension = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }[file.type]
    await reply
      .headers({ 'content-type': file.type, 'content-disposition': `attachment; filename="quyet-dinh-sang-kien.${extension}"` })
      .send(Buffer.from(file.bytes))
    return SENT
  })

  route('getInitiative', 'enterInitiatives', async ({ params, session }) => {
    const reached = await reach(services, session, params.initiativeId)
    if (!reached.ok) return reached
    const { initiative, hand } = reached.value
    const author = hand === 'author'
    const within = confinedTo(session) ?? undefined
    const [steps, alike] = await Promise.all([
      storage.initiatives.steps(initiative.id),
      author ? [] : storage.initiatives.alike(initiative.id, within),
    ])
    return accept({
      initiative: initiativeView(initiative),
      steps,
      alike,
      // One may have come between the two looks.
      alikeElsewhere: author ? 0 : Math.max(0, initiative.alike - alike.length),
      may: openSteps(initiative, hand),
      mayEdit: mayEdit(initiative, hand),
      now: clock.now(),
    })
  })
}
