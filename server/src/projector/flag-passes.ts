import type { Flag } from '../domain/flags.ts'
import type { Clock } from '../ports/clock.ts'
import type { FlagPass, Flags } from '../ports/flags.ts'
import type { Ids } from '../ports/ids.ts'
import { following } from './following.ts'

const IDLE_MS = 5_000
/** A round is not looked through again sooner than this: stragglers come one by one. */
const AGAIN_MS = 60_000
const AFTER_FAILURE_MS = 15 * 60_000

export type ComputedFlags = { pass: Omit<FlagPass, 'at'>; flags: Flag[] }
/** Gives up, and rejects, once the signal is aborted. */
export type ComputeFlags = (roundId: string, signal: AbortSignal) => Promise<ComputedFlags>

export type FlagPasses = {
  /** Look a round through now, whatever was known of it. */
  run: (roundId: string) => Promise<FlagPass>
  /** Look through every closed round that is behind. */
  catchUp: () => Promise<void>
  follow: (failed: (error: unknown) => void) => void
  stop: () => Promise<void>
}

type Needs = { flags: Flags; clock: Clock; ids: Ids; compute: ComputeFlags; leads?: () => boolean }

/** Keeps the flags of closed rounds level with the log and the late answers, in the background, one round at a time. */
export function flagPasses({ flags, clock, ids, compute, leads }: Needs): FlagPasses {
  let working: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = working.then(work)
    working = next.catch(() => undefined)
    return next
  }
  const notBefore = new Map<string, number>()
  const stopped = new AbortController()
  const look = async (roundId: string): Promise<FlagPass> => {
    const computed = await compute(roundId, stopped.signal)
    const pass = { ...computed.pass, at: clock.now() }
    await flags.replace(roundId, ids.next(pass.at), pass, computed.flags)
    return pass
  }
  const lookBefore = async (before: number): Promise<void> => {
    const failures: unknown[] = []
    for (const roundId of await flags.due(clock.now(), before)) {
      if (background.stopped() || clock.now() < (notBefore.get(roundId) ?? 0)) continue
      // A round that cannot be read keeps no other waiting, and is not begun again at once: of a million people that is minutes.
      await inTurn(() => look(roundId)).catch((error: unknown) => {
        if (stopped.signal.aborted) return
        notBefore.set(roundId, clock.now() + AFTER_FAILURE_MS)
        failures.push(error)
      })
    }
    if (failures.length > 0) throw failures[0]
  }
  const background = following(() => lookBefore(clock.now() - AGAIN_MS), IDLE_MS, leads)

  return {
    run: (roundId) => inTurn(() => look(roundId)),
    catchUp: () => lookBefore(Infinity),
    follow: background.follow,
    async stop() {
      background.end()
      // Of a million people a pass takes minutes; it changes nothing before its end, and the next start begins it anew.
      stopped.abort()
      await working
    },
  }
}
