import type { AttemptBook } from './books.ts'
import { allPages, compare, finishedOf, type BoardCheck } from './comparing.ts'
import type { Phone } from './phone.ts'
import { liveRound, unionSums, type UnionSums } from './reckoning.ts'
import type { StageRound } from './stage.ts'
import type { UnionTree } from './unions.ts'
import type { World } from './world.ts'

type Metric = 'people' | 'attempts' | 'rate' | 'mean'
type Row = { unionId: string; rank: number; people: number; attempts: number; rate: number | null; mean: number | null }
type Asked = { tree: UnionTree; books: readonly AttemptBook[]; metrics: readonly Metric[] }

/** The boards of unions after a round: all grassroots unions, and those right below the root, by each metric. */
export async function compareUnions(world: World, round: StageRound, reader: Phone, { tree, books, metrics }: Asked): Promise<BoardCheck[]> {
  const finished = finishedOf(books)
  const sums = unionSums(liveRound(finished, round.rules), finished, tree.above)
  const [root] = tree.below(null)
  const checks: BoardCheck[] = []
  for (const metric of metrics) {
    const text = ({ unionId, rank, people, attempts, rate, mean }: Row): string =>
      [rank, tree.codeOf(unionId), people, attempts, rate?.toFixed(9), metric === 'mean' ? mean : ''].map(String).join(' · ')
    for (const parentId of [null, ...(root === undefined ? [] : [root])]) {
      const query = { metric, ...(parentId === null ? {} : { parentId }) }
      const pages = await allPages(reader, 'getUnionLeaderboard', { params: { roundId: round.id }, query })
      const want = rankedUnions(sums, parentId === null ? tree.grassroots : tree.below(parentId), metric, tree)
      const board = `${round.title}, ${parentId === null ? 'grassroots unions' : `unions below ${tree.codeOf(parentId)}`} by ${metric}`
      checks.push(
        compare(
          world,
          board,
          want.map(text),
          pages.flatMap(({ rows }) => rows.map(text)),
        ),
      )
    }
  }
  return checks
}

/** Unions without anyone stand last, equal ones by their code. */
function rankedUnions(sums: UnionSums, ids: readonly string[], metric: Metric, tree: UnionTree): Row[] {
  const rows = ids.map((unionId) => {
    const { people, attempts, score } = sums.get(unionId) ?? { people: 0, attempts: 0, score: 0 }
    const members = tree.membersOf(unionId)
    const rate = members > 0 ? people / members : null
    const mean = people > 0 ? score / people : null
    const key = { people, attempts, rate: rate ?? -1, mean: mean ?? -1 }[metric]
    return { key, row: { unionId, people, attempts, rate, mean: mean === null ? null : Math.round(mean) / 100 } }
  })
  const byCode = (a: string, b: string): number => (tree.codeOf(a) < tree.codeOf(b) ? -1 : 1)
  return rows.toSorted((a, b) => b.key - a.key || byCode(a.row.unionId, b.row.unionId)).map(({ row }, index) => ({ ...row, rank: index + 1 }))
}
