import { expect, test } from 'vitest'
import { predictionDistance, predictionTarget } from '../../server/src/domain/prediction.ts'
import { BLANK_DISTANCE } from '../../server/src/domain/ranking.ts'
import { plainRules } from '../support/plain-rules.ts'

test.each([
  // prediction, target, nearest, exact
  [100, 100, 0, 0],
  [99, 100, 1, 1],
  [101, 100, 1, 1],
  [0, 100, 100, 1],
  [5_000, 100, 4_900, 1],
  [0, 0, 0, 0],
  [null, 100, BLANK_DISTANCE, BLANK_DISTANCE],
  [null, 0, BLANK_DISTANCE, BLANK_DISTANCE],
])('predicted %s of %d: %d away by nearest, %d by exact', (prediction, target, nearest, exact) => {
  expect(predictionDistance(prediction, target, 'nearest')).toBe(nearest)
  expect(predictionDistance(prediction, target, 'exact')).toBe(exact)
})

test('a blank prediction stands behind the worst figure that the contract lets in', () => {
  expect(predictionDistance(100_000_000, 0, 'nearest')).toBeLessThan(predictionDistance(null, 0, 'nearest'))
})

test.each([
  ['allCorrectCount', 7],
  ['participants', 120],
] as const)('people predict %s: the target is %d', (target, figure) => {
  expect(predictionTarget({ ...plainRules, prediction: { target, closeness: 'nearest' } }, { people: 120, allCorrectCount: 7 })).toBe(figure)
})

test('nobody all-correct: the target is 0, not missing', () => {
  expect(predictionTarget(plainRules, { people: 120, allCorrectCount: 0 })).toBe(0)
})

test('no prediction question: no target', () => {
  expect(predictionTarget({ ...plainRules, prediction: null }, { people: 120, allCorrectCount: 7 })).toBeNull()
})
