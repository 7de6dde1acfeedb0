import { and, asc, count, eq, gt, inArray, isNull, lte, ne } from 'drizzle-orm'
import { sessionGate } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { Account, Accounts, Contestant, KnownAccount, Profile } from '../../ports/accounts.ts'
import { appendAudit } from './audit.ts'
import { contestantWriter } from './contestant-writer.ts'
import type { Sqlite } from './open.ts'
import { accounts, accountSessions, contestants, erasures, isGated, isStaff, revokedSessions, secondFactors, unions } from './schema.ts'
import { carryOut, readTree } from './union-tree.ts'

export function sqliteAccounts(sqlite: Sqlite): Accounts {
  const { db, queue } = sqlite
  const insertAccount = (account: typeof accounts.$inferInsert): boolean =>
    db.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id }).all().length === 1
  const unionExists = (id: string): boolean => db.select({ id: unions.id }).from(unions).where(eq(unions.id, id)).get() !== undefined
  /** The union that takes people in for one: itself, or the one it was merged into. */
  const takingIn = (id: string): string | null => {
    const found = db.select({ state: unions.state, mergedInto: unions.mergedInto }).from(unions).where(eq(unions.id, id)).get()
    if (found !== undefined && found.mergedInto !== null) return takingIn(found.mergedInto)
    return found === undefined || found.state === 'closed' ? null : id
  }
  const writeContestant = contestantWriter(sqlite)
  const insertContestant = (account: Account & { unionId: string }, contestant: Contestant): Decision<Account> => {
    return writeContestant(account, contestant) ? accept(account) : refuse('phone-taken')
  }
  const administrators = () =>
    db
      .select({ total: count() })
      .from(accounts)
      .where(and(isStaff, eq(accounts.role, 'administrator')))
      .get()?.total ?? 0

  const byId = (id: string): KnownAccount | null => db.select().from(accounts).where(eq(accounts.id, id)).get() ?? null
  const otherAdministrators = (id: string): number =>
    db
      .select({ total: count() })
      .from(accounts)
      .where(and(isStaff, eq(accounts.role, 'administrator'), isNull(accounts.disabledAt), ne(accounts.id, id)))
      .get()?.total ?? 0

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
        return unionId === null ? refuse('unknown-union') : insertContestant({ ...account, unionId }, { ...contestant, unionId })
      }),
    registerWith: (propose, account, contestant, audit) =>
      queue.write(() => {
        // A refusal must leave no union behind.
        if (db.select({ id: accounts.id }).from(accounts).where(eq(accounts.login, account.login)).get() !== undefined) return refuse('phone-taken')
        const tree = readTree(sqlite)
        const proposal = propose(tree)
        if (!proposal.ok) return proposal
        const { unionId, plan } = proposal.value
        if (plan !== null) carryOut(sqlite, tree, plan, audit)
        return insertContestant({ ...account, unionId }, { ...contestant, unionId })
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
    changeStaff: (id, decide) =>
      queue.write(() => {
        const before = byId(id)
        const decision = decide(before, otherAdministrators(id))
        if (!decision.ok || before === null) return decision.ok ? refuse('not-found') : decision
        const { account, audit } = decision.value
        if (account.unionId !== null && !unionExists(account.unionId)) return refuse('unknown-union')
        db.update(accounts).set(account).where(eq(accounts.id, id)).run()
        appendAudit(sqlite, audit)
        return accept({ ...before, ...account })
      }),
    setPassword: (id, decide) =>
      queue.write(() => {
        const before = byId(id)
        const decision = decide(before)
        if (!decision.ok || before === null) return decision.ok ? refuse('not-found') : decision
        const { audit, ...changes } = decision.value
        db.update(accounts).set(changes).where(eq(accounts.id, id)).run()
        appendAudit(sqlite, audit)
        return accept({ ...before, ...changes })
      }),
    sessionGates: async () =>
      new Map(
        db
          .select({ id: accounts.id, sessionsFrom: accounts.sessionsFrom, disabledAt: accounts.disabledAt })
          .from(accounts)
          .where(isGated)
          .all()
          .map((account): [string, number] => [account.id, sessionGate(account)])
          // Of somebody who was deleted no account is left to say so.
          .concat(
            db
              .select({ id: erasures.contestantId })
              .from(erasures)
              .all()
              .map(({ id }) => [id, Number.POSITIVE_INFINITY]),
          ),
      ),
    hasAdministrator: async () => administrators() > 0,
    staff: async () =>
      db
        .select()
        .from(accounts)
        .leftJoin(unions, eq(unions.id, accounts.unionId))
        .leftJoin(secondFactors, eq(secondFactors.accountId, accounts.id))
        .where(isStaff)
        .orderBy(asc(accounts.login))
        .all()
        .map((row) => ({ ...row.accounts, unionName: row.unions?.name ?? null, secondFactorSince: row.second_factors?.onSince ?? null })),
    contestantCount: async () => db.select({ total: count() }).from(contestants).get()?.total ?? 0,
    revokeSession: (sessionId, expiresAt, now) =>
      queue.write(() => {
        db.delete(revokedSessions).where(lte(revokedSessions.expiresAt, now)).run()
        db.insert(revokedSessions).values({ id: sessionId, expiresAt }).onConflictDoNothing().run()
        db.delete(accountSessions).where(eq(accountSessions.id, sessionId)).run()
      }),
    revokedSessions: async (now) =>
      new Map(
        db
          .select()
          .from(revokedSessions)
          .where(gt(revokedSessions.expiresAt, now))
          .all()
          .map(({ id, expiresAt }) => [id, expiresAt]),
      ),
  }
}
