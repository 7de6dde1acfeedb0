import type { ContestantKind, Role } from '@hoithi/shared/contracts/common'
import type { Decision } from '../domain/decision.ts'
import type { Proposal } from '../domain/proposed-union.ts'
import type { UnionRecord } from '../domain/union-tree.ts'
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
/** An account as it is kept: sessions begun before `sessionsFrom` are dead, and all of them once it is disabled. */
export type KnownAccount = Account & { sessionsFrom: number; disabledAt: number | null }
export type StaffChange = { account: Pick<KnownAccount, 'fullName' | 'role' | 'unionId' | 'sessionsFrom' | 'disabledAt'>; audit: AuditEntry }
export type Profile = KnownAccount & {
  union: { id: string; name: string; path: string } | null
  contestant: (Contestant & { joinedTo: string | null }) | null
}

export type Accounts = {
  findByLogin: (login: string) => Promise<KnownAccount | null>
  /** Login names by account id; ids that are no account are left out. */
  logins: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  profile: (id: string) => Promise<Profile | null>
  /** Of two registrations with one phone exactly one is made; the other is refused. */
  register: (account: Account, contestant: Contestant) => Promise<Decision<Account>>
  /** The same for somebody whose union is decided in the same commit; a union that is made for them is audited. */
  registerWith: (
    propose: (tree: ReadonlyMap<string, UnionRecord>) => Decision<Proposal>,
    account: Omit<Account, 'unionId'>,
    contestant: Omit<Contestant, 'unionId'>,
    audit: AuditEntry,
  ) => Promise<Decision<Account>>
  createStaff: (account: Account, audit: AuditEntry) => Promise<Decision<Account>>
  /** Only while there is no administrator; of several callers exactly one succeeds. */
  createFirstAdministrator: (account: Account, audit: AuditEntry) => Promise<Decision<Account>>
  /** `otherAdministrators`: how many administrators there are beside this account that can log in. */
  changeStaff: (
    id: string,
    decide: (account: KnownAccount | null, otherAdministrators: number) => Decision<StaffChange>,
  ) => Promise<Decision<KnownAccount>>
  setPassword: (
    id: string,
    decide: (account: KnownAccount | null) => Decision<{ passwordHash: string; sessionsFrom: number; audit: AuditEntry }>,
  ) => Promise<Decision<KnownAccount>>
  /** From when on sessions of an account count; accounts of which every session counts are left out. */
  sessionGates: () => Promise<ReadonlyMap<string, number>>
  hasAdministrator: () => Promise<boolean>
  /** `secondFactorSince`: null where the password alone is asked for. */
  staff: () => Promise<(KnownAccount & { unionName: string | null; secondFactorSince: number | null })[]>
  contestantCount: () => Promise<number>
  /** Revoke a session id; it need not be remembered past its expiry. */
  revokeSession: (sessionId: string, expiresAt: number, now: number) => Promise<void>
  /** With when each expires. */
  revokedSessions: (now: number) => Promise<ReadonlyMap<string, number>>
}
