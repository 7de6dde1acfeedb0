import { createTyping } from './typing.ts'
import type { Tap } from './tap.ts'

/** What a failed request means: try again, the attempt is over, log in first, or these taps can never be saved. */
export type Verdict = 'retry' | 'finished' | 'logIn' | 'drop'
export type OutboxState = 'idle' | 'sending' | 'waiting' | 'stopped'

export type OutboxPorts = {
  /** Resolves once these taps are acknowledged. */
  send: (taps: Tap[]) => Promise<void>
  judge: (error: unknown) => Verdict
  /** Runs `work` after `ms`; gives back what calls it off. */
  later: (ms: number, work: () => void) => () => void
  random: () => number
  changed: (unsaved: Tap[], state: OutboxState) => void
  acknowledged: (taps: Tap[]) => void
  /** `lost`: the taps that will not be saved any more. */
  stopped: (verdict: Exclude<Verdict, 'retry'>, error: unknown, lost: Tap[]) => void
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000

/** How long to wait after the nth failure in a row: doubling, at most 20 s, spread so that phones do not return together. */
export function backOff(failures: number, random: number): number {
  return Math.round(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + random / 2))
}

/** Sends taps one request at a time, keeps the newest tap of each question, and never lets one go before it is acknowledged. */
export function createOutbox(ports: OutboxPorts) {
  let unsaved: Tap[] = []
  let state: OutboxState = 'idle'
  let failures = 0
  let callOff: (() => void) | null = null
  let left = false
  /** One tap of a request can never be saved: they go one by one until it is found. */
  let oneByOne = false
  let waiters: (() => void)[] = []
  const typing = createTyping(ports.later, () => void flush())

  const settle = (next: OutboxState): void => {
    state = next
    ports.changed(unsaved, state)
    if (unsaved.length > 0 && state !== 'stopped') return
    oneByOne = false
    for (const wake of waiters) wake()
    waiters = []
  }

  async function flush(): Promise<void> {
    const due = unsaved.filter((tap) => tap.position !== typing.position())
    if (state === 'sending' || state === 'stopped' || due.length === 0) return
    const sent = oneByOne ? due.slice(0, 1) : due
    callOff?.()
    callOff = null
    settle('sending')
    try {
      await ports.send(sent)
      failures = 0
      unsaved = unsaved.filter((tap) => !sent.includes(tap))
      ports.acknowledged(sent)
    } catch (error) {
      if (!recover(error, sent)) return
    }
    settle(left ? 'stopped' : 'idle')
    await flush()
  }

  /** True when what is left can be sent at once. */
  function recover(error: unknown, sent: Tap[]): boolean {
    const verdict = ports.judge(error)
    if (verdict === 'retry') {
      if (left) return false
      failures += 1
      callOff = ports.later(backOff(failures, ports.random()), () => void flush())
      settle('waiting')
      return false
    }
    if (verdict === 'drop' && sent.length > 1) {
      oneByOne = true
      return true
    }
    const lost = verdict === 'logIn' ? [] : verdict === 'finished' ? unsaved : sent
    unsaved = unsaved.filter((tap) => !lost.includes(tap))
    if (verdict !== 'drop') settle('stopped')
    ports.stopped(verdict, error, lost)
    return verdict === 'drop'
  }

  const take = (tap: Tap): void => {
    unsaved = [...unsaved.filter((other) => other.position !== tap.position), tap]
    ports.changed(unsaved, state)
  }

  return {
    tap(tap: Tap): void {
      if (state === 'stopped') return
      take(tap)
      void flush()
    },
    /** A text after one more key: kept at once, sent when the keys have rested or when it is settled. */
    type(tap: Tap): void {
      if (state === 'stopped') return
      typing.begin(tap.position)
      take(tap)
    },
    /** The text is left, the page is hidden or the time is up: do not wait for the keys to rest. */
    settleTyping: typing.settle,
    /** What an earlier page or another tab has left behind; a tap of this page on the same question is newer. */
    add(left: readonly Tap[]): void {
      const fresh = left.filter((tap) => unsaved.every(({ position }) => position !== tap.position))
      if (state === 'stopped' || fresh.length === 0) return
      unsaved = [...unsaved, ...fresh]
      ports.changed(unsaved, state)
    },
    /** The line may be back: do not wait for the timer. */
    retryNow: (): void => void flush(),
    /** Resolves once nothing is unsaved, or once nothing more can be saved. */
    whenEmpty: (): Promise<void> => (unsaved.length === 0 || state === 'stopped' ? Promise.resolve() : new Promise((wake) => waiters.push(wake))),
    /** The screen is left: the last letters go out, but no more timers; what is unsaved waits in the phone's storage. */
    close(): void {
      typing.settle()
      callOff?.()
      left = true
      state = 'stopped'
    },
  }
}
