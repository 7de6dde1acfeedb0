import type { JoinEvent } from '../domain/log-event.ts'

/** Whose attempts an account's are once every join has been made. */
export function ownerNow(joins: readonly JoinEvent[], contestantId: string): string {
  return joins.reduce((owner, join) => (join.fromContestantId === owner ? join.contestantId : owner), contestantId)
}

/** The number of an attempt once every join has been made. */
export function numberNow(joins: readonly JoinEvent[], { attemptId, number }: { attemptId: string; number: number }): number {
  return joins.reduce((now, { numbers }) => numbers[attemptId] ?? now, number)
}
