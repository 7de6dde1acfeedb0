type Place = {
  /** In how many seconds to ask again. */
  seconds: number
  /** How many stand before. */
  ahead: number
}
export type StartLine = {
  /** Null: start now. Whoever has a place keeps it however often they ask. */
  ask: (who: string, flooded: boolean) => Place | null
  /** Whether nobody has to wait for their turn. */
  empty: () => boolean
  waiting: () => number
}

/** Starts a second: where it begins, and between which bounds it finds what the server can do. */
const [FIRST, LEAST, MOST] = [20, 2, 200]
/** A second: easy going lets more in, a flood halves it. */
const [GROWS, SHRINKS] = [1.25, 0.5]
const [SHORTEST_WAIT, LONGEST_WAIT] = [2, 30]
/** Who does not come back for so long has gone. */
const FORGOTTEN_MS = 180_000
const TIDY_EVERY_MS = 10_000

/**
 * The line of those who want to start while the server is flooded: first come, first served. Each is told to ask again about when their turn comes,
 * and a little spread, so that they do not come together. Numbers are called as fast as the server stands it, also while it is flooded, then slowly.
 */
export function startLine(time: () => number = () => performance.now(), random: () => number = Math.random): StartLine {
  const numbers = new Map<string, { number: number; seen: number }>()
  let [rate, called, given] = [FIRST, 0, 0]
  let [at, tidiedAt, flood] = [time(), time(), false]

  const turn = (): void => {
    const seconds = Math.max(0, time() - at) / 1_000
    at = time()
    rate = flood ? Math.max(LEAST, rate * SHRINKS ** seconds) : Math.min(MOST, rate * GROWS ** seconds)
    called = Math.min(given, called + seconds * rate)
    if (at - tidiedAt < TIDY_EVERY_MS) return
    tidiedAt = at
    for (const [who, { number, seen }] of numbers) if (number <= called && at - seen > FORGOTTEN_MS) numbers.delete(who)
  }
  const placeOf = (number: number): Place => {
    const wait = Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, Math.ceil((number - called) / rate)))
    return { seconds: wait + Math.floor(random() * (1 + wait / 4)), ahead: Math.max(0, Math.ceil(number - called) - 1) }
  }

  return {
    ask(who, flooded) {
      turn()
      flood = flooded
      const own = numbers.get(who)
      if (own === undefined && !flooded && called >= given) return null
      if (own !== undefined && own.number <= called) {
        numbers.delete(who)
        return null
      }
      const number = own?.number ?? (given += 1)
      numbers.set(who, { number, seen: at })
      return placeOf(number)
    },
    empty() {
      turn()
      return called >= given
    },
    waiting() {
      turn()
      return Math.ceil(given - called)
    },
  }
}
