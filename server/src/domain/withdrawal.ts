import { accept, refuse, type Decision } from './decision.ts'

/** What stands in place of the name of a person who has taken their consent back. */
export const WITHDRAWN_NAME = 'Người dự thi đã rút'
/** The same of a person whose time is over: they took nothing back. */
export const RETIRED_NAME = 'Người dự thi (đã ẩn danh)'
/** What stands in place of words about them in the audit trail. */
export const ERASED_WORDS = 'đã xoá theo yêu cầu của thí sinh'
/** A round that nobody seals holds a person's data for this long after its close, and no longer. */
export const UNSEALED_MS = 90 * 86_400_000

export type Withdrawing = { passwordHash: string; withdrawnAt: number | null; attempts: number }

/** Whether a person who leaves can be deleted at once, or results still need their attempts; practice is no attempt. */
export function decideWithdrawal(who: Withdrawing | null, checkedHash: string): Decision<'delete' | 'close'> {
  if (who === null || who.withdrawnAt !== null) return refuse('not-found')
  if (who.passwordHash !== checkedHash) return refuse('wrong-password')
  return accept(who.attempts === 0 ? 'delete' : 'close')
}
