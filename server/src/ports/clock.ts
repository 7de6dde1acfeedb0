/** The only source of time. `now` is epoch milliseconds; `rehearsal` tells that it is not the real time; `aheadMs`: how far it is ahead of a machine's clock that was set back. */
export type Clock = { now: () => number; rehearsal: boolean; aheadMs?: () => number }
