import { deadlineNow, isHeld, remaining, type Attempt } from '../../domain/attempt.ts'
import { answersShown, attemptsLeft, ownScoreShown, type Round } from '../../domain/contest.ts'
import type { HeldTap } from '../../domain/held-answers.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { asSealed } from './as-sealed.ts'

type AttemptReply = ReplyOf<'getAttempt'>

/** A question as its contestant sees it: options in their shown order, lettered; never the key. */
export function questionView(item: PaperItem, position: number, version: QuestionVersion | undefined): AttemptReply['questions'][number] {
  if (version === undefined) throw new Error(`question version ${item.versionId} does not exist`)
  const options = item.order.map((original, index) => ({ id: String.fromCharCode(97 + index), text: version.options[original] ?? '' }))
  return { position, kind: item.kind, stem: version.stem, options, prompts: version.prompts, points: item.points ?? null }
}

/** A finished attempt's result as its owner may see it; null while it runs. */
export async function resultView({ storage }: Pick<Services, 'storage'>, attempt: Attempt, round: Round): Promise<AttemptReply['result']> {
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

/** An attempt as its owner sees it: paper and saved responses, the server's clock, and the result once finished. */
export async function attemptView(services: Pick<Services, 'storage' | 'clock'>, attempt: Attempt): Promise<AttemptReply> {
  const { storage, clock } = services
  const found = await storage.contests.round(attempt.roundId)
  if (found === null) throw new Error(`round ${attempt.roundId} does not exist`)
  const versions = await storage.questions.versions(attempt.paper.map((item) => item.versionId))
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
    questions: attempt.paper.map((item, index) => questionView(item, index + 1, versions.get(item.versionId))),
    responses: responses.map(({ position, choice }) => ({ position, choice })),
    asksPrediction: found.round.rules.prediction?.target ?? null,
    prediction: attempt.prediction,
    ...(await heldPositions(services, attempt)),
    result: await resultView(services, attempt, found.round),
  }
}
