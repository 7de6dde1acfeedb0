import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { Decision } from '../domain/decision.ts'
import type { BankEntry } from '../domain/paper.ts'
import type { QuestionDraft, QuestionStatus, QuestionVersion } from '../domain/question.ts'
import type { AuditEntry, Page } from './audit.ts'

export type QuestionFilter = {
  contestId: string
  search?: string | undefined
  topic?: string | undefined
  status?: QuestionStatus | undefined
  kind?: QuestionKind | undefined
  difficulty?: number | undefined
  tag?: string | undefined
}
export type QuestionSort = 'code' | 'topic' | 'difficulty' | 'status' | 'drawn' | 'facility' | 'newest'
export type QuestionListing = QuestionFilter & Page & { sort: QuestionSort; order: 'asc' | 'desc' }
export type ImportCounts = { added: number; changed: number; unchanged: number }

/** How often a question was in a finished paper, and how it fared there; `earned` is the sum of shares of its points. */
export type Usage = { drawn: number; answered: number; earned: number }

/** A version with who made it, when and why. */
export type QuestionRecord = QuestionVersion & {
  contestId: string
  createdAt: number
  authorId: string | null
  reviewerId: string | null
  note: string
  current: boolean
}
/** A version to be written; `reviewerId` is whoever reviewed it. */
export type NewVersion = { draft: QuestionDraft; authorId: string | null; reviewerId: string | null; note: string }

export type BankCount = { topic: string; difficulty: number; kind: QuestionKind; status: QuestionStatus; practice: boolean; count: number }

export type Questions = {
  /** What may be drawn now, by real rounds only what no practice round has ever asked: every current version that is ready, sorted by code. The same array as long as the bank does not change. */
  bank: (contestId: string) => Promise<{ version: number; entries: readonly BankEntry[] }>
  /** Version ids of the questions that papers of real rounds hold which are not sealed yet: practice must not show their answers. */
  askedUnsealed: (contestId: string) => Promise<ReadonlySet<string>>
  /** Pinned versions by id, whatever became of them since. */
  versions: (ids: readonly string[]) => Promise<ReadonlyMap<string, QuestionVersion>>
  /** Load drafts in one commit: a changed question gets a new version, the old one stays pinned where it was drawn. */
  load: (contestId: string, drafts: readonly QuestionDraft[], now: number, audit: AuditEntry) => Promise<ImportCounts & { bankVersion: number }>
  list: (filter: QuestionListing) => Promise<{
    rows: (QuestionVersion & { usage: Usage })[]
    total: number
    topics: string[]
    tags: string[]
    byStatus: Record<string, number>
    bankVersion: number
    reviewByOther: boolean
  }>
  /** Every version of a question, newest first; empty when there is no such question. `practised`: a practice round has asked it. */
  history: (questionId: string) => Promise<{ versions: QuestionRecord[]; usage: Usage; practised: boolean }>
  /** Current questions by filter, sorted by code. */
  current: (filter: QuestionFilter) => Promise<QuestionRecord[]>
  /** How many current questions there are of each kind, by what a blueprint asks for. */
  counts: (contestId: string) => Promise<BankCount[]>
  /** Add a question whose code the bank does not have yet. */
  add: (
    contestId: string,
    version: NewVersion,
    at: number,
    audit: AuditEntry,
  ) => Promise<Decision<{ questionId: string; version: number; bankVersion: number }>>
  /**
   * Change current questions in one commit. `decide` sees those of the given ids that are current and gives the new versions by question id;
   * nothing is written when it refuses.
   */
  change: (
    contestId: string,
    questionIds: readonly string[],
    decide: (current: QuestionRecord[], reviewByOther: boolean) => Decision<{ versions: Map<string, NewVersion>; at: number; audit: AuditEntry }>,
  ) => Promise<Decision<{ changed: number; bankVersion: number }>>
  setReviewing: (contestId: string, reviewByOther: boolean, audit: AuditEntry) => Promise<void>
}
