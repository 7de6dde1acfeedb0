/** The only source of time. `now` is epoch milliseconds; `rehearsal` tells that it is not the real time. */
export type Clock = { now: () => number; rehearsal: boolean }
