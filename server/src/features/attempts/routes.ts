import { abandoned, isHeld, remaining } from '../../domain/attempt.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { normaliseReceipt } from '../../domain/receipt.ts'
import type { Limits } from '../../http/limits.ts'
import { sightOf } from '../../http/sight.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { sealUnderWay, sealRound } from '../rounds/seal.ts'
import { finishAttempt, finishFound, restoreAttempt, saveResponses, startAttempt, voidAttempt } from './actions.ts'
import { reviewOf } from './review.ts'
import { attemptView, resultView, withoutPaper } from './view.ts'

export function attemptRoutes(route: Route, services: Services, limits: Limits): void {
  const { storage, clock } = services

  /** The caller's own attempt; whoever sees an abandoned one first finishes it. */
  const own = async (attemptId: string, contestantId: string) => {
    const attempt = await storage.attempts.find(attemptId)
    if (attempt === null || attempt.contestantId !== contestantId) return null
    if (!abandoned(attempt, clock.now())) return attempt
    await finishAttempt(services, attemptId, 'deadline')
    return storage.attempts.find(attemptId)
  }

  route('startAttempt', 'takeAttempts', async ({ params, session, request }) => {
    const attempt = await startAttempt({ ...services, sight: sightOf(services, request) }, { roundId: params.roundId, contestantId: session.id })
    return attempt.ok ? accept(await attemptView(services, attempt.value)) : attempt
  })

  route('getAttempt', 'takeAttempts', async ({ params, query, session }) => {
    const attempt = await own(params.attemptId, session.id)
    if (attempt === null) return refuse('not-found')
    return accept(query.without === 'paper' ? await withoutPaper(services, attempt) : await attemptView(services, attempt))
  })

  route('getReview', 'takeAttempts', async ({ params, session }) => {
    const attempt = await own(params.attemptId, session.id)
    return attempt === null ? refuse('not-found') : reviewOf(services, attempt)
  })

  route('saveResponses', 'takeAttempts', async ({ params, session, body }) => {
    const saved = await saveResponses(services, params.attemptId, session.id, body)
    if (!saved.ok) return saved
    const now = clock.now()
    const { deadlineAt, ...told } = saved.value
    const ends = { deadlineAt, submittedAt: null }
    return accept({ ...told, remainingMs: remaining(ends, now), paused: isHeld(ends), now })
  })

  route('submitAttempt', 'takeAttempts', async ({ params, session, body, request }) => {
    const attempt = await own(params.attemptId, session.id)
    const found = attempt === null ? null : await storage.contests.round(attempt.roundId)
    if (attempt === null || found === null) return refuse('not-found')
    const finished = await finishFound({ ...services, sight: sightOf(services, request) }, attempt, 'contestant', body?.prediction)
    if (!finished.ok && finished.reason !== 'attempt-finished') return finished
    const now = finished.ok ? { ...attempt, outcome: finished.value.outcome } : await storage.attempts.find(attempt.id)
    const result = now === null ? null : await resultView(services, now, found.round)
    return result === null ? refuse('not-found') : accept(result)
  })

  route('voidAttempt', 'judge', async ({ params, session, body }) => {
    const attempt = await storage.attempts.find(params.attemptId)
    if (attempt !== null && (await sealUnderWay(storage, attempt.roundId)) !== undefined) return refuse('sealing-under-way')
    const voided = await voidAttempt(services, params.attemptId, session.id, body.reason)
    if (!voided.ok) return voided
    const sealed = await sealAgain(services, voided.value.roundId, session.id, body.reason)
    return sealed.ok ? accept({ voided: true, revision: sealed.value }) : sealed
  })

  route('restoreAttempt', 'judge', async ({ params, session, body }) => {
    const attempt = await storage.attempts.find(params.attemptId)
    if (attempt !== null && (await sealUnderWay(storage, attempt.roundId)) !== undefined) return refuse('sealing-under-way')
    const restored = await restoreAttempt(services, params.attemptId, session.id, body.reason)
    if (!restored.ok) return restored
    const sealed = await sealAgain(services, restored.value.roundId, session.id, body.reason)
    return sealed.ok ? accept({ restored: true, revision: sealed.value }) : sealed
  })

  route(
    'findReceipt',
    'anyone',
    async ({ params }) => {
      const receipt = normaliseReceipt(params.receipt)
      const found = receipt === null ? null : await storage.log.findReceipt(receipt)
      if (found === null || found.entry.event.kind !== 'submission') return refuse('not-found')
      const { event, seq, hash, prevHash } = found.entry
      const round = await storage.contests.round(event.roundId)
      return accept({
        receipt: event.receipt,
        seq,
        submittedAt: event.submittedAt,
        roundTitle: round?.round.title ?? '',
        voided: found.voided,
        hash,
        prevHash,
      })
    },
    { limits: [limits.byAddress] },
  )
}

/** The next revision of a round that is sealed; null where there is none to make now. */
async function sealAgain(services: Services, roundId: string, actorId: string, reason: string): Promise<Decision<number | null>> {
  const found = await services.storage.contests.round(roundId)
  if (found === null || found.round.sealedRevision === null) return accept(null)
  const sealed = await sealRound(services, roundId, actorId, reason)
  // Once the grading is done the round is sealed again, with this in it.
  if (!sealed.ok && sealed.reason === 'correction-under-way') return accept(null)
  return sealed.ok ? accept(sealed.value.number) : sealed
}
