import { meanScore } from '../../domain/grading.ts'
import type { ResultRow } from '../../ports/results.ts'

type Group = { people: number; scoreSum: number; highest: number }
/** What the rows of a file add up to; filled while they are written, so that they are read once. */
export type Statistics = { scores: Map<number, number>; kinds: Map<string, Group> }

export const noStatistics = (): Statistics => ({ scores: new Map(), kinds: new Map() })

/** The same rows, counted on their way. */
export function* counted(rows: Iterable<ResultRow>, into: Statistics): Generator<ResultRow> {
  for (const row of rows) {
    into.scores.set(row.score, (into.scores.get(row.score) ?? 0) + 1)
    const group = into.kinds.get(row.contestantKind) ?? { people: 0, scoreSum: 0, highest: 0 }
    group.people += 1
    group.scoreSum += row.score
    group.highest = Math.max(group.highest, row.score)
    into.kinds.set(row.contestantKind, group)
    yield row
  }
}

export const scoreCounts = ({ scores }: Statistics): { score: number; people: number }[] =>
  [...scores].map(([score, people]) => ({ score, people })).sort((a, b) => b.score - a.score)

export const kindCounts = ({ kinds }: Statistics): { kind: string; people: number; mean: number | null; highest: number }[] =>
  [...kinds]
    .map(([kind, { people, scoreSum, highest }]) => ({ kind, people, mean: meanScore(scoreSum, people), highest }))
    .sort((a, b) => b.people - a.people || (a.kind < b.kind ? -1 : 1))
