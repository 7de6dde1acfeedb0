/** A difference with its sign: +12, −3, 0; null where there is nothing to compare with. */
export function changeText(now: number, before: number | null, written: (value: number) => string): string | null {
  if (before === null) return null
  const change = now - before
  if (change === 0) return '0'
  return change > 0 ? `+${written(change)}` : `−${written(-change)}`
}
