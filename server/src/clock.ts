import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Clock } from './ports/clock.ts'

/** Below this a reading is the machine's own unevenness, not somebody who set its clock. */
const STEP_MS = 50
/** How much slower time goes while it is ahead of a clock that was set back. */
const SLOWER = 0.1

/**
 * The machine's clock, but for this: set back while the server runs (NTP, a hand), it would make a later tap an earlier one, and an acknowledged answer would lose to the one before it.
 * So time goes on from where it was, a tenth slower until both are level. A step forwards is followed at once.
 */
export function steadyClock(wall: () => number = Date.now, ticks: () => number = () => performance.now()): Clock & { aheadMs: () => number } {
  let [ahead, told] = [0, Number.NEGATIVE_INFINITY]
  let last = { wall: wall(), ticks: ticks() }
  const now = (): number => {
    const reading = { wall: wall(), ticks: ticks() }
    const passed = reading.ticks - last.ticks
    const step = reading.wall - last.wall - passed
    last = reading
    if (Math.abs(step) > STEP_MS) ahead = Math.max(0, ahead - step)
    ahead = Math.max(0, ahead - passed * SLOWER)
    told = Math.max(told, Math.floor(reading.wall + ahead))
    return told
  }
  return {
    now,
    rehearsal: false,
    aheadMs: () => {
      now()
      return ahead
    },
  }
}

/** A rehearsal may stand up to this long behind the last kept moment when the process was killed. */
const KEEP_EVERY_MS = 2_000

export type RehearsalClock = Clock & {
  /** Write the moment down, so that the next start goes on from here and time never runs backwards. */
  keep: () => void
  stop: () => void
}

/** A clock that starts at `start`, or where the last rehearsal in this data folder stopped, and ticks on monotonically, `speed` times as fast as real time. */
export function rehearsalClock(start: number, file: string, speed = 1): RehearsalClock {
  const resumed = keptMoment(file)
  const from = resumed === null ? start : Math.max(start, resumed + KEEP_EVERY_MS * speed)
  const startedAt = performance.now()
  const now = () => Math.floor(from + (performance.now() - startedAt) * speed)
  const keep = () => writeWhole(file, String(now()))
  /** A full disk must not end the process; the next turn keeps a later moment. */
  const tryToKeep = () => {
    try {
      keep()
    } catch {
      // Said by everything else that writes.
    }
  }
  keep()
  const timer = setInterval(tryToKeep, KEEP_EVERY_MS)
  timer.unref()
  return {
    now,
    rehearsal: true,
    keep,
    stop: () => {
      clearInterval(timer)
      tryToKeep()
    },
  }
}

/** Either what was there or what is new, also on a disk that fills up meanwhile. */
function writeWhole(file: string, text: string): void {
  const beside = `${file}.new`
  writeFileSync(beside, text)
  renameSync(beside, file)
}

function keptMoment(file: string): number | null {
  try {
    const moment = Number(readFileSync(file, 'utf8'))
    return Number.isSafeInteger(moment) && moment > 0 ? moment : null
  } catch {
    return null
  }
}
