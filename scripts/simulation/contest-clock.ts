import { setTimeout as pause } from 'node:timers/promises'

export type ContestClock = {
  /** The server's clock as the crowd carries it on between replies: never ahead of the real one. */
  now: () => number
  /** Whether a moment has passed, or is as near as a reply that is on its way. */
  past: (moment: number) => boolean
  /** Resolves once the server's clock stands at `moment` or later. */
  until: (moment: number) => Promise<void>
  /** Wait a span of contest time. */
  pass: (ms: number) => Promise<void>
  /** Take in the moment that a reply carries. */
  hear: (now: number) => void
  speed: number
}

/** How long a reply may have been on its way here, in real milliseconds. */
const ON_ITS_WAY_MS = 250
/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 1_000_000

/** A phone's reckoning of the server's clock: the last reply's moment, carried on by a monotonic timer `speed` times as fast. */
export function contestClock(speed: number): ContestClock {
  // A reply has been on its way for a while when it is read: the greatest offset is the nearest to the truth, from below.
  let offset = Number.NEGATIVE_INFINITY
  const now = (): number => Math.floor(offset + performance.now() * speed)
  const until = async (moment: number): Promise<void> => {
    for (let left = moment - now(); left > 0; left = moment - now()) await pause(Math.min(LONGEST_TIMER_MS, Math.ceil(left / speed)))
  }
  return {
    speed,
    now,
    until,
    past: (moment) => now() + ON_ITS_WAY_MS * speed >= moment,
    pass: (ms) => until(now() + ms),
    hear: (moment) => {
      offset = Math.max(offset, moment - performance.now() * speed)
    },
  }
}
