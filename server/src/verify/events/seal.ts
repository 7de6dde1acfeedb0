import type { EventCheck } from './event-check.ts'

/** A seal is compared with its revision once the whole log is read; here only that the audit trail says who sealed and why. */
export const checkSeal: EventCheck<'seal'> = (entry, { ledger, reader, seals }) => {
  seals.push(entry)
  const { row, event } = entry
  ledger.checked('audit')
  if (!reader.audited('sealRound').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({
      check: 'audit',
      table: 'audit_entries',
      key: `${event.roundId} ${event.revision}`,
      field: 'action',
      expected: 'sealRound',
      found: null,
    })
}
