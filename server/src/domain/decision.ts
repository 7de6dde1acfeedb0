import type { RefusalCode } from '@hoithi/shared/refusals'

/** A refusal is a value: a stable code, and figures that a sentence may name. */
export type Refused = { ok: false; reason: RefusalCode; details?: unknown }
export type Decision<T> = { ok: true; value: T } | Refused

export const accept = <T>(value: T): Decision<T> => ({ ok: true, value })
export const refuse = (reason: RefusalCode, details?: unknown): Refused =>
  details === undefined ? { ok: false, reason } : { ok: false, reason, details }
