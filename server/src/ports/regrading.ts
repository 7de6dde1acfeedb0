import type { SavedResponse } from '../domain/attempt.ts'
import type { Grade } from '../domain/grading.ts'
import type { KeyCorrection } from '../domain/key-correction.ts'
import type { PaperItem } from '../domain/paper.ts'
import type { QuestionDraft } from '../domain/question.ts'
import type { Move, Place } from '../domain/rank-moves.ts'
import type { Contests } from './contests.ts'
import type { Correction, RegradePiece } from './corrections.ts'
import type { SubmissionLog } from './log.ts'

export type TrialJob = { roundId: string; decision: KeyCorrection; prizePlaces: number }
export type TrialFigures = { people: number; attempts: number; allCorrect: number; predictionTarget: number | null; meanScore: number | null }

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
  prizePlaces: number
  entering: Move[]
  leaving: Move[]
  shifted: number
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
export type PaperStretch = { roundId: string; after: number; before: number; limit: number; holds: (paper: string) => boolean }

/** What that thread reads. */
export type RegradeReads = {
  round: Contests['round']
  corrections: (roundId: string) => Correction[]
  correction: (id: string) => Correction | null
  versions: (ids: readonly string[]) => Map<string, QuestionDraft>
  log: SubmissionLog
  /** Submissions of a round logged before a line. */
  submissions: (roundId: string, before: number) => number
  /** The next submissions after a line, and of those whose paper is held everything, all as of one moment: line `asOf` of the log. */
  papers: (stretch: PaperStretch) => { asOf: number; seen: number; seenTo: number; papers: GradedPaper[] }
}
