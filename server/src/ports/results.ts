import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { SealEvent } from '../domain/log-event.ts'
import type { Placed, Reason } from '../domain/ranking.ts'
import type { SealedAttempt, SealedPlace } from '../domain/sealing.ts'
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
/** What files of a revision say beside its rows; written down at the seal, because titles and names change later. `overall`: the revisions, one of each round, that make up the whole contest; null where a round was not sealed or rounds do not add up. */
export type SealedFacts = {
  contest: string
  organiser: string
  round: string
  sealedBy: string
  divisions: { id: string; name: string }[]
  overall: string[] | null
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
} & Reason

/** A row of a sealed board with why it stands above the next one of that board. */
export type SealedFace = BoardFace & { above: Reason }
/** Where a person stands in a revision: why the one before stands above them, if anyone does, and why they stand above the next. */
export type Neighbours = { position: number; rank: number; before: (Reason & { rank: number }) | null; after: Reason & { rank: number | null } }

export type Results = {
  /** Open a draft that nobody sees, its hash not known yet; drafts that an earlier process left behind for the round are removed. */
  draft: (revision: Revision) => Promise<void>
  /** One commit: no more than answers of other rounds may wait for. */
  addRows: (revisionId: string, rows: readonly Placed<SealedAttempt>[]) => Promise<void>
  /** Where each person of the rows stands, in the order of their ids; one commit, too. */
  addPlaces: (revisionId: string, places: readonly SealedPlace[]) => Promise<void>
  /** Turn the draft into the round's newest revision, with the event's hash and the moment of the audit entry, its log entry and audit entry, in one commit. False: the log of the round has moved on since `chainSeq`. */
  seal: (revisionId: string, event: SealEvent, audit: AuditEntry) => Promise<boolean>
  revisions: (roundId: string) => Promise<RevisionRow[]>
  /** The line of the log on which a round's newest revision rests; null of a round without one. */
  sealedUpTo: (roundId: string) => Promise<number | null>
  rows: (revisionId: string, query: Page & { search?: string | undefined }) => Promise<{ rows: ResultRow[]; total: number }>
  /** The revision as a board: official ranks, or ranks among one union and what lies below it. */
  page: (revisionId: string, page: Page, unionId?: string) => Promise<{ entries: SealedFace[]; total: number }>
  own: (revisionId: string, contestantId: string, unionId?: string) => Promise<BoardFace | null>
  neighbours: (revisionId: string, contestantId: string) => Promise<Neighbours | null>
  /** Who completed the round, of a union and all below it, in order of rank, after a position; whoever left is not among them. */
  certified: (
    revisionId: string,
    page: { unionId: string; after: number; limit: number },
  ) => Promise<{ position: number; fullName: string; unionName: string; receipt: string }[]>
  /** How many they are. */
  certifiedTotal: (revisionId: string, unionId: string) => Promise<number>
  /** Rows after a position, in order. */
  rowsAfter: (revisionId: string, position: number, limit: number) => Promise<ResultRow[]>
}
