import type { QuestionKind } from '@hoithi/shared/contracts/rules'
import type { ItemFigures } from './item-analysis.ts'

/** Reasons to look at a question again. The serious ones say that its key may be wrong, the others that it tells little. */
const seriousDoubts = ['belowGuess', 'negative', 'keyBeaten'] as const
const mildDoubts = ['weak', 'tooEasy', 'tooHard', 'idleOption', 'oftenBlank'] as const
export type Doubt = (typeof seriousDoubts)[number] | (typeof mildDoubts)[number]

/** With fewer attempts chance alone gives such figures. */
const LEAST_ATTEMPTS = 20
const EASY = 0.98
const HARD = 0.05
/** Below this discriminative efficiency Moodle calls a question dubious. */
const WEAK = 0.15
const OFTEN = 0.2
/** A correlation further below nothing than this many times its spread is no chance: one question in fifty would be by mistake. */
const CHANCE = 2

type Known = { kind: QuestionKind; correct: readonly number[]; guess: number | null }

/** Whether the good fail it more often than the weak, beyond chance: of a correlation of nothing the spread is about 1/√n. */
function turnedRound({ discrimination, attempts }: ItemFigures): boolean {
  return discrimination !== null && discrimination < -CHANCE / Math.sqrt(attempts - 1)
}

const rules = {
  belowGuess: ({ facility }, { guess }) => facility !== null && guess !== null && facility < guess,
  negative: turnedRound,
  keyBeaten: ({ options }, { kind, correct }) => {
    if (kind !== 'single' && kind !== 'trueFalse') return false
    const topOf = (right: boolean): number =>
      Math.max(0, ...options.filter(({ option }) => correct.includes(option) === right).map(({ top }) => top ?? 0))
    return topOf(false) > topOf(true)
  },
  weak: (figures) => figures.efficiency !== null && figures.efficiency < WEAK && !turnedRound(figures),
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
