import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Reason } from './ranking.ts'
import { sealResults, type SealedAttempt, type SealedResults } from './sealing.ts'

/** What of a round's rules can be tried otherwise. */
export type OtherRules = Pick<RoundRules, 'tieBreaks' | 'equals' | 'counts' | 'bestAmongEquals'>

/** A person under the other rules: the attempt that then counts, the rank that they have now, and why they would stand above the next. */
export type RerankedRow = Reason &
  Pick<SealedAttempt, 'contestantId' | 'unionId' | 'number' | 'score' | 'predictionDistance' | 'durationMs' | 'submittedAt'> & {
    before: number
    after: number
  }

export type Reranked = {
  people: number
  /** People who would have another rank. */
  moved: number
  /** Neighbours whom no tie-break parts, so that they share a rank or a lot decides. */
  undecided: { before: number; after: number }
  /** The first places under the other rules, and those who would leave them. */
  top: RerankedRow[]
  leaving: RerankedRow[]
}

/** The same attempts ranked by a round's rules and by others; the prediction target and who takes part stay as they are. */
export function rerank(
  attempts: readonly SealedAttempt[],
  rules: RoundRules,
  other: OtherRules,
  lot: (attemptId: string) => string,
): [now: SealedResults, then: SealedResults] {
  return [sealResults(attempts, rules, lot), sealResults(attempts, { ...rules, ...other }, lot)]
}

/** What would change, with the first `places` rows in full. */
export function compareRankings(now: SealedResults, then: SealedResults, places: number): Reranked {
  const rankNow = new Map(now.rows.map(({ contestantId, rank }) => [contestantId, rank]))
  const rows = then.rows.map((row): RerankedRow => {
    const { contestantId, unionId, number, score, predictionDistance, durationMs, submittedAt, decidedBy, own, next } = row
    const figures = { contestantId, unionId, number, score, predictionDistance, durationMs, submittedAt, decidedBy, own, next }
    return { ...figures, before: rankNow.get(contestantId) ?? 0, after: row.rank }
  })
  const firstNow = new Set(now.rows.slice(0, places).map(({ contestantId }) => contestantId))
  return {
    people: rows.length,
    moved: rows.filter(({ before, after }) => before !== after).length,
    undecided: { before: undecidedIn(now), after: undecidedIn(then) },
    top: rows.slice(0, places),
    leaving: rows.slice(places).filter(({ contestantId }) => firstNow.has(contestantId)),
  }
}

const undecidedIn = ({ rows }: SealedResults): number => rows.filter(({ decidedBy }) => decidedBy === 'equal' || decidedBy === 'lot').length
