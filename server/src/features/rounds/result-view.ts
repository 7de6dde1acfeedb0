import { BLANK_DISTANCE, withoutBlank } from '../../domain/ranking.ts'
import type { ResultRow } from '../../ports/results.ts'

/** A result row for people: a blank prediction has no distance. */
export function withoutBlanks(row: ResultRow): ResultRow {
  return withoutBlank({ ...row, predictionDistance: row.predictionDistance === BLANK_DISTANCE ? null : row.predictionDistance })
}
