import { compareFields } from '../fault.ts'
import type { EventCheck } from './event-check.ts'

/** A void: the attempt was handed in before, in that round, and the audit trail says who voided it and why. */
export const checkVoid: EventCheck<'void'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  const voided = reader.submissionOf(event.attemptId)
  if (voided === null || voided.seq >= row.seq) ledger.fault({ ...place, field: 'attemptId', expected: event.attemptId, found: voided?.seq ?? null })
  else compareFields(ledger, place, { roundId: voided.roundId }, event)
  ledger.checked('audit')
  if (!reader.audited('voidAttempt').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.attemptId, field: 'action', expected: 'voidAttempt', found: null })
}
