import type { EventCheck } from './event-check.ts'

/** A join: both people and the union exist, every attempt that it numbers is of that round, and the audit trail says who joined the accounts and why. */
export const checkJoin: EventCheck<'join'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  for (const field of ['contestantId', 'fromContestantId'] as const)
    if (!reader.personKnown(event[field])) ledger.fault({ ...place, field, expected: event[field], found: null })
  for (const attemptId of Object.keys(event.numbers)) {
    const submitted = reader.submissionOf(attemptId)
    if (submitted !== null && submitted.roundId !== event.roundId)
      ledger.fault({ ...place, field: `numbers.${attemptId}`, expected: event.roundId, found: submitted.roundId })
  }
  if (!reader.unionKnown(event.unionId)) ledger.fault({ ...place, field: 'unionId', expected: event.unionId, found: null })
  ledger.checked('audit')
  if (!reader.audited('joinContestants').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.contestantId, field: 'action', expected: 'joinContestants', found: null })
}
