import type { Decision, Refused } from '../domain/decision.ts'
import type { SecondFactor } from '../domain/second-factor.ts'
import type { KnownAccount } from './accounts.ts'
import type { AuditEntry } from './audit.ts'

export type FactorChange = {
  /** As it is kept from now on; null: the account has none any more. */
  factor: SecondFactor | null
  /** From when on sessions of the account count; null: as before. */
  sessionsFrom: number | null
  audit: AuditEntry | null
  /** What the caller hears, although the change is kept: a wrong try counts. */
  refused: Refused | null
}

/** Second factors of desk accounts, one an account at most. */
export type SecondFactors = {
  find: (accountId: string) => Promise<SecondFactor | null>
  change: (
    accountId: string,
    decide: (account: KnownAccount | null, factor: SecondFactor | null) => Decision<FactorChange>,
  ) => Promise<Decision<KnownAccount>>
}
