import type { Role } from '@hoithi/shared/contracts/common'
import type { InitiativeState } from '@hoithi/shared/contracts/initiatives'
import type { Appeal } from '../domain/appeal.ts'
import type { Decision } from '../domain/decision.ts'
import type { Inquiry } from '../domain/inquiry.ts'
import type { Withdrawing } from '../domain/withdrawal.ts'
import type { AuditEntry } from './audit.ts'

export type GivenConsent = { version: string; at: number; contestTitle: string | null }
export type OwnInquiry = Inquiry & { contestTitle: string; wantedUnionName: string | null }
export type OwnAppeal = Appeal & { contestTitle: string; roundTitle: string; attemptNumber: number }
export type OwnInitiative = {
  id: string
  contestTitle: string
  unionName: string
  enteredAt: number
  title: string
  effect: string
  state: InitiativeState
}
export type OwnRosterEntry = {
  contestTitle: string
  code: string | null
  fullName: string
  phone: string | null
  birthDate: string | null
  unionName: string
}

/** `moved`: the attempts that came with it. */
export type JoinedAccount = {
  id: string
  fullName: string
  phone: string
  unionName: string
  joinedAt: number
  byRole: Role | null
  reason: string
  moved: string[]
}

/** What is kept of a contestant beside their account and their attempts, and how it goes. */
export type OwnData = {
  /** The one that they registered with first. */
  consents: (contestantId: string) => Promise<GivenConsent[]>
  /** To a contest's notice as it is worded; giving it again changes nothing. */
  giveConsent: (contestantId: string, consent: { contestId: string; version: string; at: number }) => Promise<void>
  /** In every contest, newest first. */
  inquiries: (contestantId: string) => Promise<OwnInquiry[]>
  appeals: (contestantId: string) => Promise<OwnAppeal[]>
  /** Those that they entered, newest first. */
  initiatives: (contestantId: string) => Promise<OwnInitiative[]>
  /** Entries of rosters that they claimed or that have their phone. */
  roster: (contestantId: string) => Promise<OwnRosterEntry[]>
  /** Accounts that were joined into theirs, oldest first, those that had been joined into one of these as well. */
  joined: (contestantId: string) => Promise<JoinedAccount[]>
  /** Delete the person, or close their account until their results are final, as `decide` says, in one commit. */
  withdraw: (
    contestantId: string,
    decide: (who: Withdrawing | null) => Decision<{ how: 'delete' | 'close'; audit: AuditEntry }>,
  ) => Promise<Decision<'delete' | 'close'>>
  /** People who left and of whom no running attempt and no round is open: each of theirs is sealed, or closed before `unsealedBefore`. */
  dueErasures: (unsealedBefore: number, limit: number) => Promise<string[]>
  isErased: (contestantId: string) => Promise<boolean>
  /** Take the name, phone, birth date and words of somebody who left out of everything but the log, which never had them. */
  erase: (contestantId: string, audit: AuditEntry) => Promise<boolean>
}
