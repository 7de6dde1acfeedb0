import { maskedPhone } from '../../domain/contestant.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { ContestantAttempt, HistoryEntry } from '../../ports/contestants.ts'

type Reply = ReplyOf<'getContestant'>

/** A person as the desk may see them: an officer reads the last three digits of a phone. */
export const faced = <Row extends { phone: string }>(row: Row, masked: boolean): Row => (masked ? { ...row, phone: maskedPhone(row.phone) } : row)

export function attemptView({ outcome, voided, ...attempt }: ContestantAttempt): Reply['attempts'][number] {
  const state = outcome === null ? 'running' : voided ? 'voided' : 'submitted'
  return {
    ...attempt,
    state,
    durationMs: outcome?.durationMs ?? null,
    score: outcome?.score ?? null,
    maxScore: outcome?.maxScore ?? null,
    receipt: outcome?.receipt ?? null,
  }
}

export function historyView({ id, at, actor, actorId, action, reason, details }: HistoryEntry, contestantId: string): Reply['history'][number] {
  return { id, at, actor: actorId === contestantId ? null : actor, action, reason, changes: changesOf(details) }
}

/** What an audit entry says was otherwise before; ids are for machines. */
export function changesOf(details: unknown): Reply['history'][number]['changes'] {
  const { before, after } = (details ?? {}) as { before?: Record<string, unknown>; after?: Record<string, unknown> }
  if (before === undefined || after === undefined) return []
  return Object.keys(after)
    .filter((field) => !field.endsWith('Id') && before[field] !== after[field])
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null)
