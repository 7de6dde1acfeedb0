import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { Decision } from '../domain/decision.ts'
import type { RosterChange, RosterEntry } from '../domain/roster.ts'
import type { AuditEntry, Page } from './audit.ts'

export type RosterRow = Omit<RosterEntry, 'unionCode'> & {
  contestantKind: ContestantKind
  unionName: string
  /** The contestant who is this person, and how that is known; null: nobody has registered yet. */
  contestant: { id: string; fullName: string; by: 'phone' | 'code' } | null
}
export type RosterFilter = Page & {
  contestId: string
  /** Only unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  /** whole: a phone is found only by all of its digits or its last three. */
  phones: 'any' | 'whole'
  registered?: boolean | undefined
  sort: 'name' | 'code'
  order: 'asc' | 'desc'
}
export type RosterCounts = { added: number; changed: number; unchanged: number }
export type RosterTotals = { people: number; registered: number }

/** Who may enter a contest that only listed people may enter. */
export type Rosters = {
  entries: (contestId: string) => Promise<RosterEntry[]>
  /** The whole list in one commit, or nothing of it. */
  load: (
    contestId: string,
    nextId: () => string,
    decide: (before: RosterEntry[]) => Decision<{ changes: RosterChange[]; audit: AuditEntry }>,
  ) => Promise<Decision<RosterCounts>>
  list: (filter: RosterFilter) => Promise<{ rows: RosterRow[]; total: number }>
  totals: (contestId: string, within?: string) => Promise<RosterTotals>
  find: (contestId: string, entryId: string) => Promise<(RosterEntry & { unionId: string }) | null>
  remove: (contestId: string, entryId: string, audit: AuditEntry) => Promise<Decision<null>>
  /** Whether a contestant is on the list: by their phone, or by a code that they have claimed. */
  isListed: (contestId: string, contestantId: string) => Promise<boolean>
  /** Bind the entry of a code to a contestant, in one commit; one entry a contestant. */
  claim: (
    who: { contestId: string; contestantId: string; code: string },
    decide: (
      entry: { birthDate: string | null; accountId: string | null } | null,
      contestant: { id: string; birthDate: string },
    ) => Decision<{ accountId: string }>,
  ) => Promise<Decision<null>>
}
