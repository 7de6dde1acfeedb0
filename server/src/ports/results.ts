import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { SealEvent } from '../domain/log-event.ts'
import type { Placed } from '../domain/ranking.ts'
import type { SealedAttempt } from '../domain/sealing.ts'
import type { AuditEntry, Page } from './audit.ts'
import type { BoardFace } from './boards.ts'

export type Revision = {
  id: string
  roundId: string
  number: number
  sealedAt: number
  actorId: string
  reason: string
  chainSeq: number
  chainHash: string
  resultsHash: string
  rules: RoundRules
  people: number
  attempts: number
  allCorrectCount: number
  predictionTarget: number | null
}
export type RevisionRow = Revision & { sealedBy: string }

export type ResultRow = {
  position: number
  rank: number
  contestantId: string
  fullName: string
  phone: string
  birthDate: string
  unionName: string
  unionPath: string
  contestantKind: string
  attemptId: string
  attemptNumber: number
  score: number
  maxScore: number
  prediction: number | null
  predictionDistance: number | null
  durationMs: number
  submittedAt: number
  receipt: string
  decidedBy: Placed<SealedAttempt>['decidedBy']
  own: number | null
  next: number | null
}

export type Results = {
  /** Open a draft that nobody sees; drafts that an earlier process left behind for the round are removed. */
  draft: (revision: Revision) => Promise<void>
  addRows: (revisionId: string, rows: readonly Placed<SealedAttempt>[]) => Promise<void>
  /** Turn the draft into the round's newest revision, with its log entry and audit entry, in one commit. False: the log of the round has moved on since `chainSeq`. */
  seal: (revisionId: string, event: SealEvent, audit: AuditEntry) => Promise<boolean>
  revisions: (roundId: string) => Promise<RevisionRow[]>
  rows: (revisionId: string, query: Page & { search?: string | undefined }) => Promise<{ rows: ResultRow[]; total: number }>
  /** The revision as a board: official ranks, or ranks among one union and what lies below it. */
  page: (revisionId: string, page: Page, unionId?: string) => Promise<{ entries: BoardFace[]; total: number }>
  own: (revisionId: string, contestantId: string, unionId?: string) => Promise<BoardFace | null>
  /** Who completed the round, of a union and all below it, in order of rank; whoever left is not among them. */
  certified: (revisionId: string, unionId: string, limit: number) => Promise<{ fullName: string; unionName: string; receipt: string }[]>
  /** Rows after a position, in order. */
  rowsAfter: (revisionId: string, position: number, limit: number) => Promise<ResultRow[]>
}
