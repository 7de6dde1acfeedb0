import type { SealedPlace } from '../domain/sealing.ts'
import type { PaperItem } from '../domain/paper.ts'
import type { AnswerKey } from '../domain/grading.ts'
import type { KeyCorrection } from '../domain/key-correction.ts'
import type { LogEntry, RegradeEvent } from '../domain/log-event.ts'
import type { SavedResponse } from '../domain/attempt.ts'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Projection } from './boards.ts'
import type { SubmissionLog } from './log.ts'
import type { Revision } from './results.ts'
import type { SealingBook } from './sealing.ts'

/** A log entry as its row stands, with nothing read into it. */
export type RawEntry = {
  seq: number
  kind: string
  at: number
  roundId: string
  attemptId: string | null
  receipt: string | null
  payload: string
  prevHash: string
  hash: string
}

/** An attempt as its row stands, with the responses that are stored for it. */
export type StoredAttempt = {
  id: string
  roundId: string
  contestantId: string
  contestantKind: string | null
  number: number
  seed: string
  paper: PaperItem[]
  shape: string
  startedAt: number
  deadlineAt: number
  pausedMs: number
  prediction: number | null
  submittedAt: number | null
  finishedBy: string | null
  score: number | null
  maxScore: number | null
  correctCount: number | null
  allCorrect: boolean | null
  durationMs: number | null
  receipt: string | null
  responses: SavedResponse[]
}

export type StoredRound = {
  id: string
  contestId: string
  slug: string
  number: number
  title: string
  practice: boolean
  rules: RoundRules
  sealedRevision: number | null
}

/** A ranked row of a revision as it is stored; `unionName` is what the tree of that seal says, null where that tree names no such union. */
export type StoredRow = {
  position: number
  rank: number
  contestantId: string
  attemptId: string
  unionId: string
  number: number
  score: number
  maxScore: number
  prediction: number | null
  predictionDistance: number | null
  durationMs: number
  submittedAt: number
  receipt: string
  decidedBy: string
  own: number | null
  next: number | null
  unionName: string
  sealedName: string | null
}

/** A decision on a key as its row stands. */
export type StoredCorrection = KeyCorrection & {
  id: string
  roundId: string
  seq: number
  salt: string
  actorId: string
  reason: string
  state: string
}

export type StoredUnion = {
  unionId: string
  parentId: string | null
  people: number
  attempts: number
  scoreSum: number
  allCorrect: number
}

/** A row of a board that is not what the log gives. `stored` or `counted` is null where the row is missing on that side. */
export type BoardDifference = { table: string; key: string; stored: Record<string, unknown> | null; counted: Record<string, unknown> | null }

/** A file that was made of a revision. */
export type ProofFile = { round: string; revision: number; format: string; scopeName: string; bytes: number; sha256: string }

/** For whom an attempt counts, and as which of theirs. */
export type Owner = { contestantId: string; number: number; unionId: string }

/** The boards counted anew beside the stored ones, by the projector's own code. */
export type Recount = {
  /** The last entry that the stored boards count. */
  progress: number
  apply: (entries: LogEntry[], projection: Projection) => void
  /** How many rows were compared, and the first `limit` that differ, of each table. */
  compare: (limit: number) => { rows: number; differences: BoardDifference[] }
}

/** Reads one moment of a database that nobody but the reader may change meanwhile; it writes nothing. */
export type ProofReader = {
  /** What the database itself finds wrong with its pages and indexes; empty when it is whole. */
  damage: () => string[]
  log: Pick<SubmissionLog, 'head' | 'ofRound'>
  entriesAfter: (seq: number, limit: number) => RawEntry[]
  entry: (seq: number) => RawEntry | null
  /** The last entry that was written up to a moment; 0 before the first. */
  lastUntil: (at: number) => number
  /** Attempts with their responses, by id. */
  attempts: (ids: readonly string[]) => Map<string, StoredAttempt>
  keyOf: (versionId: string) => AnswerKey | null
  /** Every decision on the keys of a round, oldest first. */
  corrections: (roundId: string) => StoredCorrection[]
  /** What was logged of an attempt after its submission that changed its figures, oldest first. */
  regradesOf: (attemptId: string) => RegradeEvent[]
  /** Finished attempts of real rounds whose receipt stands in no entry, and entries whose attempt has another one. */
  unloggedAttempts: (limit: number) => string[]
  /** Attempts with more than one submission in the log. */
  loggedTwice: (limit: number) => string[]
  /** The submission of an attempt, by its receipt. */
  /** Whether an attempt was void when an entry was written. */
  voidBefore: (attemptId: string, seq: number) => boolean
  submissionOf: (attemptId: string) => { seq: number; roundId: string } | null
  personKnown: (contestantId: string) => boolean
  /** Whether a union is in the list. */
  unionKnown: (unionId: string) => boolean
  /** Attempts whose person, number or union are not those that they count for by the log, with all that came after their submission. */
  wrongOwners: (limit: number) => { attemptId: string; stored: Owner; counted: Owner }[]
  rounds: () => StoredRound[]
  /** Rounds of published contests that the log knows of. */
  publicRounds: () => { id: string; contest: string; slug: string; number: number; title: string }[]
  revisions: () => (Revision & { state: string })[]
  resultRows: (revisionId: string, afterPosition: number, limit: number) => StoredRow[]
  /** In the order of the ids of people. */
  resultPlaces: (revisionId: string, afterId: string, limit: number) => SealedPlace[]
  sealedUnions: (revisionId: string) => StoredUnion[]
  /** Whether a round has entries between two others, both left out. */
  loggedBetween: (roundId: string, after: number, before: number) => number | null
  /** Audit entries of an action, as "moment actor reason". */
  audited: (action: string) => ReadonlySet<string>
  /** The newest file of each revision, scope and format. */
  exportFiles: () => ProofFile[]
  /** Names of contestants, for a ranking that people read. */
  faces: (contestantIds: readonly string[]) => Map<string, { fullName: string; unionName: string }>
  recount: Recount
  /** For a round that is ranked again. */
  openBook: () => SealingBook
  close: () => void
}
