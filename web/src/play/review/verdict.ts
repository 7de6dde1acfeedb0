import type { Reply } from '../../lib/api.ts'

export type Reviewed = Reply<'getReview'>['questions'][number]
export type Verdict = 'right' | 'part' | 'wrong' | 'open'

/** What became of an answer, in one word. */
export function verdictOf({ choice, share }: Pick<Reviewed, 'choice' | 'share'>): Verdict {
  if (choice.every((one) => one.trim() === '')) return 'open'
  return share >= 1 ? 'right' : share > 0 ? 'part' : 'wrong'
}

export type Mark = 'hit' | 'miss' | 'key' | 'none'

/** How an option stands: chosen and right, chosen and wrong, right but not chosen, neither. */
export function markOf({ choice, right }: Pick<Reviewed, 'choice' | 'right'>, optionId: string): Mark {
  const key = right.includes(optionId)
  if (choice.includes(optionId)) return key ? 'hit' : 'miss'
  return key ? 'key' : 'none'
}

/** Of an answer with places (an order, pairs): whether the one at this place is the right one. */
export function hitAt({ choice, right }: Pick<Reviewed, 'choice' | 'right'>, place: number): boolean {
  return (choice[place] ?? '') !== '' && choice[place] === right[place]
}

/** The questions that are still to be learnt: all but those answered right. */
export const toLearn = (questions: readonly Reviewed[]): Reviewed[] => questions.filter((question) => verdictOf(question) !== 'right')
