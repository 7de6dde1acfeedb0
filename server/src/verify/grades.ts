import type { AnswerKey, Grade } from '../domain/grading.ts'
import { correctedBy, gradeWith } from '../domain/key-correction.ts'
import { canonical } from '../domain/receipt.ts'
import type { StoredAttempt, StoredCorrection } from '../ports/proof.ts'
import type { Context, ReadEntry } from './events/event-check.ts'
import { compareFields } from './fault.ts'

/** The figures that grading gives. */
export const figuresOf = ({ score, maxScore, correctCount, allCorrect }: Grade): Grade => ({ score, maxScore, correctCount, allCorrect })

/** Whoever's answers were let in later has others stored than those that an earlier entry graded. */
const gradedOthers = (responsesHash: string, attempt: StoredAttempt, { sha256 }: Context): boolean =>
  sha256(canonical(attempt.responses)) !== responsesHash

/**
 * An entry's figures, graded again from the pinned versions and the keys that held when it was written; and, with the first entry of an attempt,
 * that a decision on a key which came later has reached it.
 */
export function compareGrade({ row, event }: ReadEntry<'submission'> | ReadEntry<'regrade'>, attempt: StoredAttempt, context: Context): void {
  const { ledger, reader, rounds } = context
  const round = rounds.get(event.roundId)
  if (round === undefined) return
  const place = { check: 'scores', table: 'attempts', key: event.attemptId } as const
  const missing = attempt.paper.find(({ versionId }) => reader.keyOf(versionId) === null)
  if (missing !== undefined) return ledger.fault({ ...place, field: 'paper', expected: missing.versionId, found: null })
  const keyOf = (versionId: string): AnswerKey => reader.keyOf(versionId) as AnswerKey
  const under = (corrections: readonly StoredCorrection[]): Grade =>
    gradeWith({ paper: attempt.paper, responses: attempt.responses, keyOf, corrected: correctedBy(corrections) }, round.rules)
  const decisions = reader.corrections(event.roundId)
  const letInLater =
    gradedOthers(event.responsesHash, attempt, context) && reader.regradesOf(event.attemptId).some(({ cause }) => cause === 'heldAnswers')
  if (!letInLater) {
    ledger.checked('scores')
    compareFields(ledger, place, under(decisions.filter(({ seq }) => seq < row.seq)), event)
  }
  if (event.kind === 'submission' && decisions.length > 0 && decisions.every(({ state }) => state !== 'grading'))
    compareFields(ledger, place, under(decisions), figuresOf(reader.regradesOf(event.attemptId).at(-1) ?? event))
}
