import { firstPapers } from '../../domain/award-papers.ts'
import { datedWords, numberWords, paperBlocks, placeholders, subjectWords, unknownPlaceholders } from '../../domain/award-text.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Limits } from '../../http/limits.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { discardAwards, draftAwards, placeAward, publishAwards, saveAwardPapers } from './actions.ts'
import { paperRoutes } from './paper-routes.ts'
import { publishedRoutes } from './published-routes.ts'
import { scopeTitle } from './propose.ts'
import { scopeOf, scopeOfDecision } from './scope.ts'
import { awardsView, decisionView, toldBy } from './view.ts'

/** Prizes, their decisions and papers at the desk. */
export function awardRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage } = services
  const open = async (decisionId: string) => {
    const decision = await storage.awards.find(decisionId)
    const scope = decision === null ? null : await scopeOfDecision(services, decision)
    return decision === null || scope === null ? null : { decision, scope }
  }

  route('getAwards', 'seeResults', async ({ params, query }) => {
    const scope = await scopeOf(services, params.slug, query.roundId ?? null)
    return scope.ok ? accept(await awardsView(services, scope.value)) : scope
  })

  route('draftAwards', 'manageAwards', ({ params, body, session }) =>
    draftAwards(services, { slug: params.slug, roundId: body.roundId ?? null }, { actorId: session.id, reason: body.reason }),
  )

  route('getAwardDecision', 'seeResults', async ({ params }) => {
    const found = await open(params.decisionId)
    if (found === null) return refuse('not-found')
    const { decision, scope } = found
    const lines = await storage.awards.lines(decision.id)
    return accept({
      decision: decisionView(decision, scope),
      title: scopeTitle(scope),
      roundId: decision.roundId,
      papers: decision.papers,
      lines,
      unionMetric: decision.facts?.unionMetric ?? scope.contest.settings.prizes.unionMetric,
      placeholders: [...placeholders],
    })
  })

  route('placeAward', 'manageAwards', ({ params, body: { reason, ...asked }, session }) =>
    placeAward(services, params.decisionId, asked, { actorId: session.id, reason }),
  )

  route('saveAwardPapers', 'manageAwards', ({ params, body: { reason, ...asked }, session }) =>
    saveAwardPapers(services, params.decisionId, asked, { actorId: session.id, reason }),
  )

  route('previewAwardPaper', 'seeResults', async ({ params, body: { kind, paper } }) => {
    const found = await open(params.decisionId)
    const told = found === null ? null : await toldBy(services, found.decision, found.scope)
    if (found === null || told === null) return refuse('not-found')
    return accept({
      blocks: paperBlocks(paper.text, told.facts, told.lines),
      unknown: unknownPlaceholders(paper.text),
      number: numberWords(kind, paper.number),
      dated: datedWords(paper, told.facts),
      subject: subjectWords(paper.subject),
    })
  })

  route('getFirstPaper', 'manageAwards', async ({ params: { decisionId, kind } }) => {
    const found = await open(decisionId)
    if (found === null) return refuse('not-found')
    const papers = firstPapers({ organiser: found.scope.contest.organiser, scope: scopeTitle(found.scope) })
    return accept({ paper: papers[kind] })
  })

  route('publishAwards', 'manageAwards', ({ params, body: { reason, ...asked }, session }) =>
    publishAwards(services, params.decisionId, asked, { actorId: session.id, reason }),
  )

  route('discardAwards', 'manageAwards', ({ params, body, session }) =>
    discardAwards(services, params.decisionId, body.edition, { actorId: session.id, reason: body.reason }),
  )

  paperRoutes(route, services)
  publishedRoutes(route, services, limits)
}
