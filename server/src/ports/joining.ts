import type { Decision } from '../domain/decision.ts'
import type { JoinEvent, VoidEvent } from '../domain/log-event.ts'
import type { JoinView, PlannedRound } from '../domain/joining.ts'
import type { AuditEntry } from './audit.ts'

export type Joining = {
  /** Two accounts with their attempts in every round; null when one of them does not exist. */
  view: (who: { keptId: string; fromId: string }) => Promise<JoinView | null>
  /**
   * Join one account to another for good: its attempts, questions and codes come over, it can log in no more; the log and audit entries are one
   * commit with that.
   */
  join: (who: { keptId: string; fromId: string }, decide: (view: JoinView | null) => Decision<JoinWrites>) => Promise<Decision<JoinWrites>>
}
export type JoinWrites = { at: number; rounds: PlannedRound[]; events: (JoinEvent | VoidEvent)[]; audits: AuditEntry[] }
