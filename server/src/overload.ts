import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks'
import { loadAfter, type Load, type Pressure } from './domain/overload.ts'
import type { Writes } from './ports/writes.ts'

/** `longestMs`: the latest that the event loop came round in the last stretch. */
type Reading = Pressure & { longestMs: number }
export type Overload = {
  load: () => Load
  reading: () => Reading
  /** Take one reading. */
  look: () => void
  /** Look twice a second from now on. */
  follow: () => void
  stop: () => void
}

const LOOK_EVERY_MS = 500
const RESOLUTION_MS = 20
const CALM: Reading = { loopMs: 0, writeMs: 0, longestMs: 0 }

/** Watches how hard the server is pressed; `limitMs` as in `loadAfter`. Until it is told to follow, all is easy. */
export function watchLoad(limitMs: number, read: () => Reading): Overload {
  let load: Load = 'easy'
  let reading = CALM
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    reading = read()
    load = loadAfter(load, reading, limitMs)
  }
  return {
    load: () => load,
    reading: () => reading,
    look,
    follow: () => {
      timer = setInterval(look, LOOK_EVERY_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
}

/** Reads this process and its line of writes; each reading begins a new stretch, the first one measures nothing yet. */
export function thisProcess(writes: Pick<Writes, 'look'>): () => Reading {
  let delays: IntervalHistogram | null = null
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
  return () => {
    const writeMs = writes.look().oldestMs
    if (delays === null) {
      delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
      delays.enable()
      return { ...CALM, writeMs }
    }
    const seen = delays.count > 0
    const reading = { loopMs: seen ? late(delays.percentile(50)) : 0, longestMs: seen ? late(delays.max) : 0, writeMs }
    delays.reset()
    return reading
  }
}
