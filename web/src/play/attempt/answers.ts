import type { QuestionKind } from '@hoithi/shared/contracts/rules'

/** The chosen option ids by position. */
export type Answers = Record<number, string[]>

/** The server's answers, except where this phone has something newer. */
export function adopt(server: { position: number; choice: string[] }[], mine: Answers, newer: (position: number) => boolean): Answers {
  const kept = Object.entries(mine).filter(([position]) => newer(Number(position)))
  const adopted = server.filter(({ position }) => !newer(position)).map(({ position, choice }) => [position, choice] as const)
  return Object.fromEntries([...adopted, ...kept])
}

/** The choice after a tap: one option stands for the others; of several, each is taken or given back. */
export function choose(kind: QuestionKind, before: string[], optionId: string): string[] {
  if (kind !== 'multiple') return [optionId]
  return before.includes(optionId) ? before.filter((id) => id !== optionId) : [...before, optionId].sort()
}

export function isAnswered(answers: Answers, position: number): boolean {
  return (answers[position]?.length ?? 0) > 0
}

/** A prediction as typed: digits with any separators; null when left blank, undefined when it is no whole number. */
export function parsePrediction(typed: string): number | null | undefined {
  const digits = typed.replace(/[\s.,]/g, '')
  if (digits === '') return null
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined
}
