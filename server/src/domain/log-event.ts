import type { ContestantKind } from '@hoithi/shared/contracts/common'

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
export type SealEvent = { kind: 'seal'; roundId: string; contestId: string; revision: number; resultsHash: string; actorId: string; reason: string }

export type LogEvent = SubmissionEvent | VoidEvent | SealEvent
/** `at`: when the server wrote it, epoch ms. */
export type LogEntry = { seq: number; at: number; event: LogEvent; prevHash: string; hash: string }
