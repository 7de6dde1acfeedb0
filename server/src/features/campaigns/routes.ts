import { targetsEdition } from '../../domain/campaign.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { saveCampaign, saveTargets, switchCampaign } from './actions.ts'
import { knownCampaign } from './known.ts'

/** So many changes are shown beside the form, the newest. */
const SHOWN = 20

export function campaignRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  const { contests, campaigns } = storage

  route('getCampaign', 'anyone', async ({ params, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    if (!known.ok) return known
    const { contest, campaign } = known.value
    return accept({ campaign, contest, timeZone: contest.timeZone, now: clock.now() })
  })

  route('getCampaignSetup', 'manageCampaigns', async ({ params }) => {
    const contest = await contests.find(params.slug)
    if (contest === null) return refuse('not-found')
    const [campaign, targets, history] = await Promise.all([
      campaigns.find(contest.id),
      campaigns.targets(contest.id),
      campaigns.history(contest.slug, SHOWN),
    ])
    return accept({
      campaign,
      targets,
      targetsEdition: targetsEdition(services.sha256, targets),
      history,
      contest,
      timeZone: contest.timeZone,
      now: clock.now(),
    })
  })

  route('saveCampaign', 'manageCampaigns', async ({ params, body: { reason, ...wanted }, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : saveCampaign(services, contest, wanted, { actorId: session.id, reason })
  })

  route('switchCampaign', 'manageCampaigns', async ({ params, body: { on, reason }, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : switchCampaign(services, contest, on, { actorId: session.id, reason })
  })

  route('saveCampaignTargets', 'manageCampaigns', async ({ params, body: { reason, ...wanted }, session }) => {
    const contest = await contests.find(params.slug)
    return contest === null ? refuse('not-found') : saveTargets(services, contest, wanted, { actorId: session.id, reason })
  })
}
