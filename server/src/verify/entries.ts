import type { LogEntry, LogEvent } from '../domain/log-event.ts'
import { canonical, chainHash, GENESIS_HASH, type Sha256 } from '../domain/receipt.ts'
import { Unreadable } from '../domain/unreadable.ts'
import type { RawEntry } from '../ports/proof.ts'
import { eventChecks, knownKind } from './events/event-checks.ts'
import type { Context, EventCheck, ReadEntry } from './events/event-check.ts'
import { compareFields, type Ledger } from './fault.ts'

export type Link = { seq: number; hash: string }
export const GENESIS: Link = { seq: 0, hash: GENESIS_HASH }

/** Whether an entry follows from the one before; gives the link for the next. */
export function checkLink(ledger: Ledger, sha256: Sha256, before: Link, row: RawEntry): Link {
  ledger.checked('chain')
  const place = { check: 'chain', table: 'submission_log', key: String(row.seq) } as const
  compareFields(ledger, place, { seq: before.seq + 1, prevHash: before.hash }, row)
  // From the stored link on, so that one broken link is one fault and not all that follow.
  compareFields(ledger, place, { hash: chainHash(sha256, row.prevHash, row) }, row)
  return { seq: row.seq, hash: row.hash }
}

/** An entry's payload, and that the columns beside it say the same; null when it cannot be read. */
export function readEntry(ledger: Ledger, row: RawEntry): LogEntry | null {
  ledger.checked('entries')
  const place = { check: 'entries', table: 'submission_log', key: String(row.seq) } as const
  const event = parsed(row.payload)
  if (event === null || !knownKind(row.kind)) {
    ledger.fault({
      ...place,
      field: event === null ? 'payload' : 'kind',
      expected: Object.keys(eventChecks).join(' | '),
      found: event === null ? row.payload : row.kind,
    })
    return null
  }
  const [attemptId, receipt] = ['attemptId' in event ? event.attemptId : null, event.kind === 'submission' ? event.receipt : null]
  compareFields(ledger, place, { kind: event.kind, roundId: event.roundId, attemptId, receipt, payload: canonical(event) }, row)
  return event.kind === row.kind ? { seq: row.seq, at: row.at, event, prevHash: row.prevHash, hash: row.hash } : null
}

function parsed(payload: string): LogEvent | null {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null && 'kind' in value && 'roundId' in value ? (value as LogEvent) : null
  } catch {
    return null
  }
}

/** Everything that must hold of the entry besides its link. */
export function checkEvent(row: RawEntry, event: LogEvent, context: Context): void {
  if (!context.rounds.has(event.roundId))
    context.ledger.fault({
      check: 'entries',
      table: 'submission_log',
      key: String(row.seq),
      field: 'roundId',
      expected: 'rounds',
      found: event.roundId,
    })
  const check = eventChecks[event.kind] as EventCheck<LogEvent['kind']>
  try {
    check({ row, event } as ReadEntry<LogEvent['kind']>, context)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    // A payload or paper that makes no sense at all is a fault, and the rest is still checked.
    const found = error instanceof Error ? error.message : String(error)
    context.ledger.fault({ check: 'entries', table: 'submission_log', key: String(row.seq), field: 'payload', expected: event.kind, found })
  }
}
