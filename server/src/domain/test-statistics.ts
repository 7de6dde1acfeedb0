import { meanOf, medianOf, powerSum, sizeOf, type Histogram } from './moments.ts'

/**
 * How a test behaved as a whole, by Moodle's published formulas ("Quiz statistics calculations"). Points, but for the ratios:
 * `consistency` is the coefficient of internal consistency (Cronbach's alpha), `errorRatio` the part of the standard deviation that is
 * chance, `standardError` how far a score may lie from what the person knows. What cannot be reckoned is null, never NaN.
 */
export type TestStatistics = {
  attempts: number
  mean: number | null
  median: number | null
  standardDeviation: number | null
  skewness: number | null
  kurtosis: number | null
  consistency: number | null
  errorRatio: number | null
  standardError: number | null
}

/** `scores`: how many attempts had each score; `places`: the variance of the marks at each place of the paper, null where there were too few. */
export function testStatistics(scores: Histogram, places: readonly (number | null)[]): TestStatistics {
  const n = sizeOf(scores)
  const mean = meanOf(scores)
  const standardDeviation = mean === null || n < 2 ? null : Math.sqrt(powerSum(scores, mean, 2) / (n - 1))
  const shape = mean === null ? { skewness: null, kurtosis: null } : shapeOf(scores, mean, n)
  return { attempts: n, mean, median: medianOf(scores), standardDeviation, ...shape, ...reliabilityOf(n, standardDeviation, places) }
}

/** Skewness and kurtosis by k-statistics; the variance of points to two decimals is never as small as this unless all scores are equal. */
const NO_VARIANCE = 1e-12

function shapeOf(scores: Histogram, mean: number, n: number): Pick<TestStatistics, 'skewness' | 'kurtosis'> {
  const [m2 = 0, m3 = 0, m4 = 0] = [2, 3, 4].map((power) => powerSum(scores, mean, power) / n)
  const k2 = (n * m2) / (n - 1)
  if (n < 3 || k2 < NO_VARIANCE) return { skewness: null, kurtosis: null }
  const k3 = (n * n * m3) / ((n - 1) * (n - 2))
  const k4 = (n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2)) / ((n - 1) * (n - 2) * (n - 3))
  return { skewness: k3 / k2 ** 1.5, kurtosis: n < 4 ? null : k4 / (k2 * k2) }
}

function reliabilityOf(
  n: number,
  standardDeviation: number | null,
  places: readonly (number | null)[],
): Pick<TestStatistics, 'consistency' | 'errorRatio' | 'standardError'> {
  const p = places.length
  const variance = (standardDeviation ?? 0) ** 2
  if (n < 3 || p < 2 || standardDeviation === null || variance < NO_VARIANCE) return { consistency: null, errorRatio: null, standardError: null }
  const ofPlaces = places.reduce<number>((sum, place) => sum + (place ?? 0), 0)
  const consistency = (p / (p - 1)) * (1 - ofPlaces / variance)
  // Alpha is never above 1 but for the last bits of a sum.
  const errorRatio = Math.sqrt(Math.max(0, 1 - consistency))
  return { consistency, errorRatio, standardError: errorRatio * standardDeviation }
}
