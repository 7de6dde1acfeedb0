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

/** Tell a book what the log says of a round up to a line; read in pieces, so that answers of other rounds do not wait. */
export async function tellUpTo(book: AttemptBook, log: Pick<SubmissionLog, 'ofRound'>, roundId: string, upTo: number): Promise<void> {
  for (let after = 0; ;) {
    const entries = await log.ofRound(roundId, after, AT_ONCE)
    for (const { event, seq } of entries) if (seq <= upTo) tellBook(book, event)
    after = entries.at(-1)?.seq ?? after
    if (entries.length < AT_ONCE || after >= upTo) return
    await new Promise(setImmediate)
  }
}

/** The attempts of a round that count, as the log up to a line gives them, all in memory. */
export async function validAttempts(log: Pick<SubmissionLog, 'ofRound'>, roundId: string, upTo: number): Promise<SealedAttempt[]> {
  const { book, valid } = memoryBook()
  await tellUpTo(book, log, roundId, upTo)
  return valid()
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

/** A book in memory, and the attempts in it that count. */
export function memoryBook(): { book: AttemptBook; valid: () => SealedAttempt[] } {
  const submitted = new Map<string, { attempt: SealedAttempt; voided: boolean }>()
  const change = (attemptId: string, to: Partial<SealedAttempt>): void => {
    const known = submitted.get(attemptId)
    if (known !== undefined) Object.assign(known.attempt, to)
  }
  const mark = (attemptId: string, voided: boolean): void => {
    const known = submitted.get(attemptId)
    if (known !== undefined) known.voided = voided
  }
  const book: AttemptBook = {
    submit: (attempt) => void submitted.set(attempt.attemptId, { attempt, voided: false }),
    void: (attemptId) => mark(attemptId, true),
    restore: (attemptId) => mark(attemptId, false),
    regrade: (attemptId, { score, maxScore, allCorrect }) => change(attemptId, { score, maxScore, allCorrect }),
    give: (attemptId, { contestantId, unionId, number }) => change(attemptId, { contestantId, unionId, number }),
    move(contestantId, unionId) {
      for (const { attempt } of submitted.values()) if (attempt.contestantId === contestantId) attempt.unionId = unionId
    },
  }
  return { book, valid: () => [...submitted.values()].filter(({ voided }) => !voided).map(({ attempt }) => attempt) }
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
