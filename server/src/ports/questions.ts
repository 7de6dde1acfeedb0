import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { BankEntry } from '../domain/paper.ts'
import type { QuestionDraft, QuestionStatus, QuestionVersion } from '../domain/question.ts'
import type { AuditEntry, Page } from './audit.ts'

export type QuestionFilter = Page & {
  contestId: string
  search?: string | undefined
  topic?: string | undefined
  status?: QuestionStatus | undefined
  kind?: QuestionKind | undefined
  difficulty?: number | undefined
}
export type ImportCounts = { added: number; changed: number; unchanged: number }

export type Questions = {
  /** What may be drawn now: every current version that is ready, sorted by code. */
  bank: (contestId: string) => Promise<{ version: number; entries: readonly BankEntry[] }>
  /** Pinned versions by id, whatever became of them since. */
  versions: (ids: readonly string[]) => Promise<ReadonlyMap<string, QuestionVersion>>
  /** What an import would do; writes nothing. */
  compare: (contestId: string, drafts: readonly QuestionDraft[]) => Promise<ImportCounts>
  /** Load drafts in one commit: a changed question gets a new version, the old one stays pinned where it was drawn. */
  load: (contestId: string, drafts: readonly QuestionDraft[], now: number, audit: AuditEntry) => Promise<ImportCounts & { bankVersion: number }>
  list: (
    filter: QuestionFilter,
  ) => Promise<{ rows: QuestionVersion[]; total: number; topics: string[]; byStatus: Record<string, number>; bankVersion: number }>
}
