import { and, desc, eq, gt, isNotNull, lte, or, sql } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { SeenSessions } from '../../ports/sessions.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { placeholders } from './placeholders.ts'
import { accounts, accountSessions, erasures, revokedSessions } from './schema.ts'

export function sqliteSessions({ db, queue }: Sqlite): SeenSessions {
  const note = prepared(
    db
      .insert(accountSessions)
      .values(placeholders('id', 'accountId', 'beganAt', 'seenAt', 'expiresAt', 'browser', 'system'))
      .onConflictDoUpdate({
        target: accountSessions.id,
        set: { seenAt: sql`max(seen_at, excluded.seen_at)`, browser: sql`excluded.browser`, system: sql`excluded.system` },
      }),
  )
  return {
    note: (seen) =>
      queue.write(() => {
        for (const session of seen) note.run(session)
        const now = Math.max(0, ...seen.map(({ seenAt }) => seenAt))
        db.delete(accountSessions).where(lte(accountSessions.expiresAt, now)).run()
      }),
    ofAccount: async (accountId, now) =>
      db
        .select({ session: accountSessions })
        .from(accountSessions)
        .innerJoin(accounts, eq(accounts.id, accountSessions.accountId))
        .where(
          and(
            eq(accountSessions.accountId, accountId),
            gt(accountSessions.expiresAt, now),
            sql`${accountSessions.beganAt} >= ${accounts.sessionsFrom}`,
          ),
        )
        .orderBy(desc(accountSessions.seenAt), desc(accountSessions.id))
        .all()
        .map(({ session }) => session),
    isOver: async ({ id, accountId, beganAt }) => {
      const revoked = db.select({ id: revokedSessions.id }).from(revokedSessions).where(eq(revokedSessions.id, id)).get()
      const shut = db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(eq(accounts.id, accountId), or(gt(accounts.sessionsFrom, beganAt), isNotNull(accounts.disabledAt))))
        .get()
      const erased = db.select({ id: erasures.contestantId }).from(erasures).where(eq(erasures.contestantId, accountId)).get()
      return revoked !== undefined || shut !== undefined || erased !== undefined
    },
    end: (accountId, sessionId, now) =>
      queue.write(() => {
        const [ended] = db
          .delete(accountSessions)
          .where(and(eq(accountSessions.id, sessionId), eq(accountSessions.accountId, accountId)))
          .returning()
          .all()
        if (ended === undefined) return refuse('not-found')
        db.delete(revokedSessions).where(lte(revokedSessions.expiresAt, now)).run()
        db.insert(revokedSessions).values({ id: sessionId, expiresAt: ended.expiresAt }).onConflictDoNothing().run()
        return accept(ended)
      }),
    endAll: (accountId, sessionsFrom) =>
      queue.write(() => {
        const [account] = db.update(accounts).set({ sessionsFrom }).where(eq(accounts.id, accountId)).returning().all()
        if (account === undefined) return refuse('not-found')
        db.delete(accountSessions).where(eq(accountSessions.accountId, accountId)).run()
        return accept(account)
      }),
  }
}
