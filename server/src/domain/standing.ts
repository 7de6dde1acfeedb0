import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'
import { roundPoints } from './grading.ts'
import type { SubmissionEvent } from './log-event.ts'
import { countedAttempt, rankingKeys, type Keys } from './ranking.ts'

/** A finished attempt as the log tells it. */
export type Outcome = {
  attemptId: string
  roundId: string
  contestId: string
  contestantId: string
  unionId: string
  /** Null in entries of a log from before kinds were logged. */
  contestantKind: ContestantKind | null
  number: number
  score: number
  maxScore: number
  allCorrect: boolean
  prediction: number | null
  durationMs: number
  submittedAt: number
  receipt: string
  voided: boolean
}

/** A contestant's place on a board before the seal; the prediction target is not known yet, so no distance counts. */
export type Standing = {
  contestantId: string
  unionId: string
  attemptId: string
  attempts: number
  score: number
  allCorrect: boolean
  durationMs: number
  submittedAt: number
  keys: Keys
}

const liveTieBreaks = (rules: RoundRules): TieBreak[] => rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')

/** One person's standing in a round from all their attempts there; null when none counts. Their union is that of the newest attempt. */
export function roundStanding(outcomes: Outcome[], rules: RoundRules): Standing | null {
  const valid = outcomes.filter((outcome) => !outcome.voided)
  const newest = valid.reduce<Outcome | null>((latest, outcome) => (latest === null || outcome.number > latest.number ? outcome : latest), null)
  const tieBreaks = liveTieBreaks(rules)
  // Field by field: V8 adds to a copied object forty times slower.
  const counted = countedAttempt(
    valid.map(({ contestantId, attemptId, number, score, durationMs, submittedAt }) => ({
      contestantId,
      attemptId,
      number,
      score,
      durationMs,
      submittedAt,
      predictionDistance: null,
    })),
    { ...rules, tieBreaks },
  )
  if (counted === null || newest === null) return null
  return {
    contestantId: counted.contestantId,
    unionId: newest.unionId,
    attemptId: counted.attemptId,
    attempts: valid.length,
    score: counted.score,
    allCorrect: valid.some((outcome) => outcome.allCorrect),
    durationMs: counted.durationMs,
    submittedAt: counted.submittedAt,
    keys: rankingKeys(counted, tieBreaks),
  }
}

/** One person's standing in the contest: scores and durations summed over rounds, the last submission, the newest union. */
export function contestStanding(rounds: Standing[], rules: RoundRules): Standing | null {
  const newest = rounds.reduce<Standing | null>(
    (latest, standing) => (latest === null || standing.submittedAt > latest.submittedAt ? standing : latest),
    null,
  )
  if (newest === null) return null
  const sum = (of: (standing: Standing) => number) => rounds.reduce((total, standing) => total + of(standing), 0)
  const total = { score: roundPoints(sum((s) => s.score)), durationMs: sum((s) => s.durationMs), submittedAt: newest.submittedAt }
  return {
    contestantId: newest.contestantId,
    unionId: newest.unionId,
    attemptId: newest.attemptId,
    attempts: sum((s) => s.attempts),
    allCorrect: rounds.every((s) => s.allCorrect),
    ...total,
    keys: rankingKeys({ ...total, attemptId: newest.attemptId, predictionDistance: null }, liveTieBreaks(rules)),
  }
}

/** What is kept of a submission. */
export const submittedOutcome = ({
  attemptId,
  roundId,
  contestId,
  contestantId,
  unionId,
  contestantKind,
  number,
  score,
  maxScore,
  allCorrect,
  prediction,
  durationMs,
  submittedAt,
  receipt,
}: SubmissionEvent): Outcome => ({
  attemptId,
  roundId,
  contestId,
  contestantId,
  unionId,
  contestantKind: contestantKind ?? null,
  number,
  score,
  maxScore,
  allCorrect,
  prediction,
  durationMs,
  submittedAt,
  receipt,
  voided: false,
})
