import type { RouteName } from '@hoithi/shared/routes'

type Path = { tookMs: number[]; perSecond: Map<number, number>; cut: number }
export type PathFigures = {
  path: RouteName
  requests: number
  cut: number
  perSecond: number
  peakPerSecond: number
  p50Ms: number
  p90Ms: number
  p99Ms: number
  maxMs: number
}
export type ErrorCount = { path: RouteName; code: string; expected: boolean; count: number }

const rounded = (value: number): number => Math.round(value * 10) / 10

/** The value that a share of the sorted values does not exceed (nearest rank). */
const percentile = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0

/** Counts requests, their real time and their refusals, path by path. */
export function openMeasures() {
  const began = performance.now()
  const paths = new Map<RouteName, Path>()
  const errors = new Map<string, ErrorCount>()
  let requests = 0

  const pathOf = (name: RouteName): Path => {
    const known = paths.get(name) ?? { tookMs: [], perSecond: new Map(), cut: 0 }
    paths.set(name, known)
    return known
  }
  return {
    /** One request that was answered, or cut by the caller (then its time says nothing). */
    count(name: RouteName, tookMs: number | null): void {
      const path = pathOf(name)
      requests += 1
      if (tookMs === null) path.cut += 1
      else path.tookMs.push(tookMs)
      const second = Math.floor((performance.now() - began) / 1000)
      path.perSecond.set(second, (path.perSecond.get(second) ?? 0) + 1)
    },
    error(name: RouteName, code: string, expected: boolean): void {
      const key = `${name} ${code} ${expected}`
      const known = errors.get(key)
      if (known === undefined) errors.set(key, { path: name, code, expected, count: 1 })
      else known.count += 1
    },
    requests: () => requests,
    seconds: () => (performance.now() - began) / 1000,
    errors: (): ErrorCount[] => [...errors.values()].sort((a, b) => Number(a.expected) - Number(b.expected) || b.count - a.count),
    figures(seconds: number): PathFigures[] {
      return [...paths]
        .map(([path, { tookMs, perSecond, cut }]) => figuresOf(path, { tookMs, perSecond, cut }, seconds))
        .sort((a, b) => b.requests - a.requests)
    },
    /** Requests in the busiest second, over all paths. */
    peak(): number {
      const all = new Map<number, number>()
      for (const { perSecond } of paths.values()) for (const [second, count] of perSecond) all.set(second, (all.get(second) ?? 0) + count)
      return [...all.values()].reduce((most, count) => Math.max(most, count), 0)
    },
  }
}
export type Measures = ReturnType<typeof openMeasures>

function figuresOf(path: RouteName, { tookMs, perSecond, cut }: Path, seconds: number): PathFigures {
  const sorted = tookMs.toSorted((a, b) => a - b)
  const requests = sorted.length + cut
  return {
    path,
    requests,
    cut,
    perSecond: rounded(requests / seconds),
    peakPerSecond: [...perSecond.values()].reduce((most, count) => Math.max(most, count), 0),
    p50Ms: rounded(percentile(sorted, 0.5)),
    p90Ms: rounded(percentile(sorted, 0.9)),
    p99Ms: rounded(percentile(sorted, 0.99)),
    maxMs: rounded(sorted.at(-1) ?? 0),
  }
}
