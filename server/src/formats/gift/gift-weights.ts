import type { Loss } from './gift-text.ts'

type ChoiceKey = { correct: number[]; credits: number[]; loss: Loss | null }

const near = (a: number, b: number, within: number): boolean => Math.abs(a - b) <= within

/** Which options of a choice are right, and the weights in percent where they say more than right or wrong. */
export function choiceKey(kind: 'single' | 'multiple', weights: readonly number[]): ChoiceKey {
  const most = weights.reduce((highest, weight) => Math.max(highest, weight), 0)
  const isRight = (weight: number): boolean => weight > 0 && (kind === 'multiple' || near(weight, 100, 0.01) || (most < 99.99 && weight === most))
  const correct = weights.flatMap((weight, index) => (isRight(weight) ? [index] : []))
  const right = weights.filter(isRight)
  const wrong = weights.filter((weight) => !isRight(weight))
  const plain =
    kind === 'single'
      ? right.every((weight) => near(weight, 100, 0.01)) && wrong.every((weight) => weight <= 0)
      : sharedEqually(right) && wrong.every((weight) => weight === wrong[0])
  return { correct, credits: plain ? [] : [...weights], loss: kind === 'single' && right.length > 0 && most < 99.99 ? 'key' : null }
}

function sharedEqually(right: readonly number[]): boolean {
  const sum = right.reduce((total, weight) => total + weight, 0)
  return right.length === 0 || (right.every((weight) => near(weight, right[0] ?? 0, 0.01)) && near(sum, 100, 1))
}
