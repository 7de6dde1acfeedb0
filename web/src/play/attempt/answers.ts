import type { QuestionKind } from '@hoithi/shared/contracts/rules'

/** What was chosen, put in order, matched or typed, by position. */
export type Answers = Record<number, string[]>

/** Whether a question is answered: a matching question only in part while a prompt is left open. */
export type AnswerState = 'none' | 'part' | 'whole'

export function answerState(question: { position: number; kind: QuestionKind }, answers: Answers): AnswerState {
  const choice = answers[question.position] ?? []
  if (choice.every((id) => id === '')) return 'none'
  return question.kind === 'matching' && choice.includes('') ? 'part' : 'whole'
}

export function isAnswered(question: { position: number; kind: QuestionKind }, answers: Answers): boolean {
  return answerState(question, answers) === 'whole'
}

/** A prediction as typed: digits with any separators; null when left blank, undefined when it is no whole number. */
export function parsePrediction(typed: string): number | null | undefined {
  const digits = typed.replace(/[\s.,]/g, '')
  if (digits === '') return null
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined
}
