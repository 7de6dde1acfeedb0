/** What the server held at a moment since the start of the load. */
export type Sample = { seconds: number; residentBytes: number; saves: number }
export type Verdict = 'flat' | 'grows' | 'tooShort'

/** While it warms up (code is compiled, the database's cache fills) memory grows in any case. */
const WARM_UP = 1 / 3
const SHORTEST_SECONDS = 300
const FEWEST = 20
/** Growth between the middle and the last third of the time that still counts as flat: noise of the collector. */
const FLAT_SHARE = 0.1
const FLAT_BYTES = 24 * 1024 * 1024

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Whether memory still grows once it is warm: the middle values of the second and of the last third of the time are compared. */
export function judgeMemory(samples: readonly Sample[]): { verdict: Verdict; warmBytes: number; lastBytes: number } {
  const end = samples.at(-1)?.seconds ?? 0
  const between = (from: number, to: number): number =>
    middle(samples.filter(({ seconds }) => seconds > end * from && seconds <= end * to).map(({ residentBytes }) => residentBytes))
  const [warmBytes, lastBytes] = [between(WARM_UP, WARM_UP * 2), between(WARM_UP * 2, 1)]
  if (end < SHORTEST_SECONDS || samples.length < FEWEST) return { verdict: 'tooShort', warmBytes, lastBytes }
  const grown = lastBytes - warmBytes
  return { verdict: grown > Math.max(FLAT_BYTES, warmBytes * FLAT_SHARE) ? 'grows' : 'flat', warmBytes, lastBytes }
}
