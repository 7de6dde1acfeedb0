export type SpanWords = { key: 'daysHours' | 'hoursMinutes' | 'minutes'; values: Record<string, number> }

/** A span in its two largest units, rounded up to a whole minute: what a reader needs to know of a deadline. */
export function spanWords(ms: number): SpanWords {
  const minutes = Math.max(0, Math.ceil(ms / 60_000))
  const hours = Math.floor(minutes / 60)
  const days = Math.floor(hours / 24)
  if (days > 0) return { key: 'daysHours', values: { days, hours: hours % 24 } }
  return hours > 0 ? { key: 'hoursMinutes', values: { hours, minutes: minutes % 60 } } : { key: 'minutes', values: { minutes } }
}
