import type { Round } from '../../domain/contest.ts'
import type { JoinEvent, LogEvent, RegradeEvent, SubmissionEvent } from '../../domain/log-event.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../domain/sealing.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { Services } from '../../services.ts'

const AT_ONCE = 500

/** Rank a round from the log up to `head`. A lot is drawn from the chain's head hash. */
export async function rankRound(
  { storage, sha256 }: Pick<Services, 'storage' | 'sha256'>,
  round: Round,
  head: { seq: number; hash: string },
): Promise<SealedResults> {
  return sealResults(await validAttempts(storage.log, round.id, head.seq), round.rules, lotOf(sha256, head.hash))
}

export const lotOf =
  (sha256: Sha256, headHash: string) =>
  (attemptId: string): string =>
    sha256(`${headHash}\n${attemptId}`)

/** The attempts of a round that count, as the log up to a line gives them; read in pieces, so that answers of other rounds do not wait. */
export async function validAttempts(log: Pick<SubmissionLog, 'ofRound'>, roundId: string, upTo: number): Promise<SealedAttempt[]> {
  const submitted: Counted = new Map()
  for (let after = 0; ;) {
    const entries = await log.ofRound(roundId, after, AT_ONCE)
    for (const { event, seq } of entries) if (seq <= upTo) countEvent(submitted, event)
    const last = entries.at(-1)
    if (last === undefined || entries.length < AT_ONCE) return [...submitted.values()]
    after = last.seq
    await new Promise(setImmediate)
  }
}

/** Attempts of one round that count, by id. */
export type Counted = Map<string, SealedAttempt>

/** Let an entry of the round's log count. */
export function countEvent(submitted: Counted, event: LogEvent): void {
  if (event.kind === 'submission') submitted.set(event.attemptId, sealedAttempt(event))
  if (event.kind === 'void') submitted.delete(event.attemptId)
  if (event.kind === 'regrade') regrade(submitted.get(event.attemptId), event)
  if (event.kind === 'join') join(submitted, event)
  if (event.kind === 'move')
    for (const attempt of submitted.values()) if (attempt.contestantId === event.contestantId) attempt.unionId = event.unionId
}

/** A voided attempt is not among those submitted, and its new figures count nowhere. */
function regrade(attempt: SealedAttempt | undefined, { score, maxScore, allCorrect }: RegradeEvent): void {
  if (attempt !== undefined) Object.assign(attempt, { score, maxScore, allCorrect })
}

/** From here on both accounts' attempts are one person's. */
function join(submitted: Map<string, SealedAttempt>, { contestantId, unionId, numbers }: JoinEvent): void {
  for (const [attemptId, number] of Object.entries(numbers)) {
    const attempt = submitted.get(attemptId)
    if (attempt !== undefined) Object.assign(attempt, { contestantId, unionId, number })
  }
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
