export const LOOK_EVERY_MS = 5_000
/** People are warned so long before. */
const WARNED_MS = 60_000

type Moments = { now: number; /** When a person last did something on any page of this browser. */ usedAt: number; toldAt: number; idleMs: number }

/** What becomes of a session that somebody may have walked away from; `tell`: the server has still to hear that it is used. */
export function idleState({ now, usedAt, toldAt, idleMs }: Moments): { next: 'used' | 'ending' | 'over'; tell: boolean } {
  const left = idleMs - (now - usedAt)
  if (left <= 0) return { next: 'over', tell: false }
  return { next: left <= WARNED_MS ? 'ending' : 'used', tell: usedAt > toldAt && now - toldAt >= idleMs / 4 }
}
