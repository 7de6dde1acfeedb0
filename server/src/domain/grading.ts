import type { QuestionKind, RoundRules } from '@hoithi/shared/contracts/rules'
import { matchesText, numberReadings, readNumber } from './answer-text.ts'
import type { SavedResponse } from './attempt.ts'
import { chosenOptions, type PaperItem } from './paper.ts'
import type { AcceptedAnswer, QuestionDraft } from './question.ts'

/** What grading needs of a question. */
export type AnswerKey = Pick<QuestionDraft, 'correct' | 'credits' | 'answers' | 'caseMatters' | 'accentsMatter'>

/** Share of a question's points, 0–1, for a response as saved. */
type Grader = (choice: string[], item: PaperItem, key: AnswerKey, credit: RoundRules['multipleCredit']) => number

const within = (share: number): number => Math.min(1, Math.max(0, share))
/** Part of the points only where the rules give parts. */
const whole = (share: number, credit: RoundRules['multipleCredit']): number => (credit === 'partial' || share === 1 ? within(share) : 0)

const oneRight: Grader = (choice, item, { correct, credits }, credit) => {
  const [chosen] = chosenOptions(item, choice)
  if (chosen === undefined) return 0
  return correct.includes(chosen) ? 1 : whole((credits[chosen] ?? 0) / 100, credit)
}

const severalRight: Grader = (choice, item, { correct, credits }, credit) => {
  const chosen = chosenOptions(item, choice)
  if (chosen.length === correct.length && chosen.every((index) => correct.includes(index))) return 1
  if (credit === 'allOrNothing') return 0
  // Weights may sum to a full mark without being the key: only the key is wholly right.
  if (credits.length > 0) return Math.min(0.99, within(chosen.reduce((sum, index) => sum + (credits[index] ?? 0), 0) / 100))
  const right = chosen.filter((index) => correct.includes(index)).length
  return within((right - (chosen.length - right)) / correct.length)
}

const inPlace: Grader = (choice, item, { correct }, credit) => {
  const chosen = chosenOptions(item, choice)
  return whole(correct.filter((index, place) => chosen[place] === index).length / correct.length, credit)
}

const best = (answers: readonly AcceptedAnswer[], credit: RoundRules['multipleCredit']): number =>
  answers.reduce((most, answer) => Math.max(most, whole(answer.credit / 100, credit)), 0)

const accepted: Grader = ([typed = ''], _item, key, credit) =>
  best(
    key.answers.filter(({ text }) => matchesText(typed, text, key)),
    credit,
  )

const nearEnough: Grader = ([typed = ''], _item, { answers }, credit) => {
  const readings = numberReadings(typed)
  // The last bits of a binary fraction must not fail "0,3" against 0.1 + 0.2.
  const near = ({ text, tolerance }: AcceptedAnswer): boolean => {
    const value = readNumber(text)
    return value !== null && readings.some((reading) => Math.abs(reading - value) <= tolerance + 1e-9 * Math.max(1, Math.abs(value)))
  }
  return best(answers.filter(near), credit)
}

const graders = {
  single: oneRight,
  trueFalse: oneRight,
  multiple: severalRight,
  shortText: accepted,
  number: nearEnough,
  ordering: inPlace,
  matching: inPlace,
} satisfies Record<QuestionKind, Grader>

export type Grade = { score: number; maxScore: number; correctCount: number; allCorrect: boolean }

/** A mean to two decimals, halves up; reckoned in hundredths, because 9.575 as a binary fraction lies below the half. Null without people. */
export const meanScore = (scoreSum: number, people: number): number | null =>
  people === 0 ? null : Math.round(Math.round(scoreSum * 100) / people) / 100

/** Points to two decimals, so that equal papers compare equal. */
export const roundPoints = (points: number): number => Math.round(points * 100) / 100

/** Share of a question's points that a choice earns, 0–1; nothing chosen earns nothing. */
export function shareOf(item: PaperItem, choice: string[], key: AnswerKey, credit: RoundRules['multipleCredit']): number {
  return choice.length === 0 ? 0 : graders[item.kind](choice, item, key, credit)
}

/** Share of the points that each question of a paper earned, 0–1, in the paper's order; without a response it earns nothing. */
export function shares(
  paper: readonly PaperItem[],
  responses: readonly SavedResponse[],
  keyOf: (versionId: string) => AnswerKey,
  credit: RoundRules['multipleCredit'],
): number[] {
  const choices = new Map(responses.map((response) => [response.position, response.choice]))
  return paper.map((item, index) => shareOf(item, choices.get(index + 1) ?? [], keyOf(item.versionId), credit))
}
