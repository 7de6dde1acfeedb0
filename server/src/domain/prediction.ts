import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { BLANK_DISTANCE } from './ranking.ts'

/** How far a prediction is from its target; a blank one stands behind every given one. */
export function predictionDistance(prediction: number | null, target: number, closeness: 'nearest' | 'exact'): number {
  if (prediction === null) return BLANK_DISTANCE
  const distance = Math.abs(prediction - target)
  return closeness === 'exact' ? Math.min(distance, 1) : distance
}

/** The figure that contestants predicted; null when the rules ask for none. */
export function predictionTarget(rules: RoundRules, counts: { people: number; allCorrectCount: number }): number | null {
  if (rules.prediction === null) return null
  return rules.prediction.target === 'allCorrectCount' ? counts.allCorrectCount : counts.people
}
