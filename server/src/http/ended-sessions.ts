const TIDY_EVERY_MS = 3_600_000

/** Sessions that were ended before their time, by id with when they would have ended by themselves: until then they are refused, and then forgotten. */
export function endedSessions(known: ReadonlyMap<string, number>) {
  const ends = new Map(known)
  let tidiedAt = -Infinity
  return {
    has: (id: string): boolean => ends.has(id),
    add(id: string, expiresAt: number, now: number): void {
      ends.set(id, expiresAt)
      if (now - tidiedAt < TIDY_EVERY_MS) return
      tidiedAt = now
      for (const [each, end] of ends) if (end <= now) ends.delete(each)
    },
    size: (): number => ends.size,
  }
}
