import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import type { SavedResponse } from '../domain/attempt.ts'
import type { KeyCorrection, VersionRule } from '../domain/key-correction.ts'
import type { Analysis, ItemFigures } from '../domain/item-analysis.ts'
import type { PaperItem } from '../domain/paper.ts'
import type { Busy } from '../domain/people-by-time.ts'
import type { OtherRules, Reranked } from '../domain/rerank.ts'
import type { Doubt } from '../domain/doubts.ts'
import type { Contests } from './contests.ts'
import type { QuestionRecord } from './questions.ts'

/** Which attempts of a person item analysis takes: the first, the one that is ranked, or all of them as if by different people. */
export type AttemptsTaken = 'first' | 'counted' | 'all'
export type StatisticsJob = { roundId: string; taken: AttemptsTaken }
export type Progress = { done: number; total: number }

/** A version of a question with how it fared; shares 0–1. */
export type ItemStatistics = ItemFigures & {
  code: string
  version: number
  kind: QuestionKind
  topic: string
  difficulty: number
  stem: string
  /** The options that are right, as the key was corrected. */
  correct: number[]
  /** What was decided on its key, where anything was. */
  treatment: Exclude<VersionRule['treatment'], 'voidRescaled' | 'voidDropped'> | null
  randomGuess: number | null
  doubts: Doubt[]
}

/** People of one sort, each counted once, with the best score of each. */
export type PeopleOf = { people: number; attempts: number; scoreSum: number; allCorrect: number }
/** `depth`: steps below the top of the tree of unions. */
export type LevelPeople = PeopleOf & { depth: number; kind: string }

export type RoundStatistics = Omit<Analysis, 'items'> & {
  items: ItemStatistics[]
  hours: Busy[]
  days: Busy[]
  kinds: (PeopleOf & { kind: string })[]
  levels: LevelPeople[]
}

export type TakenAttempt = { id: string; paper: PaperItem[]; responses: SavedResponse[] }

/** What whoever reckons reads of a round; what there may be a million of comes some at a time. */
export type StatisticsReads = {
  contests: Pick<Contests, 'round'>
  /** What was decided on keys of a round, oldest first. */
  corrections: (roundId: string) => Promise<KeyCorrection[]>
  total: (asked: StatisticsJob) => Promise<number>
  /** Finished, not voided attempts with paper and responses. */
  attempts: (asked: StatisticsJob) => AsyncIterable<TakenAttempt[]>
  versions: (ids: readonly string[]) => Promise<QuestionRecord[]>
  /** When each person handed in, person by person. */
  moments: (roundId: string) => AsyncIterable<number[][]>
  close: () => Promise<void>
} & { [Table in 'kinds' | 'levels']: (roundId: string) => Promise<RoundStatistics[Table]> }

/** A sealed revision, from the log up to its head, under other rules. */
export type RerankJob = { roundId: string; rules: RoundRules; other: OtherRules; head: { seq: number; hash: string }; places: number }

/** What is reckoned off the event loop, from a read-only connection. */
export type StatisticsWork = {
  analyse: (job: StatisticsJob, onProgress: (progress: Progress) => void) => Promise<RoundStatistics>
  rerank: (job: RerankJob) => Promise<Reranked>
}
