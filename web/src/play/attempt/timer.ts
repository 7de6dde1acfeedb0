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

/** What is shown of the time left: minutes that have begun, so that a figure changes when its milestone is announced; seconds in the last minute only. */
export function leftShown(remainingMs: number): { unit: 'hours' | 'minutes' | 'seconds'; hours: number; minutes: number; seconds: number } {
  const seconds = Math.max(0, Math.ceil(remainingMs / 1000))
  const minutes = Math.ceil(Math.max(0, remainingMs) / MINUTE_MS)
  if (remainingMs <= MINUTE_MS) return { unit: 'seconds', hours: 0, minutes, seconds }
  if (minutes < 60) return { unit: 'minutes', hours: 0, minutes, seconds }
  return { unit: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds }
}
