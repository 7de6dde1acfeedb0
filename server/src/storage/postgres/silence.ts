import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'

/** Where connections to the database go through, and what is known of them. */
export type Line = {
  /** All that are open. */
  sockets: ReadonlySet<Socket>
  /** Whether anybody waits for an answer. */
  inUse: () => boolean
  /** Asks over a new connection; rejects when nobody answers. */
  probe: () => Promise<void>
}

const LOOK_EVERY_MS = 1_000
/** A line over which nothing came for so long is asked after. */
const QUIET_MS = 2_000

/**
 * Find out that the database was cut off without a word, which the system tells after a quarter of an hour: when nothing comes over any connection though
 * somebody waits, and nobody answers over a new one either, all are closed, and whoever waits hears of it at once. A long statement is no silence: then the
 * new connection is answered. Returns what ends the watch.
 */
export function watchForSilence({ sockets, inUse, probe }: Line): () => void {
  const bytes = (): number => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0)
  let heard = { bytes: 0, at: performance.now() }
  let asking = false
  const quiet = (): boolean => {
    const now = bytes()
    if (now !== heard.bytes || !inUse()) heard = { bytes: now, at: performance.now() }
    return performance.now() - heard.at >= QUIET_MS
  }
  const look = async (): Promise<void> => {
    if (asking || !quiet()) return
    asking = true
    const answered = await probe().then(
      () => true,
      () => false,
    )
    // What came while this process itself stood still is read first.
    await turn()
    await turn()
    if (!answered && quiet()) for (const socket of sockets) socket.destroy()
    asking = false
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref()
  return () => clearInterval(timer)
}
