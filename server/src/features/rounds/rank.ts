import type { Round } from '../../domain/contest.ts'
import type { LogEvent, SubmissionEvent } from '../../domain/log-event.ts'
import { sealResults, type SealedAttempt, type SealedResults } from '../../domain/sealing.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { SubmissionLog } from '../../ports/log.ts'

const AT_ONCE = 500

type Needs = { storage: { log: Pick<SubmissionLog, 'ofRound'> }; sha256: Sha256 }
type Head = { seq: number; hash: string }
type Ranked = Pick<Round, 'id' | 'rules'>

/** Rank a round from the log up to `head`. A lot is drawn from the chain's head hash. */
export async function rankRound(needs: Needs, round: Ranked, head: Head): Promise<SealedResults> {
  return rankAttempts(needs, await countedUpTo(needs, round.id, head.seq), round, head)
}

export function rankAttempts({ sha256 }: Pick<Needs, 'sha256'>, attempts: readonly SealedAttempt[], { rules }: Ranked, head: Head): SealedResults {
  return sealResults(attempts, rules, (attemptId) => sha256(`${head.hash}\n${attemptId}`))
}

/** The attempts of a round that count by the log up to an entry; read in pieces, so that answers of other rounds do not wait. */
export async function countedUpTo({ storage }: Pick<Needs, 'storage'>, roundId: string, seq: number): Promise<SealedAttempt[]> {
  const submitted = new Map<string, SealedAttempt>()
  for (let after = 0; ;) {
    const entries = await storage.log.ofRound(roundId, after, AT_ONCE)
    for (const entry of entries) if (entry.seq <= seq) count(submitted, entry.event)
    const last = entries.at(-1)
    if (last === undefined || entries.length < AT_ONCE || last.seq > seq) break
    after = last.seq
    await new Promise(setImmediate)
  }
  return [...submitted.values()]
}

function count(submitted: Map<string, SealedAttempt>, event: LogEvent): void {
  if (event.kind === 'submission') submitted.set(event.attemptId, sealedAttempt(event))
  if (event.kind === 'void') submitted.delete(event.attemptId)
  if (event.kind === 'move')
    for (const attempt of submitted.values()) if (attempt.contestantId === event.contestantId) attempt.unionId = event.unionId
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
