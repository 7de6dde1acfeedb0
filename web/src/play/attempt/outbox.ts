/** A tap that the server has not acknowledged yet; `tappedAt` is the server's clock as the phone carried it on. */
export type PendingTap = { position: number; choice: string[]; tappedAt: number }
export type PendingPrediction = { value: number | null }
export type Unsaved = { taps: PendingTap[]; prediction: PendingPrediction | null }

export type SaveBody = {
  responses: { position: number; choice: string[]; ageMs: number }[]
  sentAt: number
  prediction?: number | null
}

/** What a failed request means: try again, the attempt is over, log in first, or these taps can never be saved. */
export type Verdict = 'retry' | 'finished' | 'logIn' | 'drop'

export type OutboxPorts = {
  unsaved: Unsaved
  now: () => number
  send: (body: SaveBody) => Promise<void>
  judge: (error: unknown) => Verdict
  /** Runs `work` after `ms`; gives back what calls it off. */
  later: (ms: number, work: () => void) => () => void
  random: () => number
  changed: (unsaved: Unsaved, state: OutboxState) => void
  acknowledged: (taps: PendingTap[]) => void
  stopped: (verdict: Exclude<Verdict, 'retry'>, error: unknown) => void
}

export type OutboxState = 'idle' | 'sending' | 'waiting' | 'stopped'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000
const DAY_MS = 86_400_000
/** A text is sent this long after its last key. */
const REST_MS = 600

/** How long to wait after the nth failure in a row: doubling, at most 20 s, spread so that phones do not return together. */
export function backOff(failures: number, random: number): number {
  return Math.round(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + random / 2))
}

/** The body for these taps at this moment: each tap's age is what the server's clock has run since. */
export function saveBody(unsaved: Unsaved, sentAt: number): SaveBody {
  const responses = unsaved.taps.map(({ position, choice, tappedAt }) => ({
    position,
    choice,
    ageMs: Math.min(DAY_MS, Math.max(0, sentAt - tappedAt)),
  }))
  return { responses, sentAt, ...(unsaved.prediction === null ? {} : { prediction: unsaved.prediction.value }) }
}

/** What stays unsaved after `sent` was acknowledged: whatever was tapped since, even on the same question. */
export function without(unsaved: Unsaved, sent: Unsaved): Unsaved {
  return {
    taps: unsaved.taps.filter((tap) => !sent.taps.includes(tap)),
    prediction: unsaved.prediction === sent.prediction ? null : unsaved.prediction,
  }
}

const isEmpty = (unsaved: Unsaved): boolean => unsaved.taps.length === 0 && unsaved.prediction === null

/** Sends taps one request at a time, keeps the newest tap of each question, and never lets one go before it is acknowledged. */
export function createOutbox(ports: OutboxPorts) {
  let unsaved = ports.unsaved
  let state: OutboxState = 'idle'
  let failures = 0
  let callOff: (() => void) | null = null
  /** The question whose text is still being typed: kept like every tap, but not sent yet. */
  let typing: { position: number; callOff: () => void } | null = null
  let left = false
  let waiters: (() => void)[] = []

  const settle = (next: OutboxState): void => {
    state = next
    ports.changed(unsaved, state)
    if (!isEmpty(unsaved) && state !== 'stopped') return
    for (const wake of waiters) wake()
    waiters = []
  }

  async function flush(): Promise<void> {
    const sent = { ...unsaved, taps: unsaved.taps.filter((tap) => tap.position !== typing?.position) }
    if (state === 'sending' || state === 'stopped' || isEmpty(sent)) return
    callOff?.()
    callOff = null
    settle('sending')
    try {
      await ports.send(saveBody(sent, ports.now()))
      failures = 0
      unsaved = without(unsaved, sent)
      ports.acknowledged(sent.taps)
    } catch (error) {
      if (!recover(error, sent)) return
    }
    settle(left ? 'stopped' : 'idle')
    await flush()
  }

  /** True when what is left can be sent at once. */
  function recover(error: unknown, sent: Unsaved): boolean {
    const verdict = ports.judge(error)
    if (verdict === 'retry') {
      if (left) return false
      failures += 1
      callOff = ports.later(backOff(failures, ports.random()), () => void flush())
      settle('waiting')
      return false
    }
    if (verdict !== 'logIn') unsaved = verdict === 'finished' ? { taps: [], prediction: null } : without(unsaved, sent)
    if (verdict !== 'drop') settle('stopped')
    ports.stopped(verdict, error)
    return verdict === 'drop'
  }

  const take = (tap: PendingTap): void => {
    unsaved = { ...unsaved, taps: [...unsaved.taps.filter((other) => other.position !== tap.position), tap] }
    ports.changed(unsaved, state)
  }
  const settleTyping = (): void => {
    if (typing === null) return
    typing.callOff()
    typing = null
    void flush()
  }

  return {
    tap(tap: PendingTap): void {
      if (state === 'stopped') return
      take(tap)
      void flush()
    },
    /** A text after one more key: kept at once, sent when the keys have rested or when it is settled. */
    type(tap: PendingTap): void {
      if (state === 'stopped') return
      if (typing !== null && typing.position !== tap.position) settleTyping()
      typing?.callOff()
      typing = { position: tap.position, callOff: ports.later(REST_MS, settleTyping) }
      take(tap)
    },
    /** The text is left, the page is hidden or the time is up: do not wait for the keys to rest. */
    settleTyping,
    predict(value: number | null): void {
      if (state === 'stopped') return
      unsaved = { ...unsaved, prediction: { value } }
      ports.changed(unsaved, state)
      void flush()
    },
    /** The line may be back: do not wait for the timer. */
    retryNow: (): void => void flush(),
    /** Resolves once nothing is unsaved, or once nothing more can be saved. */
    whenEmpty: (): Promise<void> => (isEmpty(unsaved) || state === 'stopped' ? Promise.resolve() : new Promise((wake) => waiters.push(wake))),
    /** The screen is left: the last letters go out, but no more timers; what is unsaved waits in the phone's storage. */
    close(): void {
      settleTyping()
      callOff?.()
      left = true
      state = 'stopped'
    },
  }
}
