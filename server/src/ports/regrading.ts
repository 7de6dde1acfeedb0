import type { SavedResponse } from '../domain/attempt.ts'
import type { AwardChange } from '../domain/award-lines.ts'
import type { SealedUnion } from '../domain/award-unions.ts'
import type { Grade } from '../domain/grading.ts'
import type { KeyCorrection } from '../domain/key-correction.ts'
import type { PaperItem } from '../domain/paper.ts'
import type { QuestionDraft } from '../domain/question.ts'
import type { Move, Place } from '../domain/rank-moves.ts'
import type { Awards } from './awards.ts'
import type { Contests } from './contests.ts'
import type { Correction, RegradePiece } from './corrections.ts'
import type { SubmissionLog } from './log.ts'

export type TrialJob = { roundId: string; decision: KeyCorrection }
export type TrialFigures = { people: number; attempts: number; allCorrect: number; predictionTarget: number | null; meanScore: number | null }

/** Which prizes of one scope the contest's rules would give otherwise. */
export type TrialPrizes = {
  scope: 'round' | 'contest'
  /** Prizes given after the change. */
  given: number
  /** Lines that people must decide, as equals part on them. */
  undecided: { before: number; after: number }
  /** Rounds that this rests on and that are not sealed yet. */
  waiting: string[]
  /** Some of them; `changed` counts all. */
  changes: AwardChange[]
  changed: number
}

/** What a decision would change: nothing was changed to learn it. */
export type TrialFound = {
  holding: number
  changedAttempts: number
  changedPeople: number
  movedPeople: number
  before: TrialFigures
  after: TrialFigures
  changes: { from: number; to: number; attempts: number }[]
  topBefore: Place[]
  topAfter: Place[]
  /** Of the round and of the whole contest, where the rules name prizes that one of them decides. */
  prizes: TrialPrizes[]
  /** The largest moves; `movedPeople` tells how many there are. */
  movers: Move[]
}
export type RunningTrial = { found: Promise<TrialFound>; stop: () => Promise<void> }

/** Grading again, off the event loop: a thread of its own reads the database, and writes nothing. */
export type Regrading = {
  /** Attempts logged before a correction, with the figures that it gives them, piece by piece as they are asked for. */
  pieces: (correctionId: string) => AsyncIterable<RegradePiece>
  trial: (job: TrialJob, told: (seen: number, total: number) => void) => RunningTrial
}

/** A finished attempt whose paper is asked for: the figures it has, and what was answered. */
export type GradedPaper = Grade & { attemptId: string; contestantId: string; paper: PaperItem[]; responses: SavedResponse[] }
/** `versionIds`: only papers that hold one of these are wanted. */
export type PaperStretch = { roundId: string; after: number; before: number; limit: number; versionIds: readonly string[] }

/** What prizes are reckoned with besides a ranking: the tree of unions as a seal would keep it now, and what was decided before. */
export type PrizeReads = Pick<Awards, 'decisions' | 'placements' | 'elsewhere' | 'faces'> & {
  rounds: Contests['rounds']
  divisions: (contestId: string) => Promise<{ id: string; name: string }[]>
  unions: (board: { contestId: string; boardId: string }) => Promise<SealedUnion[]>
}

/** What that thread reads. */
export type RegradeReads = {
  round: Contests['round']
  corrections: (roundId: string) => Promise<Correction[]>
  correction: (id: string) => Promise<Correction | null>
  versions: (ids: readonly string[]) => Promise<Map<string, QuestionDraft>>
  log: SubmissionLog
  prizes: PrizeReads
  /** Submissions of a round logged before a line. */
  submissions: (roundId: string, before: number) => Promise<number>
  /** The next submissions after a line, and of those whose paper is wanted everything, all as of one moment: line `asOf` of the log. */
  papers: (stretch: PaperStretch) => Promise<{ asOf: number; seen: number; seenTo: number; papers: GradedPaper[] }>
  close: () => Promise<void>
}
