import type { Deadlines, RetentionKind } from '../domain/retention.ts'

export type Retention = {
  /** How much of each kind is over its time; changes nothing. */
  due: (deadlines: Deadlines) => Promise<Record<RetentionKind, number>>
  /** Remove, or make nameless, at most `limit` of a kind in one commit; returns how many. */
  apply: (kind: RetentionKind, deadlines: Deadlines, limit: number) => Promise<number>
}
