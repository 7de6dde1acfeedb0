import { steadyClock } from './clock.ts'
import type { Clock } from './ports/clock.ts'
import type { SharedTime } from './ports/shared-time.ts'

const PROBES = 5
const AGAIN_MS = 30_000

/**
 * The store's clock, told from here: how far the machine's own is from it is measured at the start and now and then, from the quickest of a few answers,
 * which is right to half of the time that it took. A rehearsal from `start` goes on with it, `speed` times as fast.
 */
export async function sharedClock(
  time: SharedTime,
  { start, speed }: { start: number | null; speed: number },
): Promise<Clock & { aheadMs: () => number; stop: () => void }> {
  let offset = await offsetOf(time)
  const steady = steadyClock(() => Date.now() + offset)
  const began = start === null ? 0 : await time.rehearsalBegan()
  const timer = setInterval(() => {
    offsetOf(time).then(
      (measured) => {
        offset = measured
      },
      // While the store is away nothing can be written either.
      () => undefined,
    )
  }, AGAIN_MS).unref()
  return {
    now: start === null ? steady.now : () => Math.floor(start + (steady.now() - began) * speed),
    rehearsal: start !== null,
    aheadMs: steady.aheadMs,
    stop: () => clearInterval(timer),
  }
}

async function offsetOf(time: SharedTime): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 }
  for (let probe = 0; probe < PROBES; probe += 1) {
    const [asked, before] = [performance.now(), Date.now()]
    const told = await time.now()
    const took = performance.now() - asked
    if (took < best.took) best = { took, offset: told - (before + took / 2) }
  }
  return best.offset
}
