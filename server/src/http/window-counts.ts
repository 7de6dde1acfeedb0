import type { Counts } from '../ports/counts.ts'

type Count = { since: number; current: number }

/**
 * How often each key was counted in the window that its first count began. A key is forgotten at most one window after its own is over, so what is held
 * follows the traffic of now and not that of the whole day; past twice `most` keys the oldest go in any case.
 */
export function windowCounts(most: number, time: () => number = () => performance.now()) {
  let [newer, older] = [new Map<string, Count>(), new Map<string, Count>()]
  let turnedAt = time()
  const turn = (at: number, windowMs: number): void => {
    if (at - turnedAt < windowMs && newer.size < most) return
    older = at - turnedAt < 2 * windowMs ? newer : new Map()
    newer = new Map()
    turnedAt = at
  }
  return {
    /** Counts a key once more; `ttl`: in how many milliseconds its window is over. */
    add(key: string, windowMs: number): { current: number; ttl: number } {
      const at = time()
      turn(at, windowMs)
      const known = newer.get(key) ?? older.get(key)
      const count = known !== undefined && at - known.since < windowMs ? known : { since: at, current: 0 }
      count.current += 1
      newer.set(key, count)
      return { current: count.current, ttl: windowMs - (at - count.since) }
    },
    /** How many keys are held. */
    size: (): number => newer.size + older.size,
  }
}

type Told = (error: Error | null, result: { current: number; ttl: number }) => void

/** The same as the store of `@fastify/rate-limit`, whose own one keeps every key that it ever met until others push it out; each limit counts by itself. */
export const windowStore = (most: number) =>
  class WindowStore {
    readonly #counts = windowCounts(most)
    incr(key: string, told: Told, windowMs: number): void {
      told(null, this.#counts.add(key, windowMs))
    }
    child(): WindowStore {
      return new WindowStore()
    }
  }

/** The same where servers share a store, so that whoever asks several of them has no more tries than whoever asks one. `realNow`: ms. */
export const sharedWindowStore = (counts: Counts, realNow: () => number) =>
  class SharedWindowStore {
    incr(key: string, told: Told, windowMs: number): void {
      counts.add(key, { now: realNow(), windowMs }).then(
        (result) => told(null, result),
        (error: unknown) => told(error instanceof Error ? error : new Error(String(error)), { current: 0, ttl: 0 }),
      )
    }
    child(): SharedWindowStore {
      return this
    }
  }
