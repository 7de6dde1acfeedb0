import type { FinishedBy, Outcome } from '../domain/attempt.ts'

// What rows of attempts and answers say, of either store.

export type OutcomeColumns = {
  submittedAt: number | null
  finishedBy: FinishedBy | null
  prediction: number | null
  score: number | null
  maxScore: number | null
  correctCount: number | null
  allCorrect: boolean | null
  durationMs: number | null
  receipt: string | null
}

/** Most answers are one letter, which needs no parser. */
export const choiceOf = (stored: string): string[] =>
  stored.length === 5 && stored[2] !== '\\' ? [stored[2] ?? ''] : (JSON.parse(stored) as string[])

/** What became of an attempt; null while it runs. */
export function outcomeOf(row: OutcomeColumns): Outcome | null {
  const { submittedAt, finishedBy, score, maxScore, correctCount, allCorrect, durationMs, receipt, prediction } = row
  if (
    submittedAt === null ||
    finishedBy === null ||
    score === null ||
    maxScore === null ||
    correctCount === null ||
    allCorrect === null ||
    durationMs === null ||
    receipt === null
  )
    return null
  return { submittedAt, finishedBy, prediction, score, maxScore, correctCount, allCorrect, durationMs, receipt }
}
