import type { ContestantKind, Role } from '@hoithi/shared/contracts/common'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry } from './audit.ts'

export type Account = { id: string; login: string; role: Role; fullName: string; passwordHash: string; unionId: string | null; createdAt: number }
export type Contestant = {
  phone: string
  birthDate: string
  contestantKind: ContestantKind
  unionId: string
  consentVersion: string
  consentAt: number
}
export type Profile = Account & { union: { id: string; name: string; path: string } | null; contestant: Contestant | null }

export type Accounts = {
  findByLogin: (login: string) => Promise<Account | null>
  /** Login names by account id; ids that are no account are left out. */
  logins: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  profile: (id: string) => Promise<Profile | null>
  /** Of two registrations with one phone exactly one is made; the other is refused. */
  register: (account: Account, contestant: Contestant) => Promise<Decision<Account>>
  createStaff: (account: Account, audit: AuditEntry) => Promise<Decision<Account>>
  /** Only while there is no administrator; of several callers exactly one succeeds. */
  createFirstAdministrator: (account: Account, audit: AuditEntry) => Promise<Decision<Account>>
  hasAdministrator: () => Promise<boolean>
  staff: () => Promise<(Account & { unionName: string | null })[]>
  contestantCount: () => Promise<number>
  /** Revoke a session id; it need not be remembered past its expiry. */
  revokeSession: (sessionId: string, expiresAt: number, now: number) => Promise<void>
  revokedSessions: (now: number) => Promise<string[]>
}
