import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import type { Decision } from '../domain/decision.ts'
import type { ImportAction, ImportPlan, StagedQuestion } from '../domain/question-import.ts'
import type { AuditEntry, Page } from './audit.ts'
import type { ImportCounts } from './questions.ts'

/** staged: read and waiting; loaded: in the bank; undone: taken back. */
export type ImportState = 'staged' | 'loaded' | 'undone'

/** What reading a file gave, and what loading it as proposed would do. */
export type ImportSummary = ImportCounts & {
  questions: number
  byKind: Record<string, number>
  byStatus: Record<string, number>
  duplicates: number
  pictures: number
  errors: ImportIssue[]
  warnings: ImportIssue[]
  skipped: { line: number | null; type: string; reason: string }[]
}

export type QuestionImport = {
  id: string
  contestId: string
  actorId: string
  createdAt: number
  fileName: string
  format: string
  state: ImportState
  summary: ImportSummary
  loadedAt: number | null
  bankVersion: number | null
  undoneAt: number | null
  undoReason: string | null
}

export type StagedFilter = Page & { show: 'all' | 'alike' | 'added' | 'changed' | 'unchanged' }
export type Loaded = ImportCounts & { skipped: number; bankVersion: number }
export type LoadPlan = {
  plan: (taken: (code: string) => boolean, staged: readonly StagedQuestion[]) => ImportPlan
  authorId: string
  at: number
  /** Told what was loaded. */
  audit: (loaded: Loaded) => AuditEntry
}
export type Undone = { removed: number; restored: number; bankVersion: number }

export type QuestionImports = {
  /** Record an import that was read; its questions follow by `addStaged`, a piece each commit so that answers never wait. */
  stage: (head: Omit<QuestionImport, 'state' | 'loadedAt' | 'bankVersion' | 'undoneAt' | 'undoReason'>) => Promise<void>
  addStaged: (importId: string, rows: readonly StagedQuestion[]) => Promise<void>
  find: (id: string) => Promise<QuestionImport | null>
  list: (contestId: string, page: Page) => Promise<{ rows: QuestionImport[]; total: number }>
  staged: (importId: string, filter: StagedFilter) => Promise<{ rows: StagedQuestion[]; total: number }>
  /** Load a staged import into the bank, once, in one commit. */
  confirm: (id: string, decide: (found: QuestionImport | null) => Decision<LoadPlan>) => Promise<Decision<Loaded>>
  /**
   * Take a loaded import back in one commit: its new questions leave the bank, its new versions give way to a copy of what was there before.
   * Refused when one of its questions was drawn or changed since.
   */
  undo: (
    id: string,
    decide: (found: QuestionImport | null) => Decision<{ at: number; audit: AuditEntry; reason: string }>,
  ) => Promise<Decision<Undone>>
  /** Throw a staged import away; false when it is none. */
  discard: (id: string) => Promise<boolean>
  /** Throw away what was staged before a moment and never confirmed; the staged rows of loaded imports go with it. */
  forgetStagedBefore: (moment: number) => Promise<number>
}

export type { ImportAction }
