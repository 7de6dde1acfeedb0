import { and, eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { Contestants } from '../../ports/contestants.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, resetCodes } from './schema.ts'

export function sqliteResetCodes(sqlite: Sqlite): Pick<Contestants, 'issueCode' | 'tryCode' | 'spendCode'> {
  const { db, queue } = sqlite
  return {
    issueCode: (code, audit) =>
      queue.write(() => {
        const person = db.select({ withdrawnAt: contestants.withdrawnAt }).from(contestants).where(eq(contestants.id, code.accountId)).get()
        if (person === undefined) return refuse('not-found')
        if (person.withdrawnAt !== null) return refuse('contestant-withdrawn')
        const { accountId: _, ...fields } = code
        db.insert(resetCodes)
          .values({ ...code, tries: 0 })
          .onConflictDoUpdate({ target: resetCodes.accountId, set: { ...fields, tries: 0 } })
          .run()
        appendAudit(sqlite, audit)
        return accept(code)
      }),
    tryCode: (login, decide) =>
      queue.write(() => {
        const found = db
          .select({ code: resetCodes })
          .from(resetCodes)
          .innerJoin(accounts, eq(accounts.id, resetCodes.accountId))
          .where(eq(accounts.login, login))
          .get()?.code
        const decision = decide(found ?? null)
        if (!decision.ok || found === undefined) return decision.ok ? refuse('wrong-code') : decision
        db.update(resetCodes).set(decision.value).where(eq(resetCodes.accountId, found.accountId)).run()
        return accept({ accountId: found.accountId, codeHash: found.codeHash })
      }),
    spendCode: ({ accountId, codeHash }, { passwordHash, sessionsFrom, audit }) =>
      queue.write(() => {
        const spent = db
          .delete(resetCodes)
          .where(and(eq(resetCodes.accountId, accountId), eq(resetCodes.codeHash, codeHash)))
          .returning({ accountId: resetCodes.accountId })
          .all()
        if (spent.length === 0) return refuse('wrong-code')
        const [account] = db.update(accounts).set({ passwordHash, sessionsFrom }).where(eq(accounts.id, accountId)).returning().all()
        if (account === undefined) return refuse('not-found')
        appendAudit(sqlite, audit)
        return accept(account)
      }),
  }
}
