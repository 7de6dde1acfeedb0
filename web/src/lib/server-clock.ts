/** A reply that seems older than this is no slow network: the server's clock itself was set back. */
const SET_BACK_MS = 30_000

/**
 * Each reply's `now` re-anchors the clock; between replies a monotonic timer (`mono`, ms) carries it on. The phone's own clock is never read.
 * A reply is always a little late, so of two anchors the later one is nearer the truth, and the clock never runs backwards:
 * a newer tap can never look older than the one before it.
 */
export function createServerClock(mono: () => number) {
  let anchorServer: number | null = null
  let anchorLocal = 0
  /** The server's clock as this phone carries it on, epoch ms; null before the first reply. */
  const serverNow = (): number | null => (anchorServer === null ? null : Math.round(anchorServer + mono() - anchorLocal))
  const anchor = (now: number): void => {
    const carried = serverNow()
    if (carried !== null && now <= carried && carried - now < SET_BACK_MS) return
    anchorServer = now
    anchorLocal = mono()
  }
  return { anchor, serverNow }
}

/** The clock of this page. */
export const { anchor, serverNow } = createServerClock(() => performance.now())
