const KEY = 'hoithi-desk-used'
/** Other tabs need not know it to the second. */
const COARSE_MS = 2_000

let own = 0
let written = 0

/** When a person last did something at the desk in this browser, whichever tab it was in; epoch ms by the browser's clock. */
export const lastUse = {
  note(now: number): void {
    own = now
    if (now - written < COARSE_MS) return
    written = now
    try {
      localStorage.setItem(KEY, String(now))
    } catch {
      // A browser that keeps nothing still knows this tab.
    }
  },
  at(): number {
    try {
      return Math.max(own, Number(localStorage.getItem(KEY) ?? 0) || 0)
    } catch {
      return own
    }
  },
}
