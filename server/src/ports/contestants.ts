import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { ContestantFace } from '../domain/contestant.ts'
import type { UnionState } from '../domain/union-tree.ts'
import type { Decision } from '../domain/decision.ts'
import type { KnownAccount } from './accounts.ts'
import type { Attempt } from '../domain/attempt.ts'
import type { AttemptSummary } from './attempts.ts'
import type { AuditEntry, AuditRow, Page } from './audit.ts'

export type ContestantRow = ContestantFace & {
  id: string
  phone: string
  unionId: string
  unionName: string
  registeredAt: number
  /** Attempts in all rounds, finished or running. */
  attempts: number
}
export type ContestantFilter = Page & {
  /** Only unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  /** whole: a phone is found only by all of its digits or its last three. */
  phones: 'any' | 'whole'
  kind?: ContestantKind | undefined
  /** Who has taken a round, or who has not. */
  taken?: { roundId: string; yes: boolean } | undefined
  sort: 'name' | 'registeredAt'
  order: 'asc' | 'desc'
}
export type ContestantPage = ContestantRow & {
  unionPath: string
  consentVersion: string
  consentAt: number
  /** When they took their consent back. */
  withdrawnAt: number | null
  joinedTo: string | null
  resetUntil: number | null
}
export type ContestantAttempt = AttemptSummary &
  Pick<Attempt, 'contestantKind'> & {
    extraMs: number
    roundTitle: string
    contestTitle: string
    practice: boolean
    sealed: boolean
    unionName: string
  }
export type HistoryEntry = AuditRow & { actorId: string; details: unknown }
export type ResetCode = { accountId: string; codeHash: string; createdBy: string; createdAt: number; expiresAt: number }
export type Move = { actorId: string; reason: string; audit: AuditEntry }

export type Contestants = {
  list: (filter: ContestantFilter) => Promise<{ rows: ContestantRow[]; total: number }>
  find: (id: string) => Promise<ContestantPage | null>
  /** Every attempt of a person, newest first. */
  attempts: (id: string) => Promise<ContestantAttempt[]>
  /** What was done to a person and to their attempts, newest first. */
  history: (id: string, limit: number) => Promise<HistoryEntry[]>
  /** Not of somebody who has left. Results that are sealed keep what they were sealed with. */
  correct: (
    id: string,
    decide: (before: ContestantFace & { phone: string }) => Decision<{ after: ContestantFace; audit: AuditEntry }>,
  ) => Promise<Decision<ContestantFace>>
  /**
   * To another union, with every attempt in rounds that are not sealed; a log entry for each of these rounds with a finished attempt.
   * One commit; a sealed round keeps the union that it was sealed with.
   */
  move: (
    id: string,
    unionId: string,
    decide: (from: { unionId: string; unionName: string; phone: string }, to: { unionName: string; state: UnionState }) => Decision<Move>,
  ) => Promise<Decision<{ rounds: number }>>
  /** One code a person: a new one takes the place of the old. */
  issueCode: (code: ResetCode, audit: AuditEntry) => Promise<Decision<ResetCode>>
  /** Count a try of the code of whoever has this login, in a commit of its own, before the code is compared. */
  tryCode: (
    login: string,
    decide: (code: { tries: number; expiresAt: number } | null) => Decision<{ tries: number }>,
  ) => Promise<Decision<{ accountId: string; codeHash: string }>>
  /** Spend the code and set the password in one commit; of several callers exactly one succeeds. */
  spendCode: (
    given: { accountId: string; codeHash: string },
    write: { passwordHash: string; sessionsFrom: number; audit: AuditEntry },
  ) => Promise<Decision<KnownAccount>>
}
