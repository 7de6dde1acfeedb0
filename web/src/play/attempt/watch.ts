/**
 * When a tap happened: a moment of the server's clock or, where that was not known, what the phone's own timers said then.
 * `page` and `naps` tell whether `mono` can still be compared; `wall` is the phone's clock, which may have been set since;
 * `after` is the last moment of the server's clock that was certainly before.
 */
export type Stamp = { at: number } | { page: string; naps: number; mono: number; wall: number; after: number }

export type WatchPorts = {
  /** Differs for each life of the page: its timers begin anew. */
  page: string
  mono: () => number
  wall: () => number
  /** The server's clock as the phone carries it on; null while it is not known or may have stood still in a sleep. */
  serverNow: () => number | null
}
export type Watch = ReturnType<typeof createWatch>

/** Stamps taps, and tells their moments on the server's clock once it is known, without ever trusting the phone's clock. */
export function createWatch({ page, mono, wall, serverNow }: WatchPorts) {
  let naps = 0
  let after = 0

  /** A moment of the server's clock that lies before everything that is stamped from now on. */
  const passed = (moment: number): void => {
    after = Math.max(after, moment)
  }

  return {
    passed,
    get after(): number {
      return after
    },
    /** The page was hidden: the phone may have slept, and its timers with it. */
    nap(): void {
      naps += 1
    },
    stamp(): Stamp {
      const at = serverNow()
      if (at === null) return { page, naps, mono: mono(), wall: wall(), after }
      passed(at)
      return { at }
    },
    /**
     * The moment on the server's clock, which says `now`. The page's timer tells a tap's age exactly while neither page nor phone slept;
     * otherwise the phone's clock may make it older, but never older than what is known to lie before it, nor younger than the timer says.
     */
    momentOf(stamp: Stamp, now: number): number {
      if ('at' in stamp) return stamp.at
      const ran = stamp.page === page ? mono() - stamp.mono : 0
      const awake = stamp.page === page && stamp.naps === naps
      const age = awake ? ran : Math.max(ran, wall() - stamp.wall)
      return Math.round(Math.min(now, Math.max(stamp.after + 1, now - age)))
    },
  }
}
