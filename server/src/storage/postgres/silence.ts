import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

/** Where connections to the database go through, and what is known of them. */
export type Line = {
  /** All that are open. */
  sockets: ReadonlySet<Socket>
  /** Whether anybody waits for an answer. */
  inUse: () => boolean
  /** Asks over a new connection; rejects when nobody answers. */
  probe: () => Promise<Heard>
}
/** `let-in`: somebody took the connection and left the question open, as PgBouncer does while all of its own are busy. */
export type Heard = 'answer' | 'let-in'

const LOOK_EVERY_MS = 1_000
/** A line over which nothing came for so long is asked after. */
const QUIET_MS = 2_000
/** Who lets others in is busy, and only after so long taken for one that is cut off itself. */
const BUSY_MS = 20_000

/**
 * Find out that the database was cut off without a word, which the system tells after a quarter of an hour: when nothing comes over any connection though
 * somebody waits, and nobody answers over a new one either, all are closed, and whoever waits hears of it at once. A long statement is no silence: then the
 * new connection is answered, or at least let in. Returns what ends the watch.
 */
export function watchForSilence({ sockets, inUse, probe }: Line): () => void {
  const bytes = (): number => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)
  let heard = { bytes: 0, at: performance.now() }
  let asking = false
  const quietMs = (): number => {
    const now = bytes()
    if (now !== heard.bytes || !inUse()) heard = { bytes: now, at: performance.now() }
    return performance.now() - heard.at
  }
  const look = async (): Promise<void> => {
    if (asking || quietMs() < QUIET_MS) return
    asking = true
    const answer = await probe().catch(() => 'nothing' as const)
    // What came while this process itself stood still is read first.
    await turn()
    await turn()
    const patience = { nothing: QUIET_MS, 'let-in': BUSY_MS, answer: Infinity }[answer]
    if (quietMs() >= patience) for (const socket of sockets) socket.destroy()
    asking = false
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref()
  return () => clearInterval(timer)
}
