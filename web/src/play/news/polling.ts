/** How long a phone waits before it asks for news again, in ms: about a minute, longer after failures, never all phones at once. */
export function newsWait(failures: number, chance: number): number {
  const base = Math.min(60_000 * 2 ** failures, 600_000)
  return Math.round(base * (0.75 + chance / 2))
}

/** Ids that were read, without those of announcements that are gone. */
export function readAfter(read: readonly string[], shown: readonly { id: string }[], now: readonly string[]): string[] {
  const all = new Set([...read, ...now])
  return shown.map(({ id }) => id).filter((id) => all.has(id))
}
