/** A bar of a histogram of scores: from ≤ score < to, or the one score `from` where both are equal. */
export type ScoreBin = { from: number; to: number; attempts: number }
type Seen = { score: number; attempts: number }

const MOST_BARS = 41
const BARS = 20

/** How many attempts had which score: a bar for each whole score where there are few, also where nobody had it; else twenty of equal width. */
export function scoreBins(scores: readonly Seen[], maxScore: number): ScoreBin[] {
  const whole = scores.every(({ score }) => Number.isInteger(score)) && Number.isInteger(maxScore)
  if (whole && maxScore < MOST_BARS) {
    const known = new Map(scores.map(({ score, attempts }) => [score, attempts]))
    return Array.from({ length: maxScore + 1 }, (_, score) => ({ from: score, to: score, attempts: known.get(score) ?? 0 }))
  }
  const width = maxScore / BARS
  const bins = Array.from({ length: BARS }, (_, index) => ({ from: index * width, to: (index + 1) * width, attempts: 0 }))
  for (const { score, attempts } of scores) {
    // The highest score belongs to the last bar.
    const bin = bins[Math.min(BARS - 1, Math.floor(score / width))]
    if (bin !== undefined) bin.attempts += attempts
  }
  return bins
}
