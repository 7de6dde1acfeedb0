/** The place in a list that a key leads to from `at` (−1: none yet); null when the key moves nothing. Ends meet. */
export function movedTo(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1
  if (at < 0) return null
  if (key === 'PageDown') return Math.min(count - 1, at + 5)
  return key === 'PageUp' ? Math.max(0, at - 5) : null
}
