const DAY_MS = 86_400_000

export type DaysLeft = { key: 'appeals.daysLeft' | 'appeals.dueToday' | 'appeals.overdueBy' | 'appeals.overdueToday'; days: number }

/** How long there is to answer, or since when it is overdue, in whole days. */
export function daysLeft(answerBy: number, now: number): DaysLeft {
  const days = Math.floor(Math.abs(answerBy - now) / DAY_MS)
  if (answerBy > now) return { key: days === 0 ? 'appeals.dueToday' : 'appeals.daysLeft', days }
  return { key: days === 0 ? 'appeals.overdueToday' : 'appeals.overdueBy', days }
}
