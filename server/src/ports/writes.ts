/** One batch of writes that has reached the disk, and how long that took, ms. */
export type Commit = { writes: number; ms: number }

/** The writes that stand in line for the next commit. */
export type Writes = {
  look: () => { waiting: number; oldestMs: number }
  /** Hear of every commit from now on; one listener at a time. */
  follow: (tell: (commit: Commit) => void) => void
}
