/** A reply that seems older than this is no slow network: the server's clock itself was set back. */
const SET_BACK_MS = 30_000

let anchorServer: number | null = null
let anchorLocal = 0

/**
 * Each reply's `now` re-anchors the clock; between replies a monotonic timer carries it on. The phone's own clock is never read.
 * A reply is always a little late, so of two anchors the later one is nearer the truth, and the clock never runs backwards:
 * a newer tap can never look older than the one before it.
 */
export function anchor(now: number): void {
  const carried = serverNow()
  if (carried !== null && now <= carried && carried - now < SET_BACK_MS) return
  anchorServer = now
  anchorLocal = performance.now()
}

/** The server's clock as this phone carries it on, epoch ms; null before the first reply. */
export function serverNow(): number | null {
  return anchorServer === null ? null : Math.round(anchorServer + performance.now() - anchorLocal)
}
