import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'

/** What the submission log records. Everything people look at is computed from these and nothing else. */
export type SubmissionEvent = {
  kind: 'submission'
  attemptId: string
  roundId: string
  contestId: string
  contestantId: string
  unionId: string
  /** The contestant's kind when they started; entries of older releases have none. */
  contestantKind?: ContestantKind | null
  number: number
  startedAt: number
  submittedAt: number
  durationMs: number
  finishedBy: 'contestant' | 'deadline'
  score: number
  maxScore: number
  correctCount: number
  allCorrect: boolean
  prediction: number | null
  receipt: string
  /** SHA-256 of the responses as graded. */
  responsesHash: string
}
export type VoidEvent = { kind: 'void'; attemptId: string; roundId: string; contestId: string; contestantId: string; actorId: string; reason: string }
/** A void taken back: from here on the attempt counts again, with the figures and the union that it was given meanwhile. */
export type RestoreEvent = Omit<VoidEvent, 'kind'> & { kind: 'restore' }
export type SealEvent = { kind: 'seal'; roundId: string; contestId: string; revision: number; resultsHash: string; actorId: string; reason: string }

/** A contestant's attempts in a round count for another union from here on. */
export type MoveEvent = {
  kind: 'move'
  roundId: string
  contestId: string
  contestantId: string
  fromUnionId: string
  unionId: string
  actorId: string
  reason: string
}

/** An attempt's figures from here on: a question's key was corrected, or answers that came late were let in. The receipt stays the submission's. */
export type RegradeEvent = {
  kind: 'regrade'
  attemptId: string
  roundId: string
  contestId: string
  contestantId: string
  score: number
  maxScore: number
  correctCount: number
  allCorrect: boolean
  /** SHA-256 of the responses as graded now. */
  responsesHash: string
  cause: 'correction' | 'heldAnswers'
  /** The correction, or the decision on late answers, that made it. */
  causeId: string
  actorId: string
  reason: string
}

/** From here on attempts of a round are graded by another rule for one question; those logged before it are graded again, a `regrade` each. */
export type CorrectionEvent = {
  kind: 'correction'
  correctionId: string
  roundId: string
  contestId: string
  questionId: string
  treatment: KeyTreatment
  /** SHA-256 of the decision with a salt that stays at the desk: the log binds it and tells no key. */
  decisionHash: string
  actorId: string
  reason: string
}

/** Two accounts are one person: from here on the attempts of the one in a round count for the other, all under one union. */
export type JoinEvent = {
  kind: 'join'
  roundId: string
  contestId: string
  /** The account that stays, and the one that is joined to it. */
  contestantId: string
  fromContestantId: string
  unionId: string
  /** The number of each attempt of both from here on, in the order of their starts. */
  numbers: Record<string, number>
  actorId: string
  reason: string
}

export type LogEvent = SubmissionEvent | VoidEvent | RestoreEvent | SealEvent | MoveEvent | RegradeEvent | CorrectionEvent | JoinEvent
/** `at`: when the server wrote it, epoch ms. */
export type LogEntry = { seq: number; at: number; event: LogEvent; prevHash: string; hash: string }
