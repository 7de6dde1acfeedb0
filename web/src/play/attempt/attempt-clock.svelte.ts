import { anchor, serverNow } from '../../lib/server-clock.ts'
import { createWatch } from './watch.ts'

/** exact: as the server said; atMost: the phone may have slept since; unknown: nothing was heard since this page began. */
export type ClockReading = 'exact' | 'atMost' | 'unknown'

/** One page's life; another life's timers cannot be compared with this one's. */
const page = `${Date.now()}-${Math.random()}`

/** The clock of one attempt: each reply levels it, each sleep of the phone puts it in doubt. */
export function attemptClock() {
  let deadlineAt = $state(0)
  let reading = $state<ClockReading>('unknown')
  /** What is left while the contest is paused; null while the time runs. */
  let pausedMs = $state<number | null>(null)
  let since: number | null = null
  const watch = createWatch({
    page,
    mono: () => performance.now(),
    wall: () => Date.now(),
    serverNow: () => (reading === 'exact' ? serverNow() : null),
  })

  return {
    watch,
    get deadlineAt() {
      return deadlineAt
    },
    get reading() {
      return reading
    },
    get pausedMs() {
      return pausedMs
    },
    /** The last reply that was taken in whole. */
    get since() {
      return since
    },
    now: (): number => serverNow() ?? 0,
    take(reply: { now: number; remainingMs: number; paused: boolean }): void {
      anchor(reply.now)
      watch.passed(reply.now)
      since = reply.now
      deadlineAt = reply.now + reply.remainingMs
      reading = 'exact'
      pausedMs = reply.paused ? reply.remainingMs : null
    },
    /** The page was out of sight or the line was away: the timers may have stood still. */
    doubt(): void {
      watch.nap()
      if (reading === 'exact') reading = 'atMost'
    },
  }
}
