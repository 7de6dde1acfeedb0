import type { Decision } from '../domain/decision.ts'
import type { Inquiry, NewInquiry, ReadyAnswer } from '../domain/inquiry.ts'
import type { AuditEntry, Page } from './audit.ts'

export type InquiryRow = Inquiry & {
  contestantName: string
  phone: string
  unionName: string
  unionPath: string
  answeredByLogin: string | null
  wantedUnionName: string | null
}
export type InquiryFilter = Page & {
  contestId: string
  /** Only people of unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  /** whole: a phone is found only by all of its digits or its last three. */
  phones?: 'any' | 'whole'
  state?: 'waiting' | 'answered' | undefined
  /** waiting: those without an answer first, the oldest first; `order` turns it round. */
  sort: 'waiting' | 'askedAt' | 'answeredAt' | 'name' | 'union'
  order: 'asc' | 'desc'
}
export type KeptAnswers = { answers: ReadyAnswer[]; revision: number }

export type Inquiries = {
  /** Ask; `decide` gets those of the asker's questions in the contest that wait, so a limit holds under any concurrency. */
  ask: (
    who: { contestId: string; contestantId: string },
    decide: (waiting: Inquiry[]) => Decision<{ same: string } | { ask: NewInquiry }>,
  ) => Promise<Decision<{ inquiryId: string }>>
  /** Newest first. */
  ofContestant: (contestantId: string, contestId: string, limit: number) => Promise<(Inquiry & { wantedUnionName: string | null })[]>
  /** How many answers a contestant has not seen in their newest form. */
  newAnswers: (contestantId: string, contestId: string) => Promise<number>
  markSeen: (contestantId: string, contestId: string) => Promise<void>
  /** The union is the asker's present one. */
  find: (id: string) => Promise<(Inquiry & { unionId: string }) | null>
  /** `waiting`: how many of those that the reader may see wait, whatever else is filtered. */
  list: (filter: InquiryFilter) => Promise<{ rows: InquiryRow[]; total: number; waiting: number }>
  /** Write an answer in one commit with its audit entry, which gets before and after; of two writers at once one is refused. */
  answer: (
    id: string,
    decide: (inquiry: Inquiry | null) => Decision<{ answer: string; at: number; actorId: string; audit: AuditEntry }>,
  ) => Promise<Decision<{ answerRevision: number }>>
  readyAnswers: (contestId: string) => Promise<KeptAnswers>
  setReadyAnswers: (
    contestId: string,
    decide: (kept: KeptAnswers) => Decision<{ answers: ReadyAnswer[]; audit: AuditEntry }>,
  ) => Promise<Decision<{ revision: number }>>
}
