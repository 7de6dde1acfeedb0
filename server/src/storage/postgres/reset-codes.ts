import { and, eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { Contestants } from '../../ports/contestants.ts'
import { appendAudit } from './audit.ts'
import { first, type Postgres } from './open.ts'
import { accounts, contestants, resetCodes } from './schema.ts'

export function postgresResetCodes({ write, answer }: Postgres): Pick<Contestants, 'issueCode' | 'tryCode' | 'spendCode'> {
  return {
    issueCode: (code, audit) =>
      write(async (tx) => {
        const person = await first(tx.select({ withdrawnAt: contestants.withdrawnAt }).from(contestants).where(eq(contestants.id, code.accountId)))
        if (person === undefined) return refuse('not-found')
        if (person.withdrawnAt !== null) return refuse('contestant-withdrawn')
        const { accountId: _, ...fields } = code
        await tx
          .insert(resetCodes)
          .values({ ...code, tries: 0 })
          .onConflictDoUpdate({ target: resetCodes.accountId, set: { ...fields, tries: 0 } })
        await appendAudit(tx, audit)
        return accept(code)
      }),
    // Anybody may try: the desk waits for none of them, and two tries of one code for each other.
    tryCode: (login, decide) =>
      answer(async (tx) => {
        const found = await first(
          tx
            .select({ code: resetCodes })
            .from(resetCodes)
            .innerJoin(accounts, eq(accounts.id, resetCodes.accountId))
            .where(eq(accounts.login, login))
            .for('update', { of: resetCodes }),
        )
        const decision = decide(found?.code ?? null)
        if (!decision.ok || found === undefined) return decision.ok ? refuse('wrong-code') : decision
        const { accountId, codeHash } = found.code
        await tx.update(resetCodes).set(decision.value).where(eq(resetCodes.accountId, accountId))
        return accept({ accountId, codeHash })
      }),
    spendCode: ({ accountId, codeHash }, { passwordHash, sessionsFrom, audit }) =>
      answer(async (tx) => {
        const spent = await tx
          .delete(resetCodes)
          .where(and(eq(resetCodes.accountId, accountId), eq(resetCodes.codeHash, codeHash)))
          .returning({ accountId: resetCodes.accountId })
        if (spent.length === 0) return refuse('wrong-code')
        const account = await first(tx.update(accounts).set({ passwordHash, sessionsFrom }).where(eq(accounts.id, accountId)).returning())
        if (account === undefined) return refuse('not-found')
        await appendAudit(tx, audit)
        return accept(account)
      }),
  }
}
