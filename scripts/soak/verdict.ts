/** What the server held at a moment since the start of the load. */
export type Sample = { seconds: number; residentBytes: number; heapBytes: number; externalBytes: number; saves: number }
export type Verdict = 'flat' | 'grows' | 'tooShort'

/** While it warms up (code is compiled, the database's cache fills) memory grows in any case. */
const WARM_UP = 1 / 3
const SHORTEST_SECONDS = 300
const FEWEST = 20
/** Growth between the middle and the last third of the time that still counts as flat. */
const FLAT_SHARE = 0.1
const FLAT_BYTES = 24 * 1024 * 1024

/** Memory climbs while garbage waits and falls when it is collected; a quarter of the time it is lower than this, whatever the collector's moments are. */
const lowerQuarter = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0

/** Whether memory still grows once it is warm: what the second and the last third of the time come down to is compared. */
export function judgeMemory(samples: readonly Pick<Sample, 'seconds' | 'residentBytes'>[]): {
  verdict: Verdict
  warmBytes: number
  lastBytes: number
} {
  const end = samples.at(-1)?.seconds ?? 0
  const between = (from: number, to: number): number =>
    lowerQuarter(samples.filter(({ seconds }) => seconds > end * from && seconds <= end * to).map(({ residentBytes }) => residentBytes))
  const [warmBytes, lastBytes] = [between(WARM_UP, WARM_UP * 2), between(WARM_UP * 2, 1)]
  if (end < SHORTEST_SECONDS || samples.length < FEWEST) return { verdict: 'tooShort', warmBytes, lastBytes }
  const grown = lastBytes - warmBytes
  return { verdict: grown > Math.max(FLAT_BYTES, warmBytes * FLAT_SHARE) ? 'grows' : 'flat', warmBytes, lastBytes }
}
