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
  /** Take in the moment that a reply carries, which cannot have been on its way longer than its call took. */
  hear: (now: number, tookMs: number) => void
  speed: number
}

/** How far the reckoning may be behind at the least, in real milliseconds; on a busy machine it is as far as the nearest reply took. */
const ON_ITS_WAY_MS = 250
/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 1_000_000

/** A phone's reckoning of the server's clock: the last reply's moment, carried on by a monotonic timer `speed` times as fast. */
export function contestClock(speed: number): ContestClock {
  // A reply has been on its way for a while when it is read: the greatest offset is the nearest to the truth, from below.
  let offset = Number.NEGATIVE_INFINITY
  let behindMs = ON_ITS_WAY_MS
  const now = (): number => Math.floor(offset + performance.now() * speed)
  const until = async (moment: number): Promise<void> => {
    for (let left = moment - now(); left > 0; left = moment - now()) await pause(Math.min(LONGEST_TIMER_MS, Math.ceil(left / speed)))
  }
  return {
    speed,
    now,
    until,
    past: (moment) => now() + behindMs * speed >= moment,
    pass: (ms) => until(now() + ms),
    hear: (moment, tookMs) => {
      const heard = moment - performance.now() * speed
      if (heard <= offset) return
      offset = heard
      behindMs = Math.max(ON_ITS_WAY_MS, tookMs)
    },
  }
}
