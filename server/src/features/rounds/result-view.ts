import { BLANK_DISTANCE } from '../../domain/ranking.ts'
import type { ResultRow } from '../../ports/results.ts'

const shown = (value: number | null): number | null => (value === BLANK_DISTANCE ? null : value)

/** A result row for people: a blank prediction has no distance. */
export function withoutBlanks(row: ResultRow): ResultRow {
  const distances = row.decidedBy === 'predictionDistance' ? { own: shown(row.own), next: shown(row.next) } : {}
  return { ...row, predictionDistance: shown(row.predictionDistance), ...distances }
}
