import { asc, count, eq, gt, inArray, lte, ne } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import { fold, personSortKey } from '../../domain/names.ts'
import type { Accounts, Profile } from '../../ports/accounts.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, revokedSessions, unions } from './schema.ts'

export function sqliteAccounts(sqlite: Sqlite): Accounts {
  const { db, queue } = sqlite
  const insertAccount = (account: typeof accounts.$inferInsert): boolean =>
    db.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id }).all().length === 1
  const unionExists = (id: string): boolean => db.select({ id: unions.id }).from(unions).where(eq(unions.id, id)).get() !== undefined
  /** The union that takes people in for one: itself, or the one it was merged into. */
  const takingIn = (id: string): string | null => {
    const found = db.select({ state: unions.state, mergedInto: unions.mergedInto }).from(unions).where(eq(unions.id, id)).get()
    return found?.mergedInto ?? (found === undefined || found.state === 'closed' ? null : id)
  }
  const administrators = () => db.select({ total: count() }).from(accounts).where(eq(accounts.role, 'administrator')).get()?.total ?? 0

  return {
    logins: async (ids) =>
      new Map(
        db
          .select({ id: accounts.id, login: accounts.login })
          .from(accounts)
          .where(inArray(accounts.id, [...new Set(ids)]))
          .all()
          .map(({ id, login }) => [id, login]),
      ),
    findByLogin: async (login) => db.select().from(accounts).where(eq(accounts.login, login)).get() ?? null,
    profile: async (id): Promise<Profile | null> => {
      const row = db
        .select()
        .from(accounts)
        .leftJoin(contestants, eq(contestants.id, accounts.id))
        .leftJoin(unions, eq(unions.id, accounts.unionId))
        .where(eq(accounts.id, id))
        .get()
      return row === undefined ? null : { ...row.accounts, union: row.unions, contestant: row.contestants }
    },
    register: (account, contestant) =>
      queue.write(() => {
        const unionId = takingIn(contestant.unionId)
        if (unionId === null) return refuse('unknown-union')
        if (!insertAccount({ ...account, unionId })) return refuse('phone-taken')
        db.insert(contestants)
          .values({
            id: account.id,
            ...contestant,
            unionId,
            sortKey: fold(personSortKey(account.fullName)),
            searchText: `${fold(account.fullName)} ${contestant.phone}`,
          })
          .run()
        return accept({ ...account, unionId })
      }),
    createStaff: (account, audit) =>
      queue.write(() => {
        if (account.unionId !== null && !unionExists(account.unionId)) return refuse('unknown-union')
        if (!insertAccount(account)) return refuse('login-taken')
        appendAudit(sqlite, audit)
        return accept(account)
      }),
    createFirstAdministrator: (account, audit) =>
      queue.write(() => {
        if (administrators() > 0) return refuse('setup-closed')
        if (!insertAccount(account)) return refuse('login-taken')
        appendAudit(sqlite, audit)
        return accept(account)
      }),
    hasAdministrator: async () => administrators() > 0,
    staff: async () =>
      db
        .select()
        .from(accounts)
        .leftJoin(unions, eq(unions.id, accounts.unionId))
        .where(ne(accounts.role, 'contestant'))
        .orderBy(asc(accounts.login))
        .all()
        .map((row) => ({ ...row.accounts, unionName: row.unions?.name ?? null })),
    contestantCount: async () => db.select({ total: count() }).from(contestants).get()?.total ?? 0,
    revokeSession: (sessionId, expiresAt, now) =>
      queue.write(() => {
        db.delete(revokedSessions).where(lte(revokedSessions.expiresAt, now)).run()
        db.insert(revokedSessions).values({ id: sessionId, expiresAt }).onConflictDoNothing().run()
      }),
    revokedSessions: async (now) =>
      db
        .select({ id: revokedSessions.id })
        .from(revokedSessions)
        .where(gt(revokedSessions.expiresAt, now))
        .all()
        .map(({ id }) => id),
  }
}
