import type { Device } from '../domain/device.ts'
import type { Decision } from '../domain/decision.ts'

export type SeenSession = Device & { id: string; accountId: string; beganAt: number; seenAt: number; expiresAt: number }

/** Sessions as their owners may look at them; which tokens are good is decided by `revokedSessions` and `sessionGates`, and in both by `isOver`. */
export type SeenSessions = {
  /** Keep what was seen; of one session the latest. */
  note: (seen: readonly SeenSession[]) => Promise<void>
  /** Those of an account that have neither expired nor ended, the latest seen first. */
  ofAccount: (accountId: string, now: number) => Promise<SeenSession[]>
  /** Whether a session was ended, or its account lets it in no longer. Servers that share a store ask it; one by itself remembers. */
  isOver: (session: { id: string; accountId: string; beganAt: number }) => Promise<boolean>
  /** End one of an account's own sessions: it is revoked in the same commit. */
  end: (accountId: string, sessionId: string, now: number) => Promise<Decision<SeenSession>>
  /** From `sessionsFrom` on no earlier session of the account counts. */
  endAll: (accountId: string, sessionsFrom: number) => Promise<Decision<{ id: string; sessionsFrom: number; disabledAt: number | null }>>
}
