import { compareFields } from '../fault.ts'
import type { EventCheck } from './event-check.ts'

/** A restoration: the attempt had been voided, in that round, and the audit trail says who restored it and why. */
export const checkRestore: EventCheck<'restore'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  if (!reader.voidBefore(event.attemptId, row.seq)) ledger.fault({ ...place, field: 'attemptId', expected: 'void', found: event.attemptId })
  const submitted = reader.submissionOf(event.attemptId)
  if (submitted !== null) compareFields(ledger, place, { roundId: submitted.roundId }, event)
  ledger.checked('audit')
  if (!reader.audited('restoreAttempt').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.attemptId, field: 'action', expected: 'restoreAttempt', found: null })
}
