import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { SealedAttempt, SealedCounts, SealedPlace, SealedRow } from '../domain/sealing.ts'
import type { Keys } from '../domain/ranking.ts'

/** The attempts of a round while its log is read; a voided one is kept up to date, for it may be restored. */
export type AttemptBook = {
  submit: (attempt: SealedAttempt) => void
  void: (attemptId: string) => void
  restore: (attemptId: string) => void
  regrade: (attemptId: string, figures: Pick<SealedAttempt, 'score' | 'maxScore' | 'allCorrect'>) => void
  /** The attempt is somebody's, of that union, and their so-manieth. */
  give: (attemptId: string, to: Pick<SealedAttempt, 'contestantId' | 'unionId' | 'number'>) => void
  move: (contestantId: string, unionId: string) => void
}

/** Holds a round while it is ranked, outside memory: however many attempts there are. Of two rounds that are ranked at once each has its own. */
export type SealingBook = AttemptBook & {
  /** Of what was told so far; whatever was ranked before is forgotten, so that a round can be ranked, told more of, and ranked again. */
  counts: () => Pick<SealedCounts, 'people' | 'attempts' | 'allCorrectCount'>
  /** Each person's attempts that count, in the order of the log; asked for after `counts`. */
  people: () => Iterable<SealedAttempt[]>
  /** Keep the attempt that counts of a person, with the keys and the last tie by which it is ordered. */
  keep: (attempt: SealedAttempt, keys: Keys, tie: string) => void
  /** What was kept, in its order. */
  kept: () => Iterable<{ row: SealedAttempt; keys: Keys }>
  /** Each person's place in that order, by the ids of people; asked for once `kept` was gone through, which is done once. */
  places: () => Iterable<SealedPlace>
  close: () => void
}

export type LogLine = { seq: number; kind: string; at: number; roundId: string; payload: string; prevHash: string; hash: string }
/** What a seal reads, on a connection of its own that sees one moment: the whole log in its order, some lines at a time. Closing it twice does nothing. */
export type SealingReads = {
  lines: () => AsyncIterable<LogLine[]>
  head: { seq: number; hash: string }
  openBook: () => SealingBook
  close: () => Promise<void>
}

export type SealJob = { roundId: string; number: number; rules: RoundRules }
export type SealPart = 'log' | 'people' | 'rows' | 'places'
/** How far a seal is: entries of the log, then people, then rows of the result, then their places by person. */
export type SealProgress = { part: SealPart; done: number; total: number }
/** In this order: the chain is broken and nothing follows; or the counts, the rows and then the places piece by piece, and the hash of it all. */
export type SealStep =
  | { broken: true }
  | { head: { seq: number; hash: string }; counts: SealedCounts }
  | { rows: SealedRow[] }
  | { places: SealedPlace[] }
  | { resultsHash: string }

/** Ranks a round from the whole log, off the thread that takes answers. */
export type Sealing = { steps: (job: SealJob, logLength: number, told: (progress: SealProgress) => void) => AsyncIterable<SealStep> }
