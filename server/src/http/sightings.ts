import { deviceOf } from '../domain/device.ts'
import type { SeenSession } from '../ports/sessions.ts'
import type { Services } from '../services.ts'

/** A session that goes on is written down again after this time: no request waits for it, and few cost a write at all. */
export const SEEN_AGAIN_MS = 900_000
const AT_ONCE = 200

/** A token of an older release does not say when it began. */
type Sighting = { id: string; accountId: string; beganAt: number | undefined; expiresAt: number }

/** Remembers which sessions were seen, and writes them down many at a time. */
export function sightings({ storage, clock }: Pick<Services, 'storage' | 'clock'>) {
  const pending = new Map<string, SeenSession>()
  /** When a session was last noted. */
  const noted = new Map<string, number>()

  return {
    note({ beganAt, ...session }: Sighting, userAgent: string | undefined): void {
      const now = clock.now()
      if (now - (noted.get(session.id) ?? -Infinity) < SEEN_AGAIN_MS) return
      noted.set(session.id, now)
      pending.set(session.id, { ...session, ...deviceOf(userAgent), beganAt: beganAt ?? now, seenAt: now })
    },
    /** Ended: it is not to be written down any more. */
    drop(sessionId: string): void {
      pending.delete(sessionId)
    },
    forget(accountId: string): void {
      for (const [id, session] of pending) if (session.accountId === accountId) pending.delete(id)
    },
    async write(): Promise<void> {
      const due = [...pending.values()]
      pending.clear()
      for (let from = 0; from < due.length; from += AT_ONCE) await storage.sessions.note(due.slice(from, from + AT_ONCE))
      const old = clock.now() - SEEN_AGAIN_MS
      for (const [id, at] of noted) if (at <= old) noted.delete(id)
    },
  }
}
