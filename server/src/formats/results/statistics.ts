import { meanScore } from '../../domain/grading.ts'
import type { ResultRow } from '../../ports/results.ts'

type Group = { people: number; scoreSum: number; highest: number }
/** What the rows of a file add up to; filled while they are written, so that they are read once. */
export type Statistics = { scores: Map<number, number>; kinds: Map<string, Group> }

export const noStatistics = (): Statistics => ({ scores: new Map(), kinds: new Map() })

/** The same rows, counted on their way. */
export async function* counted(rows: AsyncIterable<ResultRow[]>, into: Statistics): AsyncGenerator<ResultRow[]> {
  for await (const some of rows) {
    for (const row of some) count(row, into)
    yield some
  }
}

function count({ score, contestantKind }: ResultRow, { scores, kinds }: Statistics): void {
  scores.set(score, (scores.get(score) ?? 0) + 1)
  const group = kinds.get(contestantKind) ?? { people: 0, scoreSum: 0, highest: 0 }
  group.people += 1
  group.scoreSum += score
  group.highest = Math.max(group.highest, score)
  kinds.set(contestantKind, group)
}

export const scoreCounts = ({ scores }: Statistics): { score: number; people: number }[] =>
  [...scores].map(([score, people]) => ({ score, people })).sort((a, b) => b.score - a.score)

export const kindCounts = ({ kinds }: Statistics): { kind: string; people: number; mean: number | null; highest: number }[] =>
  [...kinds]
    .map(([kind, { people, scoreSum, highest }]) => ({ kind, people, mean: meanScore(scoreSum, people), highest }))
    .sort((a, b) => b.people - a.people || (a.kind < b.kind ? -1 : 1))
