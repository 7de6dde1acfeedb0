/** Counts by name in the newest `slots` slots of `slotMs` each; what is older is forgotten. */
export function rollingCounts(slotMs: number, slots: number) {
  const kept = new Map<number, Map<string, number>>()
  const slotOf = (now: number): number => Math.floor(now / slotMs)

  return {
    add(name: string, now: number): void {
      const slot = slotOf(now)
      let counts = kept.get(slot)
      if (counts === undefined) {
        for (const old of kept.keys()) if (old <= slot - slots) kept.delete(old)
        counts = new Map()
        kept.set(slot, counts)
      }
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    /** Sums by name over the newest slots, the one that is filling included. */
    sums(now: number, over = slots): Map<string, number> {
      const newest = slotOf(now)
      const sums = new Map<string, number>()
      for (const [slot, counts] of kept)
        if (slot > newest - over && slot <= newest) for (const [name, count] of counts) sums.set(name, (sums.get(name) ?? 0) + count)
      return sums
    },
  }
}
