import type { UnionMetric } from '@hoithi/shared/contracts/rules'

/** A union with what lies below it, as a sealed revision keeps it. */
export type SealedUnion = {
  id: string
  parentId: string | null
  divisionId: string | null
  code: string
  name: string
  path: string
  /** Whether it is on the board of all grassroots unions. */
  listed: boolean
  members: number | null
  people: number
  attempts: number
  scoreSum: number
}
export type RankedUnion = SealedUnion & { rank: number; figure: number }

/** Unions in order of the metric; equal figures share a rank. Who has nobody taking part, or no figure, is not ranked, except without a head count: that is said. */
export function rankUnions(unions: readonly SealedUnion[], metric: UnionMetric): RankedUnion[] {
  const measured = unions.filter(({ people }) => people > 0).map((union) => ({ ...union, figure: figureOf(union, metric) }))
  measured.sort((a, b) => b.figure - a.figure || (a.code < b.code ? -1 : 1))
  let rank = 0
  return measured.map((union, index) => {
    if (index === 0 || measured[index - 1]?.figure !== union.figure) rank = index + 1
    return { ...union, rank }
  })
}

/** Means in whole hundredths, so that equal means are equal; a rate without a head count is behind every other. */
function figureOf({ people, attempts, members, scoreSum }: SealedUnion, metric: UnionMetric): number {
  if (metric === 'people') return people
  if (metric === 'attempts') return attempts
  if (metric === 'mean') return Math.round(scoreSum * 100) / people / 100
  return members === null || members === 0 ? -1 : people / members
}

type Counted = { unionId: string; score: number }

/**
 * Totals of the unions over several sealed rounds: the tree of the newest one, attempts summed over the rounds, and each person counted once where
 * they are in it, as `count` is told of them.
 */
export function unionTotals(
  tree: readonly SealedUnion[],
  attempts: ReadonlyMap<string, number>,
): { count: (person: Counted) => void; unions: () => SealedUnion[] } {
  const totals = new Map(tree.map((union) => [union.id, { ...union, people: 0, scoreSum: 0, attempts: attempts.get(union.id) ?? 0 }]))
  return {
    count: ({ unionId, score }) => {
      for (let at = totals.get(unionId); at !== undefined; at = at.parentId === null ? undefined : totals.get(at.parentId)) {
        at.people += 1
        at.scoreSum += score
      }
    },
    unions: () => [...totals.values()],
  }
}

/** Attempts of each union with those below it, from how many each person has where. */
export function attemptsBelow(
  tree: readonly Pick<SealedUnion, 'id' | 'parentId'>[],
  people: Iterable<{ unionId: string; attempts: number }>,
): Map<string, number> {
  const parentOf = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const sums = new Map<string, number>()
  for (const { unionId, attempts } of people)
    for (let at: string | null | undefined = unionId; at !== null && at !== undefined; at = parentOf.get(at))
      sums.set(at, (sums.get(at) ?? 0) + attempts)
  return sums
}
