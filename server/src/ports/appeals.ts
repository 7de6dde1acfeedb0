import type { AppealMeasure, AppealOutcome, AppealState, AppealSubject } from '@hoithi/shared/contracts/appeals'
import type { Appeal, Disputed, NewAppeal } from '../domain/appeal.ts'
import type { Decision } from '../domain/decision.ts'
import type { LogEntry } from '../domain/log-event.ts'
import type { AuditEntry, Page } from './audit.ts'

/** A finished attempt with what decides whether it can be disputed. */
export type DisputedAttempt = Disputed & { contestId: string; roundId: string; contestantId: string; appeals: Appeal[] }

export type OwnAppealRow = Appeal & { roundTitle: string; attemptNumber: number }
export type AppealRow = OwnAppealRow & {
  contestantName: string
  phone: string
  /** The contestant's present union. */
  unionId: string
  unionName: string
  unionPath: string
  filedByLogin: string
  answeredByLogin: string | null
}
export type AppealFilter = Page & {
  contestId: string
  /** Only people of unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  /** whole: a phone is found only by all of its digits or its last three. */
  phones?: 'any' | 'whole'
  /** open: not answered yet; overdue: nor in time. */
  state?: AppealState | 'open' | 'overdue' | undefined
  subject?: AppealSubject | undefined
  roundId?: string | undefined
  contestantId?: string | undefined
  /** waiting: the open ones first, the soonest to be answered before the others; `order` turns it round. */
  sort: 'waiting' | 'filedAt' | 'answerBy' | 'answeredAt' | 'name' | 'union'
  order: 'asc' | 'desc'
  now: number
}
export type AppealAnswer = {
  outcome: AppealOutcome
  measure: AppealMeasure | null
  answer: string
  at: number
  actorId: string
  audit: AuditEntry
}

export type Appeals = {
  /** Null where there is no such attempt. */
  disputed: (attemptId: string) => Promise<DisputedAttempt | null>
  /** File; `decide` gets the attempt as it is at that moment, so at most one appeal of it waits under any concurrency. */
  file: (
    attemptId: string,
    decide: (view: DisputedAttempt | null) => Decision<{ same: string } | { file: NewAppeal; audit: AuditEntry }>,
  ) => Promise<Decision<{ appealId: string }>>
  /** Newest first, of one attempt or of a whole contest. */
  own: (contestantId: string, where: { attemptId: string } | { contestId: string }, limit: number) => Promise<OwnAppealRow[]>
  /** How many answers a contestant has not seen in their newest form. */
  newAnswers: (contestantId: string, contestId: string) => Promise<number>
  markSeen: (contestantId: string, appealIds: readonly string[]) => Promise<void>
  find: (id: string) => Promise<AppealRow | null>
  /** `open`, `overdue`: how many of those that the reader may see, whatever else is filtered. */
  list: (filter: AppealFilter) => Promise<{ rows: AppealRow[]; total: number; open: number; overdue: number }>
  /** Those not answered yet, by round. */
  waiting: (roundIds: readonly string[]) => Promise<Map<string, number>>
  /** Take it back, or leave it as it is. */
  withdraw: (id: string, decide: (appeal: Appeal | null) => Decision<AuditEntry | null>) => Promise<Decision<Appeal>>
  review: (id: string, decide: (appeal: Appeal | null) => Decision<AuditEntry>) => Promise<Decision<Appeal>>
  /** Write an answer in one commit with its audit entry, which gets before and after. `done`: what was done about the attempt since the appeal was filed. */
  answer: (
    id: string,
    decide: (appeal: Appeal | null, done: ReadonlySet<AppealMeasure>) => Decision<AppealAnswer>,
  ) => Promise<Decision<{ answerRevision: number }>>
  /** What an answer may name, and everything that the log says of the attempt, in order. */
  evidence: (appeal: Pick<Appeal, 'attemptId' | 'roundId' | 'filedAt'>) => Promise<{ done: AppealMeasure[]; log: LogEntry[] }>
}
