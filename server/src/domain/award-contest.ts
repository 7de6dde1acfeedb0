import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { place, type Placed, type Ranked } from './ranking.ts'
import { contestStanding, type Standing } from './standing.ts'

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
export type ContestRow = Ranked & { contestantId: string; unionId: string; unionName: string }

/** The whole contest from its sealed rounds, ranked as its board ranks it: sums, then the tie-breaks of the first round without the prediction. */
export function rankContest(rows: Iterable<RoundRow>, rules: RoundRules, lot: (attemptId: string) => string): Placed<ContestRow>[] {
  const byPerson = new Map<string, RoundRow[]>()
  for (const row of rows) {
    const own = byPerson.get(row.contestantId)
    if (own === undefined) byPerson.set(row.contestantId, [row])
    else own.push(row)
  }
  const summed = [...byPerson.values()].flatMap((own): ContestRow[] => {
    const standing = contestStanding(own.map(asStanding), rules)
    if (standing === null) return []
    const { contestantId, unionId, attemptId, score, durationMs, submittedAt } = standing
    const unionName = own.find((row) => row.attemptId === attemptId)?.unionName ?? ''
    return [{ contestantId, unionId, unionName, attemptId, score, durationMs, submittedAt, predictionDistance: null }]
  })
  const tieBreaks = rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')
  return place(summed, { ...rules, tieBreaks }, lot)
}

const asStanding = ({ unionName: _name, ...row }: RoundRow): Standing => ({ ...row, attempts: 1, allCorrect: false, keys: [0, 0, 0, 0] })
