import type { Passwords } from './ports/passwords.ts'

export type Hashing = Omit<Passwords, 'waitMs' | 'waiting'>

/** What one hash is reckoned to take before the first was timed, ms. */
const FIRST_GUESS_MS = 50
/** Weight of the newest hash in the running mean. */
const NEWEST = 0.2

/** One processor stays with the event loop, and one of the pool's four threads with files. */
export const hashesAtOnce = (processors: number): number => Math.max(1, Math.min(3, processors - 1))

/** Passwords are hashed so many at once, the others stand in line: a rush of people who register leaves processor time for those who answer. */
export function passwordLine(hashing: Hashing, atOnce: number, time: () => number = () => performance.now()): Passwords {
  const waiting: (() => void)[] = []
  let running = 0
  let meanMs = FIRST_GUESS_MS

  const taking = async <T>(work: () => Promise<T>): Promise<T> => {
    // Whoever ends hands the place on, so that nobody who comes meanwhile steps in between.
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    const began = time()
    try {
      return await work()
    } finally {
      meanMs += (time() - began - meanMs) * NEWEST
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
  return {
    hash: (password) => taking(() => hashing.hash(password)),
    verify: (stored, password) => taking(() => hashing.verify(stored, password)),
    waitMs: () => (running < atOnce ? 0 : Math.round(((waiting.length + 1) * meanMs) / atOnce)),
    waiting: () => waiting.length,
  }
}
