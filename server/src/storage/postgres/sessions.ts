import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { SeenSessions } from '../../ports/sessions.ts'
import { asksTogether } from './asks-together.ts'
import { first, rowsOf, type Db, type Postgres } from './open.ts'
import { accounts, accountSessions, revokedSessions } from './schema.ts'

export function postgresSessions({ db, answer, write }: Postgres): SeenSessions {
  return {
    note: (seen) =>
      answer(async (tx) => {
        // In one order, so that two servers never wait for each other; and of one session the newest alone.
        const rows = [...new Map(seen.map((session) => [session.id, session])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
        if (rows.length > 0)
          await tx
            .insert(accountSessions)
            .values(rows)
            .onConflictDoUpdate({
              target: accountSessions.id,
              set: {
                seenAt: sql`greatest(${accountSessions.seenAt}, excluded.seen_at)`,
                browser: sql`excluded.browser`,
                system: sql`excluded.system`,
              },
            })
        const now = Math.max(0, ...seen.map(({ seenAt }) => seenAt))
        await tx.delete(accountSessions).where(lte(accountSessions.expiresAt, now))
      }),
    ofAccount: async (accountId, now) => {
      const rows = await db
        .select({ session: accountSessions })
        .from(accountSessions)
        .innerJoin(accounts, eq(accounts.id, accountSessions.accountId))
        .where(
          and(
            eq(accountSessions.accountId, accountId),
            gt(accountSessions.expiresAt, now),
            sql`${accountSessions.beganAt} >= ${accounts.sessionsFrom}`,
            // A server may have noted it once more before it heard that another one had ended it.
            sql`not exists (select 1 from ${revokedSessions} where ${revokedSessions.id} = ${accountSessions.id})`,
          ),
        )
        .orderBy(desc(accountSessions.seenAt), desc(accountSessions.id))
      return rows.map(({ session }) => session)
    },
    isOver: endedLine(db),
    end: (accountId, sessionId, now) =>
      write(async (tx) => {
        const ended = await first(
          tx
            .delete(accountSessions)
            .where(and(eq(accountSessions.id, sessionId), eq(accountSessions.accountId, accountId)))
            .returning(),
        )
        if (ended === undefined) return refuse('not-found')
        await tx.delete(revokedSessions).where(lte(revokedSessions.expiresAt, now))
        await tx.insert(revokedSessions).values({ id: sessionId, expiresAt: ended.expiresAt }).onConflictDoNothing()
        return accept(ended)
      }),
    endAll: (accountId, sessionsFrom) =>
      write(async (tx) => {
        const account = await first(tx.update(accounts).set({ sessionsFrom }).where(eq(accounts.id, accountId)).returning())
        if (account === undefined) return refuse('not-found')
        await tx.delete(accountSessions).where(eq(accountSessions.accountId, accountId))
        return accept(account)
      }),
  }
}

type Asked = { id: string; accountId: string; beganAt: number }

/** Every request asks, so those that come together are asked about together. */
function endedLine(db: Db): SeenSessions['isOver'] {
  return asksTogether(async (asked: readonly Asked[]) => {
    const column = <Value>(of: (one: Asked) => Value) => sql.param(asked.map(of))
    const over = await rowsOf<{ place: number }>(
      db,
      sql`
      select asked.place from unnest(
        ${column(({ id }) => id)}::text[], ${column(({ accountId }) => accountId)}::text[], ${column(({ beganAt }) => beganAt)}::bigint[]
      ) with ordinality as asked (id, account_id, began_at, place)
      where exists (select 1 from revoked_sessions revoked where revoked.id = asked.id)
        or exists (
          select 1 from accounts account where account.id = asked.account_id
          and (account.sessions_from > asked.began_at or account.disabled_at is not null)
        )
        or exists (select 1 from erasures erased where erased.contestant_id = asked.account_id)`,
    )
    const places = new Set(over.map(({ place }) => place))
    return asked.map((_, index) => places.has(index + 1))
  })
}
