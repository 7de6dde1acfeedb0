import { ownerNow } from '../owners.ts'
import type { EventCheck } from './event-check.ts'

/** A join: each attempt that it numbers was handed in before in that round or is the person's, the union exists, and the audit trail says who joined the accounts and why. */
export const checkJoin: EventCheck<'join'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  const owner = ownerNow(reader.joins(event.roundId), event.contestantId)
  for (const attemptId of Object.keys(event.numbers)) {
    const submitted = reader.submissionOf(attemptId)
    if (submitted === null) continue
    if (submitted.roundId !== event.roundId || submitted.contestantId !== owner)
      ledger.fault({
        ...place,
        field: `numbers.${attemptId}`,
        expected: `${event.roundId} ${owner}`,
        found: `${submitted.roundId} ${submitted.contestantId}`,
      })
  }
  if (!reader.unionKnown(event.unionId)) ledger.fault({ ...place, field: 'unionId', expected: event.unionId, found: null })
  ledger.checked('audit')
  if (!reader.audited('joinContestants').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.contestantId, field: 'action', expected: 'joinContestants', found: null })
}
