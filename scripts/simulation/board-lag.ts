import { setTimeout as pause } from 'node:timers/promises'
import { serverFigures } from '../server-figures.ts'

const LOOK_MS = 250

/** How long, at most, the boards did not count an entry of the log that was there, in real seconds; looked at until `ended`. */
export async function watchLag(url: URL, ended: () => boolean): Promise<number> {
  const heads: { at: number; seq: number }[] = []
  let longestMs = 0
  while (!ended()) {
    const figure = await serverFigures(url)
    const [seq, lag] = [figure('hoithi_log_entries'), figure('hoithi_projector_lag_entries')]
    const now = performance.now()
    heads.push({ at: now, seq })
    // What was seen in the log first and is counted now leaves; the oldest that is left has waited longest.
    while (heads[0] !== undefined && heads[0].seq <= seq - lag) heads.shift()
    longestMs = Math.max(longestMs, now - (heads[0]?.at ?? now))
    await pause(LOOK_MS)
  }
  return longestMs / 1_000
}
