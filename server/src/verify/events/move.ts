import type { EventCheck } from './event-check.ts'

/** A move: the person and the union exist, and the audit trail says who moved them and why. */
export const checkMove: EventCheck<'move'> = ({ row, event }, { ledger, reader }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'submission_log', key: String(row.seq) } as const
  if (!reader.personKnown(event.contestantId)) ledger.fault({ ...place, field: 'contestantId', expected: event.contestantId, found: null })
  if (!reader.unionKnown(event.unionId)) ledger.fault({ ...place, field: 'unionId', expected: event.unionId, found: null })
  ledger.checked('audit')
  if (!reader.audited('moveContestant').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.contestantId, field: 'action', expected: 'moveContestant', found: null })
}
