import type { Commit, Writes } from '../../ports/writes.ts'

/** What this server has sent to be written and not heard of yet. */
export function writesInFlight(): { counted: <T>(write: () => Promise<T>) => Promise<T>; writes: Writes } {
  // In the order in which they began.
  const since = new Map<symbol, number>()
  let tell: (commit: Commit) => void = () => undefined
  return {
    async counted(write) {
      const key = Symbol('write')
      const began = performance.now()
      since.set(key, began)
      try {
        const done = await write()
        tell({ writes: 1, ms: performance.now() - began })
        return done
      } finally {
        since.delete(key)
      }
    },
    writes: {
      look: () => {
        const [oldest] = since.values()
        return { waiting: since.size, oldestMs: oldest === undefined ? 0 : performance.now() - oldest }
      },
      follow: (listener) => {
        tell = listener
      },
    },
  }
}
