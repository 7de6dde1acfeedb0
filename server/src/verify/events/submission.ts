import { paperShape } from '../../domain/paper.ts'
import { canonical, receiptCode } from '../../domain/receipt.ts'
import type { SubmissionEvent } from '../../domain/log-event.ts'
import type { StoredAttempt } from '../../ports/proof.ts'
import { compareFields } from '../fault.ts'
import { compareGrade, figuresOf } from '../grades.ts'
import type { Context, EventCheck } from './event-check.ts'

/** A submission: the attempt says the same, its answers are those that were handed in, and its score follows from them and the key. */
export const checkSubmission: EventCheck<'submission'> = ({ row, event }, context) => {
  const { ledger, attempts } = context
  ledger.checked('attempts')
  const attempt = attempts.get(event.attemptId)
  if (attempt === undefined)
    return ledger.fault({
      check: 'attempts',
      table: 'attempts',
      key: event.attemptId,
      field: 'id',
      expected: `submission_log seq ${row.seq}`,
      found: null,
    })
  compareAttempt(event, attempt, context)
  compareTimes(event, attempt, row.at, context)
  compareAnswers(event, attempt, context)
  compareGrade({ row, event }, attempt, context)
}

function compareAttempt(event: SubmissionEvent, attempt: StoredAttempt, { ledger, reader }: Context): void {
  const { roundId, contestantKind, startedAt, submittedAt, durationMs, finishedBy, prediction, receipt } = event
  const told = { roundId, startedAt, submittedAt, durationMs, finishedBy, prediction, receipt }
  const place = { check: 'attempts', table: 'attempts', key: event.attemptId } as const
  compareFields(ledger, place, { ...told, ...figuresOf(reader.regradesOf(event.attemptId).at(-1) ?? event) }, attempt)
  if (contestantKind !== undefined) compareFields(ledger, place, { contestantKind }, attempt)
  compareFields(ledger, place, { shape: paperShape(attempt.paper) }, attempt)
}

/** The stamps are those that the server's rules give. */
function compareTimes(event: SubmissionEvent, attempt: StoredAttempt, loggedAt: number, { ledger }: Context): void {
  ledger.checked('times')
  const place = { check: 'times', table: 'attempts', key: event.attemptId } as const
  compareFields(ledger, place, { durationMs: Math.max(0, event.submittedAt - event.startedAt - attempt.pausedMs) }, event)
  if (event.finishedBy === 'deadline') compareFields(ledger, place, { deadlineAt: event.submittedAt }, attempt)
  else if (event.submittedAt > attempt.deadlineAt)
    ledger.fault({ ...place, field: 'deadlineAt', expected: `≥ ${event.submittedAt}`, found: attempt.deadlineAt })
  if (loggedAt < event.submittedAt)
    ledger.fault({ ...place, table: 'submission_log', field: 'at', expected: `≥ ${event.submittedAt}`, found: loggedAt })
}

/** The stored answers are those that were graded last, and the receipt is that of those that were handed in. */
function compareAnswers(event: SubmissionEvent, attempt: StoredAttempt, { ledger, sha256, reader }: Context): void {
  ledger.checked('answers')
  const { attemptId, submittedAt } = event
  const { responsesHash } = reader.regradesOf(attemptId).at(-1) ?? event
  const stored = sha256(canonical(attempt.responses))
  compareFields(ledger, { check: 'answers', table: 'responses', key: attemptId }, { responsesHash }, { responsesHash: stored })
  const receipt = receiptCode(sha256, { attemptId, seed: attempt.seed, responsesHash: event.responsesHash, submittedAt })
  compareFields(ledger, { check: 'answers', table: 'attempts', key: attemptId }, { receipt }, event)
}
