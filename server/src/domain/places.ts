/** Waits for a place among a few; whoever has one gives it back once. */
export function places(free: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  return async () => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    return () => {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
