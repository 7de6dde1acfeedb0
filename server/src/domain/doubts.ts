import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { ItemFigures } from './item-analysis.ts'

/** Reasons to look at a question again. The serious ones say that its key may be wrong, the others that it tells little. */
export const seriousDoubts = ['belowGuess', 'negative', 'keyBeaten'] as const
export const mildDoubts = ['weak', 'tooEasy', 'tooHard', 'idleOption', 'oftenBlank'] as const
export type Doubt = (typeof seriousDoubts)[number] | (typeof mildDoubts)[number]

/** With fewer attempts chance alone gives such figures. */
const LEAST_ATTEMPTS = 20
const EASY = 0.98
const HARD = 0.05
/** Below this discriminative efficiency Moodle calls a question dubious. */
const WEAK = 0.15
const OFTEN = 0.2

type Known = { kind: QuestionKind; correct: readonly number[]; guess: number | null }

const rules = {
  belowGuess: ({ facility }, { guess }) => facility !== null && guess !== null && facility < guess,
  negative: ({ discrimination }) => discrimination !== null && discrimination < 0,
  keyBeaten: ({ options }, { kind, correct }) => {
    if (kind !== 'single' && kind !== 'trueFalse') return false
    const topOf = (right: boolean): number =>
      Math.max(0, ...options.filter(({ option }) => correct.includes(option) === right).map(({ top }) => top ?? 0))
    return topOf(false) > topOf(true)
  },
  // A key that may be wrong is no longer said to be weak.
  weak: ({ efficiency }) => efficiency !== null && efficiency >= 0 && efficiency < WEAK,
  tooEasy: ({ facility }) => facility !== null && facility > EASY,
  tooHard: ({ facility }) => facility !== null && facility < HARD,
  idleOption: ({ options }, { kind }) => kind === 'single' && options.some(({ count }) => count === 0),
  oftenBlank: ({ blank, attempts }) => blank / attempts > OFTEN,
} satisfies Record<Doubt, (figures: ItemFigures, known: Known) => boolean>

/** What makes a question one to look at again, the serious reasons first. */
export function doubtsOf(figures: ItemFigures, known: Known): Doubt[] {
  if (figures.attempts < LEAST_ATTEMPTS) return []
  return [...seriousDoubts, ...mildDoubts].filter((doubt) => rules[doubt](figures, known))
}

export const isSerious = (doubt: Doubt): boolean => seriousDoubts.some((serious) => serious === doubt)
