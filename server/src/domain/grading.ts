import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import type { SavedResponse } from './attempt.ts'
import { chosenOptions, type PaperItem } from './paper.ts'

/** Share of a question's points, 0–1; `chosen` and `correct` are original option indices. */
type Grader = (chosen: number[], correct: number[], credit: RoundRules['multipleCredit']) => number

const exactly: Grader = (chosen, correct) => (chosen.length === correct.length && chosen.every((index) => correct.includes(index)) ? 1 : 0)

const severalRight: Grader = (chosen, correct, credit) => {
  if (credit === 'allOrNothing') return exactly(chosen, correct, credit)
  const right = chosen.filter((index) => correct.includes(index)).length
  return Math.max(0, (right - (chosen.length - right)) / correct.length)
}

const graders = { single: exactly, trueFalse: exactly, multiple: severalRight } satisfies Record<QuestionKind, Grader>

export type Grade = { score: number; maxScore: number; correctCount: number; allCorrect: boolean }

/** Points to two decimals, so that equal papers compare equal. */
export const roundPoints = (points: number): number => Math.round(points * 100) / 100

/** Grade saved responses against the pinned versions' keys; a question without a response earns nothing. */
export function grade(
  paper: PaperItem[],
  responses: SavedResponse[],
  keyOf: (versionId: string) => number[],
  rules: Pick<RoundRules, 'points' | 'multipleCredit'>,
): Grade {
  const choices = new Map(responses.map((response) => [response.position, response.choice]))
  let score = 0
  let correctCount = 0
  paper.forEach((item, index) => {
    const chosen = chosenOptions(item, choices.get(index + 1) ?? [])
    const share = graders[item.kind](chosen, keyOf(item.versionId), rules.multipleCredit)
    score += roundPoints(share * rules.points)
    if (share === 1) correctCount += 1
  })
  return { score: roundPoints(score), maxScore: roundPoints(paper.length * rules.points), correctCount, allCorrect: correctCount === paper.length }
}
