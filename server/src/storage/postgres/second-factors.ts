import { eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { SecondFactor } from '../../domain/second-factor.ts'
import type { SecondFactors } from '../../ports/second-factors.ts'
import { appendAudit } from './audit.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, secondFactors } from './schema.ts'

export function postgresSecondFactors({ db, answer }: Postgres): SecondFactors {
  const byId = async (from: Db, accountId: string): Promise<SecondFactor | null> =>
    (await first(from.select().from(secondFactors).where(eq(secondFactors.accountId, accountId)))) ?? null

  return {
    find: (accountId) => byId(db, accountId),
    // A login waits for nobody at the desk; of one account it is one at a time by the lock on its row.
    change: (accountId, decide) =>
      answer(async (tx) => {
        const account = (await first(tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update'))) ?? null
        const decision = decide(account, await byId(tx, accountId))
        if (!decision.ok || account === null) return decision.ok ? refuse('not-found') : decision
        const { factor, sessionsFrom, audit, refused } = decision.value
        if (factor === null) await tx.delete(secondFactors).where(eq(secondFactors.accountId, accountId))
        else await tx.insert(secondFactors).values(factor).onConflictDoUpdate({ target: secondFactors.accountId, set: factor })
        if (sessionsFrom !== null) await tx.update(accounts).set({ sessionsFrom }).where(eq(accounts.id, accountId))
        if (audit !== null) await appendAudit(tx, audit)
        return refused ?? accept({ ...account, sessionsFrom: sessionsFrom ?? account.sessionsFrom })
      }),
  }
}
