import type { LogEvent, SubmissionEvent } from '../../domain/log-event.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { SealedAttempt } from '../../domain/sealing.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { AttemptBook } from '../../ports/sealing.ts'

const AT_ONCE = 500

/** A lot is drawn from the hash of the chain's head. */
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
  tellBook(bookIn(submitted), event)
}

/** What an entry of the round's log says of its attempts. */
export function tellBook(book: AttemptBook, event: LogEvent): void {
  if (event.kind === 'submission') book.submit(sealedAttempt(event))
  if (event.kind === 'void') book.void(event.attemptId)
  if (event.kind === 'restore') book.restore(event.attemptId)
  if (event.kind === 'regrade') book.regrade(event.attemptId, event)
  // From here on both accounts' attempts are one person's.
  if (event.kind === 'join') for (const [attemptId, number] of Object.entries(event.numbers)) book.give(attemptId, { ...event, number })
  if (event.kind === 'move') book.move(event.contestantId, event.unionId)
}

/** A book in memory. */
function bookIn(submitted: Counted): AttemptBook {
  const change = (attemptId: string, to: Partial<SealedAttempt>): void => {
    const known = submitted.get(attemptId)
    if (known !== undefined) Object.assign(known.attempt, to)
  }
  const mark = (attemptId: string, voided: boolean): void => {
    const known = submitted.get(attemptId)
    if (known !== undefined) known.voided = voided
  }
  return {
    submit: (attempt) => void submitted.set(attempt.attemptId, { attempt, voided: false }),
    void: (attemptId) => mark(attemptId, true),
    restore: (attemptId) => mark(attemptId, false),
    regrade: (attemptId, { score, maxScore, allCorrect }) => change(attemptId, { score, maxScore, allCorrect }),
    give: (attemptId, { contestantId, unionId, number }) => change(attemptId, { contestantId, unionId, number }),
    move(contestantId, unionId) {
      for (const { attempt } of submitted.values()) if (attempt.contestantId === contestantId) attempt.unionId = unionId
    },
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
