import type { StaffRole } from '@hoithi/shared/contracts/common'
import type { Decision } from '../domain/decision.ts'
import type { Account } from './accounts.ts'
import type { AuditEntry } from './audit.ts'

export type Invitation = {
  id: string
  tokenHash: string
  role: StaffRole
  fullName: string
  unionId: string | null
  createdBy: string
  createdAt: number
  expiresAt: number
  state: 'open' | 'used' | 'revoked'
  accountId: string | null
}
export type InvitationRow = Invitation & { unionName: string | null; unionPath: string | null; createdByLogin: string; login: string | null }

export type Invitations = {
  create: (invitation: Invitation, audit: AuditEntry) => Promise<Decision<Invitation>>
  find: (tokenHash: string) => Promise<InvitationRow | null>
  /** Newest first. */
  newest: (limit: number) => Promise<InvitationRow[]>
  revoke: (id: string, decide: (invitation: Invitation | null) => Decision<AuditEntry>) => Promise<Decision<Invitation>>
  /** Make the account and spend the invitation in one commit; of several callers exactly one succeeds. A login name that is taken leaves it open. */
  accept: (
    tokenHash: string,
    decide: (invitation: Invitation | null) => Decision<{ account: Account; audit: AuditEntry }>,
  ) => Promise<Decision<Account>>
}
