import { canonical } from '../../domain/receipt.ts'
import { compareFields } from '../fault.ts'
import type { EventCheck } from './event-check.ts'

/** A decision on a key: its row says the same, its hash is that of the keys that are kept at the desk, and the audit trail says who decided and why. */
export const checkCorrection: EventCheck<'correction'> = ({ row, event }, { ledger, reader, sha256 }) => {
  ledger.checked('changes')
  const place = { check: 'changes', table: 'key_corrections', key: event.correctionId } as const
  const decision = reader.corrections(event.roundId).find(({ id }) => id === event.correctionId)
  if (decision === undefined) return ledger.fault({ ...place, field: 'id', expected: event.correctionId, found: null })
  const { questionId, treatment, actorId, reason } = event
  compareFields(ledger, place, { seq: row.seq, questionId, treatment, actorId, reason }, decision)
  const { salt, versions } = decision
  const decisionHash = sha256(canonical({ salt, questionId: decision.questionId, treatment: decision.treatment, versions }))
  compareFields(ledger, place, { decisionHash: event.decisionHash }, { decisionHash })
  ledger.checked('audit')
  if (!reader.audited('correctKey').has(`${row.at} ${event.actorId} ${event.reason}`))
    ledger.fault({ check: 'audit', table: 'audit_entries', key: event.correctionId, field: 'action', expected: 'correctKey', found: null })
}
