import type { QuestionKind } from '@hoithi/shared/contracts/rules'

/** What a question shows of itself, on the phone and in the desk's preview. */
export type ShownQuestion = {
  position: number
  kind: QuestionKind
  stem: string
  options: { id: string; text: string }[]
  prompts: string[]
  /** Points of a right answer, where it differs from the round's. */
  points?: number | null
}

export const MAX_TYPED = 200

export function isTyped(kind: QuestionKind): boolean {
  return kind === 'shortText' || kind === 'number'
}

/** The choice after a tap: one option stands for the others; of several, each is taken or given back. */
export function choose(kind: QuestionKind, before: readonly string[], optionId: string): string[] {
  if (kind !== 'multiple') return [optionId]
  return before.includes(optionId) ? before.filter((id) => id !== optionId) : [...before, optionId].sort()
}

/** The order to show: the chosen one, or the paper's own until there is a whole one. */
export function shownOrder(options: readonly { id: string }[], choice: readonly string[]): string[] {
  const ids = options.map(({ id }) => id)
  return choice.length === ids.length && ids.every((id) => choice.includes(id)) ? [...choice] : ids
}

/** The order with one item moved by some places; as it is when the item would leave the list. */
export function move(order: readonly string[], id: string, by: number): string[] {
  const from = order.indexOf(id)
  const to = from + by
  if (from === -1 || to < 0 || to >= order.length) return [...order]
  const rest = order.filter((other) => other !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}

/** The choice of a matching question after one prompt was given an option, or "" for none: one entry for each prompt, empty when all are open. */
export function pair(prompts: number, before: readonly string[], index: number, optionId: string): string[] {
  const pairs = Array.from({ length: prompts }, (_, place) => (place === index ? optionId : (before[place] ?? '')))
  return pairs.every((id) => id === '') ? [] : pairs
}

/** What was typed, as a choice: blanks are no answer. */
export function typedChoice(text: string): string[] {
  return text.trim() === '' ? [] : [text]
}

/** Whether two typed texts are one answer: the server keeps it in NFC and with single spaces. */
export function sameTyped(a: string, b: string): boolean {
  const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()
  return plain(a) === plain(b)
}
