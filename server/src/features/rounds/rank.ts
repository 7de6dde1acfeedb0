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
    if (last === undefined || entries.length < AT_ONCE) return validOf(submitted)
    after = last.seq
    await new Promise(setImmediate)
  }
}

/** What was handed in in one round, by attempt; a voided one is kept up to date, for it may be restored. */
export type Counted = Map<string, { attempt: SealedAttempt; voided: boolean }>

export const validOf = (submitted: Counted): SealedAttempt[] => [...submitted.values()].filter(({ voided }) => !voided).map(({ attempt }) => attempt)

/** Let an entry of the round's log count. */
export function countEvent(submitted: Counted, event: LogEvent): void {
  if (event.kind === 'submission') submitted.set(event.attemptId, { attempt: sealedAttempt(event), voided: false })
  if (event.kind === 'void' || event.kind === 'restore') {
    const known = submitted.get(event.attemptId)
    if (known !== undefined) known.voided = event.kind === 'void'
  }
  if (event.kind === 'regrade') regrade(submitted.get(event.attemptId)?.attempt, event)
  if (event.kind === 'join') join(submitted, event)
  if (event.kind === 'move')
    for (const { attempt } of submitted.values()) if (attempt.contestantId === event.contestantId) attempt.unionId = event.unionId
}

function regrade(attempt: SealedAttempt | undefined, { score, maxScore, allCorrect }: RegradeEvent): void {
  if (attempt !== undefined) Object.assign(attempt, { score, maxScore, allCorrect })
}

/** From here on both accounts' attempts are one person's. */
function join(submitted: Counted, { contestantId, unionId, numbers }: JoinEvent): void {
  for (const [attemptId, number] of Object.entries(numbers)) {
    const known = submitted.get(attemptId)
    if (known !== undefined) Object.assign(known.attempt, { contestantId, unionId, number })
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
