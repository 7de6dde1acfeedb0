import { Refused } from '../../lib/api.ts'
import { later } from './attempt-line.ts'
import { backOff } from './outbox.ts'

export type FollowPorts = {
  /** One save of nothing; its reply is taken in. */
  pulse: () => Promise<void>
  /** The whole attempt: what a refused pulse leads to. */
  sync: () => Promise<void>
  ended: () => boolean
  clockKnown: () => boolean
  paused: () => boolean
  /** Whether another phone has answered in this attempt. */
  company: () => boolean
}

/** How often a phone that stands still asks whether the contest goes on, and how often one in company looks what the other did. */
const PAUSED_MS = 10_000
const COMPANY_MS = 30_000

/**
 * Asks the server again while there is something to learn that no save will tell: the clock after a sleep, the end of a pause, the answers of
 * another phone. Phones never ask together, and a hidden one asks nothing.
 */
export function followServer(ports: FollowPorts) {
  let failures = 0
  let callOff: (() => void) | null = null
  let asking: Promise<void> | null = null

  async function once(): Promise<void> {
    try {
      await ports.pulse()
      failures = 0
    } catch (error) {
      if (error instanceof Refused) return ports.sync()
      failures += 1
      throw error
    }
  }
  const nextMs = (): number | null => {
    if (!ports.clockKnown()) return backOff(Math.max(1, failures), Math.random())
    if (ports.paused()) return PAUSED_MS * (0.5 + Math.random())
    return ports.company() ? COMPANY_MS * (0.75 + Math.random() / 2) : null
  }
  /** Asks again in a while, if there is anything to ask for. */
  function plan(): void {
    callOff?.()
    const ms = ports.ended() ? null : nextMs()
    callOff = ms === null ? null : later(ms, () => void (document.visibilityState === 'visible' ? ask().catch(() => undefined) : plan()))
  }
  /** Asks now; callers at the same moment share one request. Throws when no reply came. */
  function ask(): Promise<void> {
    asking ??= once().finally(() => {
      asking = null
      plan()
    })
    return asking
  }
  return {
    ask,
    plan,
    stop: (): void => callOff?.(),
  }
}
