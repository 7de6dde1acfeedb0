import type { Attempt, AttemptHead, FinishMoment, Outcome, SavedResponse } from './attempt.ts'
import type { Round } from './contest.ts'
import type { AnswerKey } from './grading.ts'
import { correctedBy, gradeWith, type KeyCorrection } from './key-correction.ts'
import type { SubmissionEvent } from './log-event.ts'
import { canonical, receiptCode, type Sha256 } from './receipt.ts'

export type HandedIn = {
  attempt: Pick<Attempt, 'paper' | 'seed' | 'contestantKind'>
  head: Pick<AttemptHead, 'id' | 'contestantId' | 'unionId' | 'number' | 'startedAt'>
  responses: readonly SavedResponse[]
  prediction: number | null
  keyOf: (versionId: string) => AnswerKey
  corrections: readonly KeyCorrection[]
  round: Pick<Round, 'id' | 'contestId' | 'rules'>
}

/** What an attempt is once it is over: graded, with its receipt, and the line that the submission log gets. */
export function finishedAttempt(handedIn: HandedIn, moment: FinishMoment, sha256: Sha256): { outcome: Outcome; event: SubmissionEvent } {
  const { attempt, head, responses, prediction, keyOf, corrections, round } = handedIn
  const graded = gradeWith({ paper: attempt.paper, responses, keyOf, corrected: correctedBy(corrections) }, round.rules)
  const responsesHash = sha256(canonical(responses))
  const receipt = receiptCode(sha256, { attemptId: head.id, seed: attempt.seed, responsesHash, submittedAt: moment.submittedAt })
  const outcome: Outcome = { ...moment, ...graded, prediction, receipt }
  const { contestantId, unionId, number, startedAt } = head
  const who = { attemptId: head.id, roundId: round.id, contestId: round.contestId, contestantId, unionId, contestantKind: attempt.contestantKind }
  return { outcome, event: { kind: 'submission', ...who, number, startedAt, ...outcome, responsesHash } }
}
