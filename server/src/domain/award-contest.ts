import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'
import { roundPoints } from './grading.ts'
import { compareRanked, rankingKeys, type Keys } from './ranking.ts'

/** A person's row of one sealed round. */
export type RoundRow = {
  contestantId: string
  attemptId: string
  unionId: string
  unionName: string
  score: number
  durationMs: number
  submittedAt: number
}
/** A person over several sealed rounds: sums, and the union of the newest. */
export type ContestRow = RoundRow & { rank: number }
type Keyed = { row: RoundRow; keys: Keys; attemptId: string }

/** Count one more round of a person; the newest one says where they are. */
export function addRound(sums: Map<string, RoundRow>, row: RoundRow): void {
  const known = sums.get(row.contestantId)
  if (known === undefined) return void sums.set(row.contestantId, { ...row })
  known.score += row.score
  known.durationMs += row.durationMs
  if (row.submittedAt <= known.submittedAt) return
  known.attemptId = row.attemptId
  known.unionId = row.unionId
  known.unionName = row.unionName
  known.submittedAt = row.submittedAt
}

/** How the whole contest is ranked, as on its board: by the tie-breaks of its first round without the prediction. A lot, where one is drawn, parts equals. */
export function contestKeys(
  row: RoundRow,
  { tieBreaks, equals }: Pick<RoundRules, 'tieBreaks' | 'equals'>,
  lot: (attemptId: string) => string,
): Keyed {
  const score = roundPoints(row.score)
  const known: TieBreak[] = tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')
  const keys = rankingKeys({ ...row, score, predictionDistance: null }, known)
  return { row: { ...row, score }, keys, attemptId: equals === 'lot' ? `${lot(row.attemptId)}${row.attemptId}` : row.attemptId }
}

export const compareContest: (a: Keyed, b: Keyed) => number = compareRanked

/** Gives people who come in order their ranks: who is equal on every key shares one, except where a lot has parted them. */
export function contestRanker({ equals }: Pick<RoundRules, 'equals'>): (next: Keyed) => ContestRow {
  let [seen, rank] = [0, 0]
  let before: Keys | null = null
  return ({ row, keys }) => {
    seen += 1
    if (equals === 'lot' || before === null || !sameKeys(before, keys)) rank = seen
    before = keys
    return { ...row, rank }
  }
}

const sameKeys = (a: Keys, b: Keys): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3]
