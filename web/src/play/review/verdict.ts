import type { Reply } from '../../lib/api.ts'

export type Reviewed = Reply<'getReview'>['questions'][number]
export type Verdict = 'right' | 'part' | 'wrong' | 'open' | 'void'
type Answered = Pick<Reviewed, 'choice' | 'share'> & Partial<Pick<Reviewed, 'correction'>>

/** Whether no key of the question counts any more: everybody was given its points, or nobody. */
export function keyless({ correction }: Partial<Pick<Reviewed, 'correction'>>): boolean {
  return correction !== undefined && correction !== null && correction.treatment !== 'bothKeys' && correction.treatment !== 'newKey'
}

/** What became of an answer, in one word. */
export function verdictOf({ choice, share, correction = null }: Answered): Verdict {
  if (keyless({ correction })) return correction?.treatment === 'fullCredit' ? 'right' : 'void'
  if (choice.every((one) => one.trim() === '')) return 'open'
  return share >= 1 ? 'right' : share > 0 ? 'part' : 'wrong'
}

type Marked = Pick<Reviewed, 'choice' | 'right'> & Partial<Pick<Reviewed, 'kind' | 'correction'>>
export type Mark = 'hit' | 'miss' | 'key' | 'none'

/** How an option stands: chosen and right, chosen and wrong, right but not chosen, neither. */
export function markOf({ kind, choice, right, correction }: Marked, optionId: string): Mark {
  // Of several right options both keys are told apart, in words: their options together are neither.
  const key = right.includes(optionId) || (kind !== 'multiple' && correction?.alsoRight.includes(optionId) === true)
  if (choice.includes(optionId)) return key ? 'hit' : 'miss'
  return key ? 'key' : 'none'
}

/** Of an answer with places (an order, pairs): whether the one at this place is the right one. */
export function hitAt({ choice, right }: Pick<Reviewed, 'choice' | 'right'>, place: number): boolean {
  return (choice[place] ?? '') !== '' && choice[place] === right[place]
}

/** The questions that count. */
export const counted = (questions: readonly Reviewed[]): Reviewed[] => questions.filter((question) => verdictOf(question) !== 'void')

/** The questions that are still to be learnt: all but those answered right. */
export const toLearn = (questions: readonly Reviewed[]): Reviewed[] => counted(questions).filter((question) => verdictOf(question) !== 'right')
