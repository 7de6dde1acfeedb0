/** A person's place in a ranking. */
export type Place = { contestantId: string; unionId: string; rank: number; score: number }
/** The same person's place in two rankings. */
export type Move = { contestantId: string; unionId: string; fromRank: number; toRank: number; fromScore: number; toScore: number }

const risen = ({ fromRank, toRank }: Move): number => fromRank - toRank
const gained = ({ fromScore, toScore }: Move): number => toScore - fromScore
const byId = (a: Move, b: Move): number => (a.contestantId < b.contestantId ? -1 : 1)

/** Everybody whose rank or score differs between two rankings, the largest moves first. */
export function movesBetween(before: readonly Place[], after: readonly Place[]): Move[] {
  const was = new Map(before.map((place) => [place.contestantId, place]))
  return after
    .flatMap(({ contestantId, unionId, rank, score }): Move[] => {
      const place = was.get(contestantId)
      if (place === undefined || (place.rank === rank && place.score === score)) return []
      return [{ contestantId, unionId, fromRank: place.rank, toRank: rank, fromScore: place.score, toScore: score }]
    })
    .sort(moveOrders.move)
}

/** Orders of a table of movers, each total. */
export const moveOrders = {
  move: (a, b) => Math.abs(risen(b)) - Math.abs(risen(a)) || Math.abs(gained(b)) - Math.abs(gained(a)) || a.toRank - b.toRank || byId(a, b),
  rank: (a, b) => a.toRank - b.toRank || a.fromRank - b.fromRank || byId(a, b),
  score: (a, b) => gained(b) - gained(a) || a.toRank - b.toRank || byId(a, b),
} satisfies Record<string, (a: Move, b: Move) => number>

const MOST_BARS = 12

/** How many of some changes fall where: one bar for each value, or bars of equal width where there are too many values; a bar holds from < change ≤ to. */
export function changeBars(changes: readonly number[]): { from: number; to: number; attempts: number }[] {
  const counts = new Map<number, number>()
  for (const change of changes) counts.set(change, (counts.get(change) ?? 0) + 1)
  const values = [...counts.keys()].sort((a, b) => a - b)
  if (values.length <= MOST_BARS) return values.map((value) => ({ from: value, to: value, attempts: counts.get(value) ?? 0 }))
  const [least, most] = [values[0] ?? 0, values.at(-1) ?? 0]
  const width = Math.ceil(((most - least) / MOST_BARS) * 100 + 1) / 100
  const bars = Array.from({ length: MOST_BARS }, (_, index) => ({ from: edge(least, width, index), to: edge(least, width, index + 1), attempts: 0 }))
  for (const [value, attempts] of counts) {
    const bar = bars.find(({ to }) => value <= to)
    if (bar !== undefined) bar.attempts += attempts
  }
  return bars.filter(({ attempts }) => attempts > 0)
}

/** The first bar begins just below the least change, so that it holds it. */
const edge = (least: number, width: number, index: number): number => Math.round((least - 0.01 + index * width) * 100) / 100
