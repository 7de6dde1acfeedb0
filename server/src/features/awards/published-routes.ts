import { accept, refuse } from '../../domain/decision.ts'
import type { Limits } from '../../http/limits.ts'
import type { Session } from '../../http/auth.ts'
import { SENT, type Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { shownTo } from '../contests/entry.ts'
import { keptFiles } from './kept-files.ts'
import { scopeOf, scopeOfDecision } from './scope.ts'
import { publishedView, shortened, toldBy, winnerView } from './view.ts'

/** What everybody may read of prizes. */
export function publishedRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock } = services
  const file = keptFiles(services)
  const first = { page: 1, pageSize: 1 }
  /** A published decision of a contest that whoever asks may know of. */
  const published = async (decisionId: string, session: Session | null) => {
    const decision = await storage.awards.find(decisionId)
    const scope = decision === null || decision.state === 'draft' ? null : await scopeOfDecision(services, decision)
    return decision === null || scope === null || !shownTo(scope.contest, session) ? null : { decision, scope }
  }

  route('listPublishedAwards', 'anyone', async ({ params, session }) => {
    const found = await scopeOf(services, params.slug, null)
    if (!found.ok || !shownTo(found.value.contest, session)) return refuse('not-found')
    const { contest, rounds } = found.value
    const decisions = await Promise.all(
      (await storage.awards.published(contest.id)).map(async (decision) => {
        const round = rounds.find(({ id }) => id === decision.roundId) ?? null
        return publishedView(decision, { contest, rounds, round }, (await storage.awards.winners(decision.id, first)).total)
      }),
    )
    const praised = (await storage.campaigns.isOn(contest.id)) && (await storage.commendations.praised(contest.id)) !== null
    return accept({ decisions, praised, now: clock.now() })
  })

  route('getPublishedAwards', 'anyone', async ({ params, query, session }) => {
    const found = await published(params.decisionId, session)
    if (found === null) return refuse('not-found')
    const { decision, scope } = found
    const { winners, total } = await storage.awards.winners(decision.id, query)
    const mine = session?.role === 'contestant' ? session.id : null
    const newer = decision.state === 'superseded' ? (await storage.awards.decisions(decision)).find(({ state }) => state === 'published') : undefined
    const own = mine === null ? [] : await storage.awards.winnersOf(decision.id, mine)
    return accept({
      decision: publishedView(decision, scope, total),
      newer: newer?.id ?? null,
      mine: own.map((winner) => winnerView(winner, mine)),
      winners: winners.map((winner) => winnerView(winner, mine)),
      total,
      ...query,
      now: clock.now(),
    })
  })

  route(
    'exportPublishedAwards',
    'anyone',
    async ({ params, session, reply }) => {
      const found = await published(params.decisionId, session)
      const told = found === null ? null : await toldBy(services, found.decision, found.scope)
      if (found === null || told === null) return refuse('not-found')
      const lines = await shortened(services, found.decision.id, told.lines)
      const { publishedAt, createdAt, papers } = found.decision
      const at = publishedAt ?? createdAt
      const bytes = await file({ kind: 'decision', format: 'pdf', paper: papers.decision, ...told, lines, note: 'shortened', at })
      void reply
        .headers({ 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="quyet-dinh-ban-${found.decision.number}.pdf"` })
        .send(Buffer.from(bytes))
      return SENT
    },
    { limits: [limits.byAddress] },
  )
}
