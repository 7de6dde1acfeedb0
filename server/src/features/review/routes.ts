import { roundPhase } from '../../domain/contest.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { flagLimits } from '../../domain/flag-limits.ts'
import type { Sessions } from '../../http/auth.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { judgeFlags, reviewRound } from './actions.ts'
import { decideHeldAnswers } from './held-actions.ts'
import { joinCandidates } from './join-candidates.ts'
import { joinContestants } from './join-actions.ts'
import { previewJoin } from './join-preview.ts'
import { timelineOf } from './timeline.ts'
import { sealUnderWay } from '../rounds/seal.ts'
import { comparePapers } from './compare.ts'

export function reviewRoutes(route: Route, services: Services, sessions: Sessions): void {
  const { storage, clock } = services

  route('listFlags', 'judge', async ({ params: { roundId }, query: { unionId, ...query } }) => {
    const found = await storage.contests.round(roundId)
    if (found === null) return refuse('not-found')
    const [union, { rows, total }, counts, pass] = await Promise.all([
      unionId === undefined ? null : storage.unions.find(unionId),
      storage.flags.list({ ...query, roundId, within: unionId }),
      storage.flags.counts(roundId),
      storage.flags.pass(roundId),
    ])
    const closed = ['over', 'sealed'].includes(roundPhase(found.round, clock.now()))
    return accept({ flags: rows, total, page: query.page, pageSize: query.pageSize, union, counts, pass, closed, limits: flagLimits })
  })

  route('reviewRound', 'judge', async ({ params: { roundId } }) => {
    const pass = await reviewRound(services, roundId)
    return pass.ok ? accept({ pass: pass.value }) : pass
  })

  route('getFlag', 'judge', async ({ params: { flagId } }) => {
    const flag = await storage.flags.find(flagId)
    if (flag === null) return refuse('not-found')
    const [first, second] = flag.people.map(({ attemptId }) => attemptId)
    const compares = flag.kind === 'twins' && typeof first === 'string' && typeof second === 'string'
    return accept({ flag, compared: compares ? await comparePapers(services, first, second) : [] })
  })

  route('judgeFlags', 'judge', ({ params: { roundId }, body: { verdict, ...body }, session }) =>
    judgeFlags(services, { ...body, roundId, actorId: session.id, verdict: verdict === 'takenBack' ? null : verdict }),
  )

  route('getTimeline', 'judge', ({ params: { attemptId } }) => timelineOf(services, attemptId))

  route('decideHeldAnswers', 'judge', async ({ params: { attemptId }, body: { decision, positions, reason }, session }) => {
    const attempt = await storage.attempts.find(attemptId)
    if (attempt !== null && (await sealUnderWay(storage, attempt.roundId)) !== undefined) return refuse('sealing-under-way')
    const wanted = { attemptId, actorId: session.id, reason, accept: decision === 'accepted', positions: positions ?? null }
    return decideHeldAnswers(services, wanted)
  })

  route('listJoinCandidates', 'judge', ({ params, query }) => joinCandidates(services, params.contestantId, query.search))

  route('previewJoin', 'judge', ({ params, query }) => previewJoin(services, { keptId: params.contestantId, fromId: query.fromId }))

  route('joinContestants', 'judge', async ({ params, body: { fromId, reason, voids }, session }) => {
    const joined = await joinContestants(services, { keptId: params.contestantId, fromId, actorId: session.id, reason, voids })
    // Sessions of the account that is no more end at once.
    if (joined.ok) sessions.gate({ id: fromId, sessionsFrom: 0, disabledAt: clock.now() })
    return joined
  })
}
