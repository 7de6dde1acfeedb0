import { windowPhase } from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { closeRound, sealUnderWay, sealRound } from './seal.ts'
import { checkChain } from './chain.ts'
import { revisionOf } from './revision-of.ts'
import { withoutBlanks } from './result-view.ts'

export function sealingRoutes(route: Route, services: Services): void {
  const { storage, clock, projector } = services
  // The checklist reads only links that are new since it last looked; the seal itself reads the whole chain.
  let checkedTo = 0

  route('getSealing', 'seeResults', async ({ params: { roundId } }) => {
    const found = await storage.contests.round(roundId)
    if (found === null) return refuse('not-found')
    const now = clock.now()
    const [unfinished, lag, chain, revisions, appeals, seal] = await Promise.all([
      storage.attempts.unfinished(roundId),
      projector.lag(),
      checkChain(storage.log, checkedTo),
      storage.results.revisions(roundId),
      storage.appeals.waiting([roundId]),
      sealUnderWay(storage, roundId),
    ])
    checkedTo = chain.upTo
    const checks = [
      { name: 'roundOver' as const, passed: windowPhase(found.round, now) === 'over', count: null },
      { name: 'attemptsFinished' as const, passed: unfinished === 0, count: unfinished },
      { name: 'boardsLevel' as const, passed: lag === 0, count: lag },
      { name: 'chainWhole' as const, passed: chain.whole, count: null },
    ]
    return accept({
      checks,
      ready: checks.every(({ passed }) => passed),
      sealing: seal !== undefined,
      progress: seal?.progress ?? null,
      revisions,
      openAppeals: appeals.get(roundId) ?? 0,
      closesAt: found.round.closesAt,
      now,
    })
  })

  route('closeRound', 'judge', ({ params }) => closeRound(services, params.roundId))

  route('sealRound', 'judge', async ({ params, body, session }) => {
    const sealed = await sealRound(services, params.roundId, session.id, body.reason)
    if (!sealed.ok) return sealed
    const revision = (await storage.results.revisions(params.roundId)).find(({ id }) => id === sealed.value.id)
    return revision === undefined ? refuse('not-found') : accept({ revision })
  })

  route('getResults', 'seeResults', async ({ params, query }) => {
    const revision = await revisionOf(storage, params.roundId, query.revision)
    if (revision === undefined) return refuse('not-sealed')
    const { rows, total } = await storage.results.rows(revision.id, query)
    return accept({ revision, rows: rows.map(withoutBlanks), total, page: query.page, pageSize: query.pageSize })
  })
}
