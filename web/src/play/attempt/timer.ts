const MINUTE_MS = 60_000

export type Milestone = 'fiveMinutes' | 'oneMinute' | 'over'

/** The milestone that lies between two looks at the remaining time; the most urgent one when several were passed. */
export function milestonePassed(beforeMs: number, afterMs: number): Milestone | null {
  const passed = (limit: number): boolean => beforeMs > limit && afterMs <= limit
  if (passed(0)) return 'over'
  if (passed(MINUTE_MS)) return 'oneMinute'
  return passed(5 * MINUTE_MS) ? 'fiveMinutes' : null
}

export function urgency(remainingMs: number): 'calm' | 'soon' | 'last' {
  if (remainingMs <= MINUTE_MS) return 'last'
  return remainingMs <= 5 * MINUTE_MS ? 'soon' : 'calm'
}
