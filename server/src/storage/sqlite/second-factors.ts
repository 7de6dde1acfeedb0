import { eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { SecondFactors } from '../../ports/second-factors.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, secondFactors } from './schema.ts'

export function sqliteSecondFactors(sqlite: Sqlite): SecondFactors {
  const { db, queue } = sqlite
  const byId = (accountId: string) => db.select().from(secondFactors).where(eq(secondFactors.accountId, accountId)).get() ?? null

  return {
    find: async (accountId) => byId(accountId),
    change: (accountId, decide) =>
      queue.write(() => {
        const account = db.select().from(accounts).where(eq(accounts.id, accountId)).get() ?? null
        const decision = decide(account, byId(accountId))
        if (!decision.ok || account === null) return decision.ok ? refuse('not-found') : decision
        const { factor, sessionsFrom, audit, refused } = decision.value
        if (factor === null) db.delete(secondFactors).where(eq(secondFactors.accountId, accountId)).run()
        else db.insert(secondFactors).values(factor).onConflictDoUpdate({ target: secondFactors.accountId, set: factor }).run()
        if (sessionsFrom !== null) db.update(accounts).set({ sessionsFrom }).where(eq(accounts.id, accountId)).run()
        if (audit !== null) appendAudit(sqlite, audit)
        return refused ?? accept({ ...account, sessionsFrom: sessionsFrom ?? account.sessionsFrom })
      }),
  }
}
