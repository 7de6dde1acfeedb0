import type { Round } from '../../domain/contest.ts'
import type { LogEvent, RegradeEvent, SubmissionEvent } from '../../domain/log-event.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../domain/sealing.ts'
import type { Services } from '../../services.ts'

const AT_ONCE = 500

/** Rank a round from the log up to `head`; read in pieces, so that answers of other rounds do not wait. A lot is drawn from the chain's head hash. */
export async function rankRound(
  { storage, sha256 }: Pick<Services, 'storage' | 'sha256'>,
  round: Round,
  head: { seq: number; hash: string },
): Promise<SealedResults> {
  const submitted = new Map<string, SealedAttempt>()
  for (let after = 0; ;) {
    const entries = await storage.log.ofRound(round.id, after, AT_ONCE)
    for (const { event, seq } of entries) if (seq <= head.seq) count(submitted, event)
    const last = entries.at(-1)
    if (last === undefined || entries.length < AT_ONCE) break
    after = last.seq
    await new Promise(setImmediate)
  }
  return sealResults([...submitted.values()], round.rules, (attemptId) => sha256(`${head.hash}\n${attemptId}`))
}

function count(submitted: Map<string, SealedAttempt>, event: LogEvent): void {
  if (event.kind === 'submission') submitted.set(event.attemptId, sealedAttempt(event))
  if (event.kind === 'void') submitted.delete(event.attemptId)
  if (event.kind === 'regrade') regrade(submitted.get(event.attemptId), event)
  if (event.kind === 'move')
    for (const attempt of submitted.values()) if (attempt.contestantId === event.contestantId) attempt.unionId = event.unionId
}

/** A voided attempt is not among those submitted, and its new figures count nowhere. */
function regrade(attempt: SealedAttempt | undefined, { score, maxScore, allCorrect }: RegradeEvent): void {
  if (attempt !== undefined) Object.assign(attempt, { score, maxScore, allCorrect })
}

function sealedAttempt(event: SubmissionEvent): SealedAttempt {
  const { attemptId, contestantId, unionId, number, score, maxScore, allCorrect, prediction, durationMs, submittedAt, receipt } = event
  return {
    attemptId,
    contestantId,
    unionId,
    number,
    score,
    maxScore,
    allCorrect,
    prediction,
    durationMs,
    submittedAt,
    receipt,
    predictionDistance: null,
  }
}
