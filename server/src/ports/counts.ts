export type Counted = { current: number; ttl: number }

/** How often something happened in the window that its first count began, over all servers that share a store. Moments and spans are of real time, ms. */
export type Counts = {
  /** Counts once more, or `by` as many; `ttl`: in how many milliseconds the window is over. */
  add: (key: string, window: { now: number; windowMs: number; by?: number }) => Promise<Counted>
  look: (key: string, window: { now: number; windowMs: number }) => Promise<Counted>
}
