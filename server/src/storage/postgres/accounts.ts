import { and, asc, count, eq, gt, inArray, isNull, lte, ne, sql } from 'drizzle-orm'
import { sessionGate } from '../../domain/access.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import type { UnionState } from '../../domain/union-tree.ts'
import type { Account, Accounts, Contestant, KnownAccount, Profile } from '../../ports/accounts.ts'
import { appendAudit } from './audit.ts'
import { contestantRow, contestantWriter } from './contestant-writer.ts'
import { first, rowsOf, type Db, type Postgres } from './open.ts'
import { accounts, accountSessions, contestants, erasures, isGated, isStaff, revokedSessions, secondFactors, unions } from './schema.ts'
import { carryOut, readTree } from './union-tree.ts'

type Place = { id: string; state: UnionState; mergedInto: string | null }

/**
 * The union that takes people in for one: itself, or the one it was merged into. It is neither closed nor merged before the transaction ends:
 * whoever registers is moved with its people.
 */
async function takingIn(tx: Db, id: string): Promise<string | null> {
  const [found] = await rowsOf<Place>(
    tx,
    sql`with recursive onward (id, merged_into) as (
      select id, merged_into from unions where id = ${id}
      union select target.id, target.merged_into from unions as target join onward on target.id = onward.merged_into
    )
    select id, state, merged_into as "mergedInto" from unions
    where id = (select onward.id from onward where onward.merged_into is null) for share`,
  )
  // Merged while it was waited for.
  if (found !== undefined && found.mergedInto !== null) return takingIn(tx, found.mergedInto)
  return found === undefined || found.state === 'closed' ? null : found.id
}

const insertAccount = async (tx: Db, account: Account): Promise<boolean> =>
  (await tx.insert(accounts).values(account).onConflictDoNothing().returning({ id: accounts.id })).length === 1

const unionExists = async (tx: Db, id: string): Promise<boolean> =>
  (await first(tx.select({ id: unions.id }).from(unions).where(eq(unions.id, id)))) !== undefined

const insertContestant = async (tx: Db, account: Account & { unionId: string }, contestant: Contestant): Promise<Decision<Account>> =>
  (await contestantWriter(tx)(account, contestant)) ? accept(account) : refuse('phone-taken')

/** Locked: sessions and passwords change beside the desk. */
const lockedById = async (tx: Db, id: string): Promise<KnownAccount | null> =>
  (await first(tx.select().from(accounts).where(eq(accounts.id, id)).for('update'))) ?? null

const isAdministrator = and(isStaff, eq(accounts.role, 'administrator'))

export function postgresAccounts({ db, answer, write }: Postgres): Accounts {
  return {
    logins: async (ids) => {
      const rows = await db
        .select({ id: accounts.id, login: accounts.login })
        .from(accounts)
        .where(inArray(accounts.id, [...new Set(ids)]))
      return new Map(rows.map(({ id, login }) => [id, login]))
    },
    findByLogin: async (login) => (await first(db.select().from(accounts).where(eq(accounts.login, login)))) ?? null,
    profile: async (id): Promise<Profile | null> => {
      const row = await first(
        db
          .select()
          .from(accounts)
          .leftJoin(contestants, eq(contestants.id, accounts.id))
          .leftJoin(unions, eq(unions.id, accounts.unionId))
          .where(eq(accounts.id, id)),
      )
      return row === undefined ? null : { ...row.accounts, union: row.unions, contestant: row.contestants }
    },
    register: (account, contestant) =>
      answer(async (tx) => {
        const unionId = await takingIn(tx, contestant.unionId)
        return unionId === null ? refuse('unknown-union') : insertContestant(tx, { ...account, unionId }, { ...contestant, unionId })
      }),
    registerWith: (propose, account, contestant, audit) =>
      write(async (tx) => {
        if ((await first(tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.login, account.login)))) !== undefined)
          return refuse('phone-taken')
        const tree = await readTree(tx)
        const proposal = propose(tree)
        if (!proposal.ok) return proposal
        const { unionId, plan } = proposal.value
        if (plan === null) return insertContestant(tx, { ...account, unionId }, { ...contestant, unionId })
        // Others register beside this one: the phone is taken first, so that a refusal leaves no union behind.
        if (!(await insertAccount(tx, { ...account, unionId: null }))) return refuse('phone-taken')
        await carryOut(tx, tree, plan, audit)
        await tx.update(accounts).set({ unionId }).where(eq(accounts.id, account.id))
        await tx.insert(contestants).values(contestantRow(account, { ...contestant, unionId }))
        return accept({ ...account, unionId })
      }),
    createStaff: (account, audit) =>
      write(async (tx) => {
        if (account.unionId !== null && !(await unionExists(tx, account.unionId))) return refuse('unknown-union')
        if (!(await insertAccount(tx, account))) return refuse('login-taken')
        await appendAudit(tx, audit)
        return accept(account)
      }),
    createFirstAdministrator: (account, audit) =>
      write(async (tx) => {
        if ((await tx.$count(accounts, isAdministrator)) > 0) return refuse('setup-closed')
        if (!(await insertAccount(tx, account))) return refuse('login-taken')
        await appendAudit(tx, audit)
        return accept(account)
      }),
    changeStaff: (id, decide) =>
      write(async (tx) => {
        const before = await lockedById(tx, id)
        const others = await tx.$count(accounts, and(isAdministrator, isNull(accounts.disabledAt), ne(accounts.id, id)))
        const decision = decide(before, others)
        if (!decision.ok || before === null) return decision.ok ? refuse('not-found') : decision
        const { account, audit } = decision.value
        if (account.unionId !== null && !(await unionExists(tx, account.unionId))) return refuse('unknown-union')
        await tx.update(accounts).set(account).where(eq(accounts.id, id))
        await appendAudit(tx, audit)
        return accept({ ...before, ...account })
      }),
    setPassword: (id, decide) =>
      answer(async (tx) => {
        const before = await lockedById(tx, id)
        const decision = decide(before)
        if (!decision.ok || before === null) return decision.ok ? refuse('not-found') : decision
        const { audit, ...changes } = decision.value
        await tx.update(accounts).set(changes).where(eq(accounts.id, id))
        await appendAudit(tx, audit)
        return accept({ ...before, ...changes })
      }),
    sessionGates: async () => {
      const gated = await db
        .select({ id: accounts.id, sessionsFrom: accounts.sessionsFrom, disabledAt: accounts.disabledAt })
        .from(accounts)
        .where(isGated)
      // Of somebody who was deleted no account is left to say so.
      const gone = await db.select({ id: erasures.contestantId }).from(erasures)
      return new Map([
        ...gated.map((account): [string, number] => [account.id, sessionGate(account)]),
        ...gone.map(({ id }): [string, number] => [id, Number.POSITIVE_INFINITY]),
      ])
    },
    hasAdministrator: async () => (await db.$count(accounts, isAdministrator)) > 0,
    staff: async () => {
      const rows = await db
        .select()
        .from(accounts)
        .leftJoin(unions, eq(unions.id, accounts.unionId))
        .leftJoin(secondFactors, eq(secondFactors.accountId, accounts.id))
        .where(isStaff)
        .orderBy(asc(accounts.login))
      return rows.map((row) => ({ ...row.accounts, unionName: row.unions?.name ?? null, secondFactorSince: row.second_factors?.onSince ?? null }))
    },
    contestantCount: async () => (await first(db.select({ total: count() }).from(contestants)))?.total ?? 0,
    revokeSession: (sessionId, expiresAt, now) =>
      answer(async (tx) => {
        await tx.insert(revokedSessions).values({ id: sessionId, expiresAt }).onConflictDoNothing()
        await tx.delete(accountSessions).where(eq(accountSessions.id, sessionId))
        await tx.delete(revokedSessions).where(lte(revokedSessions.expiresAt, now))
      }),
    revokedSessions: async (now) => {
      const rows = await db.select().from(revokedSessions).where(gt(revokedSessions.expiresAt, now))
      return new Map(rows.map(({ id, expiresAt }) => [id, expiresAt]))
    },
  }
}
