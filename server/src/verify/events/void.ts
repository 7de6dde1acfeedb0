import { ownerNow } from '../owners.ts'
import type { EventCheck } from './event-check.ts'

/** A void: the attempt was handed in before, in that round and by that person, and the audit trail says who voided it and why. */
export const checkVoid: EventCheck<'void'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  const voided = reader.submissionOf(event.attemptId)
  if (voided === null || voided.seq >= row.seq) ledger.fault({ ...place, field: 'attemptId', expected: event.attemptId, found: voided?.seq ?? null })
  else if (voided.roundId !== event.roundId || voided.contestantId !== ownerNow(reader.joins(event.roundId), event.contestantId))
    ledger.fault({
      ...place,
      field: 'contestantId',
      expected: `${voided.roundId} ${voided.contestantId}`,
      found: `${event.roundId} ${event.contestantId}`,
    })
  ledger.checked('audit')
  if (!reader.audited('voidAttempt').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.attemptId, field: 'action', expected: 'voidAttempt', found: null })
}
