import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { lookOver } from './look.ts'
import { editionOf, trialDesk } from './trial-desk.ts'

/** Whether a contest can be opened on this server, and a robot that tries it. */
export function preflightRoutes(route: Route, services: Services): void {
  const { storage, clock } = services
  const desk = trialDesk(services)

  const contestOf = async (slug: string) => {
    const contest = await storage.contests.find(slug)
    if (contest === null) return null
    const [rounds, bank] = await Promise.all([storage.contests.rounds(contest.id), storage.questions.bank(contest.id)])
    return { contest, rounds, edition: editionOf(contest, rounds, bank.version) }
  }

  route('getPreflight', 'seePreflight', async ({ params: { slug }, query: { people } }) => {
    const found = await contestOf(slug)
    if (found === null) return refuse('not-found')
    const kept = await desk.last(slug)
    const last = kept === null ? null : { trial: kept.trial, current: kept.edition === found.edition }
    return accept(await lookOver(services, { ...found, expected: people, last }))
  })

  route('getTrial', 'seePreflight', async ({ params: { slug } }) => {
    if ((await storage.contests.find(slug)) === null) return refuse('not-found')
    const [running, last] = await Promise.all([desk.isRunning(slug), desk.last(slug)])
    return accept({ running, trial: last?.trial ?? null, now: clock.now() })
  })

  route('startTrial', 'seePreflight', async ({ params: { slug }, session, request }) => {
    const found = await contestOf(slug)
    if (found === null) return refuse('not-found')
    return desk.start({ slug, edition: found.edition, actorId: session.id }, (error) => request.log.error(error))
  })
}
