import type { RoundRules } from '@hoithi/shared/contracts/rules'

export const plainRules: RoundRules = {
  blueprint: [{ count: 4 }],
  points: 1,
  multipleCredit: 'allOrNothing',
  minutes: 20,
  attemptsPerRound: 2,
  counts: 'best',
  tieBreaks: ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
  equals: 'sharedRank',
  prediction: { target: 'allCorrectCount', closeness: 'nearest' },
  atClose: 'clipped',
  attemptsPerDay: null,
  hours: null,
  bestAmongEquals: 'tieBreaks',
  lateAnswers: 'refused',
  showAnswers: 'never',
  board: 'live',
  frozenMinutes: 0,
  showScore: 'atSubmission',
  scoresOnBoards: 'afterSeal',
}
