import type { Unsaved } from './outbox.ts'

/** What this phone keeps of a running attempt across a reload. */
export type Memory = Unsaved & { flagged: number[]; step: number }

const EMPTY: Memory = { taps: [], prediction: null, flagged: [], step: 0 }
const keyOf = (attemptId: string): string => `attempt:${attemptId}`

export function recall(attemptId: string): Memory {
  try {
    const kept = localStorage.getItem(keyOf(attemptId))
    return kept === null ? EMPTY : { ...EMPTY, ...(JSON.parse(kept) as Partial<Memory>) }
  } catch {
    return EMPTY
  }
}

export function keep(attemptId: string, memory: Memory): void {
  try {
    localStorage.setItem(keyOf(attemptId), JSON.stringify(memory))
  } catch {
    // Private mode or a full phone: taps still wait in memory.
  }
}

export function forget(attemptId: string): void {
  try {
    localStorage.removeItem(keyOf(attemptId))
  } catch {
    // Nothing was kept.
  }
}
