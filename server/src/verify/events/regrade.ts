import { compareFields } from '../fault.ts'
import { compareGrade } from '../grades.ts'
import type { EventCheck } from './event-check.ts'

/** New figures: of an attempt that was handed in before, by a decision that is in the log before, and as grading gives them. */
export const checkRegrade: EventCheck<'regrade'> = ({ row, event }, context) => {
  const { ledger, reader, attempts } = context
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  const attempt = attempts.get(event.attemptId)
  const submitted = reader.submissionOf(event.attemptId)
  if (attempt === undefined || submitted === null || submitted.seq >= row.seq)
    return ledger.fault({ ...place, field: 'attemptId', expected: event.attemptId, found: submitted?.seq ?? null })
  compareFields(ledger, place, { roundId: submitted.roundId }, event)
  if (event.cause === 'correction') {
    const decision = reader.corrections(event.roundId).find(({ id }) => id === event.causeId)
    if (decision === undefined || decision.seq >= row.seq)
      ledger.fault({ ...place, field: 'causeId', expected: 'key_corrections', found: event.causeId })
  }
  compareGrade({ row, event }, attempt, context)
}
