/** How often each value was seen. */
export type Histogram = ReadonlyMap<number, number>
/** How often each pair of values was seen. */
export type Pairs = readonly (readonly [x: number, y: number, count: number])[]

/** Sums over pairs about both means; n counts pairs. */
export type PairSums = { n: number; meanX: number; meanY: number; xx: number; yy: number; xy: number }

export const sizeOf = (histogram: Histogram): number => [...histogram.values()].reduce((sum, count) => sum + count, 0)
const ascending = (histogram: Histogram): [value: number, count: number][] => [...histogram].sort(([a], [b]) => a - b)

export function histogramOf(pairs: Pairs, of: (x: number, y: number) => number): Map<number, number> {
  const histogram = new Map<number, number>()
  for (const [x, y, count] of pairs) histogram.set(of(x, y), (histogram.get(of(x, y)) ?? 0) + count)
  return histogram
}

export function meanOf(histogram: Histogram): number | null {
  const n = sizeOf(histogram)
  return n === 0 ? null : [...histogram].reduce((sum, [value, count]) => sum + value * count, 0) / n
}

/** Sum of the k-th powers of the differences to the mean. */
export function powerSum(histogram: Histogram, mean: number, power: number): number {
  return [...histogram].reduce((sum, [value, count]) => sum + count * (value - mean) ** power, 0)
}

/** The middle value, or the mean of the two middle ones. */
export function medianOf(histogram: Histogram): number | null {
  const n = sizeOf(histogram)
  if (n === 0) return null
  return (valueAt(histogram, Math.floor((n - 1) / 2)) + valueAt(histogram, Math.floor(n / 2))) / 2
}

/** The value that stands at a place, from 0, once all are put in order. */
export function valueAt(histogram: Histogram, place: number): number {
  let before = 0
  for (const [value, count] of ascending(histogram)) {
    before += count
    if (place < before) return value
  }
  throw new Error(`a histogram of ${before} values has none at ${place}`)
}

export function pairSums(pairs: Pairs): PairSums {
  const n = pairs.reduce((sum, [, , count]) => sum + count, 0)
  if (n === 0) return { n: 0, meanX: 0, meanY: 0, xx: 0, yy: 0, xy: 0 }
  const meanX = pairs.reduce((sum, [x, , count]) => sum + x * count, 0) / n
  const meanY = pairs.reduce((sum, [, y, count]) => sum + y * count, 0) / n
  const about = { xx: 0, yy: 0, xy: 0 }
  for (const [x, y, count] of pairs) {
    about.xx += count * (x - meanX) ** 2
    about.yy += count * (y - meanY) ** 2
    about.xy += count * (x - meanX) * (y - meanY)
  }
  return { n, meanX, meanY, ...about }
}

/** The greatest `xy` that the same values could give: the least with the least, the greatest with the greatest. */
export function greatestProductSum(pairs: Pairs): number {
  const [xs, ys] = [ascending(histogramOf(pairs, (x) => x)), ascending(histogramOf(pairs, (_, y) => y))]
  const { meanX, meanY } = pairSums(pairs)
  let sum = 0
  for (let i = 0, j = 0, usedX = 0, usedY = 0; i < xs.length && j < ys.length;) {
    const [[x, ofX], [y, ofY]] = [xs[i] as [number, number], ys[j] as [number, number]]
    const together = Math.min(ofX - usedX, ofY - usedY)
    sum += together * (x - meanX) * (y - meanY)
    usedX += together
    usedY += together
    if (usedX === ofX) [i, usedX] = [i + 1, 0]
    if (usedY === ofY) [j, usedY] = [j + 1, 0]
  }
  return sum
}
