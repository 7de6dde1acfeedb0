import { deadlineNow, isHeld, remaining, type Attempt } from '../../domain/attempt.ts'
import { answersShown, attemptsLeft, ownScoreShown, type Round } from '../../domain/contest.ts'
import type { HeldTap } from '../../domain/held-answers.ts'
import type { ReplyOf } from '../../http/route.ts'
import { Written } from '../../http/written.ts'
import type { Services } from '../../services.ts'
import { asSealed } from './as-sealed.ts'
import { paperText } from './paper-view.ts'

type AttemptReply = ReplyOf<'getAttempt'>

/** A finished attempt's result as its owner may see it; null while it runs. */
export async function resultView({ storage }: Pick<Services, 'storage'>, attempt: Attempt, round: Round): Promise<AttemptReply['result']> {
  if (attempt.outcome === null) return null
  const [{ outcome } = attempt] = await asSealed({ storage }, round, [attempt])
  if (outcome === null) return null
  const { score, maxScore, durationMs, submittedAt, finishedBy, receipt } = outcome
  return {
    score: ownScoreShown(round) ? score : null,
    maxScore,
    durationMs,
    submittedAt,
    finishedBy,
    receipt,
    attemptsLeft: attemptsLeft(round, await storage.attempts.used(round.id, attempt.contestantId)),
  }
}

/** Questions whose answers were kept for a judge, and what became of them: only a finished attempt can have such. */
async function heldPositions(
  { storage }: Pick<Services, 'storage'>,
  { id, outcome }: Pick<Attempt, 'id' | 'outcome'>,
): Promise<Pick<AttemptReply, 'held' | 'heldAccepted' | 'heldRefused'>> {
  const held = outcome === null ? [] : await storage.attempts.heldResponses(id)
  const decided = (decision: HeldTap['decision']): number[] => [
    ...new Set(held.filter((tap) => tap.decision === decision).map(({ position }) => position)),
  ]
  const [waiting, accepted] = [decided(null), decided('accepted')]
  // Of several late answers to one question the newest was decided on, and the others fell with it.
  return {
    held: waiting,
    heldAccepted: accepted,
    heldRefused: decided('refused').filter((position) => ![...waiting, ...accepted].includes(position)),
  }
}

/** An attempt as its owner sees it, with its paper. */
export async function attemptView(services: Pick<Services, 'storage' | 'clock'>, attempt: Attempt): Promise<Written<AttemptReply>> {
  const versions = await services.storage.questions.versions(attempt.paper.map((item) => item.versionId))
  return new Written(await withoutPaper(services, attempt), 'questions', paperText(attempt.paper, versions))
}

/** The same without its questions: saved responses, the server's clock, and the result once finished. */
export async function withoutPaper(services: Pick<Services, 'storage' | 'clock'>, attempt: Attempt): Promise<AttemptReply> {
  const { storage, clock } = services
  const found = await storage.contests.round(attempt.roundId)
  if (found === null) throw new Error(`round ${attempt.roundId} does not exist`)
  const responses = await storage.attempts.responses(attempt.id)
  const now = clock.now()
  return {
    attemptId: attempt.id,
    roundId: attempt.roundId,
    number: attempt.number,
    startedAt: attempt.startedAt,
    deadlineAt: deadlineNow(attempt, now),
    remainingMs: remaining(attempt, now),
    paused: isHeld(attempt),
    practice: found.round.practice,
    reviewable: attempt.outcome !== null && answersShown(found.round, await storage.contests.rounds(found.contest.id)),
    now,
    questions: [],
    responses: responses.map(({ position, choice }) => ({ position, choice })),
    asksPrediction: found.round.rules.prediction?.target ?? null,
    prediction: attempt.prediction,
    ...(await heldPositions(services, attempt)),
    result: await resultView(services, attempt, found.round),
  }
}
