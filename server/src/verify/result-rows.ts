import type { SealedResults } from '../domain/sealing.ts'
import type { StoredRow } from '../ports/proof.ts'
import type { Context } from './events/event-check.ts'
import { compareFields } from './fault.ts'

const AT_ONCE = 2_000

/** The stored rows of a revision against the ranking that the log gives, place by place. */
export function checkRows({ ledger, reader }: Context, revision: { id: string; name: string }, rows: SealedResults['rows']): void {
  const place = (position: number) => ({ check: 'ranks', table: 'result_rows', key: `${revision.name} ${position}` }) as const
  let seen = 0
  for (let after = 0; ;) {
    const stored: StoredRow[] = reader.resultRows(revision.id, after, AT_ONCE)
    for (const row of stored) {
      const counted = rows[seen]
      ledger.checked('ranks')
      seen += 1
      if (counted === undefined) {
        ledger.fault({ ...place(row.position), field: 'attemptId', expected: null, found: row.attemptId })
        continue
      }
      const { position, rank, contestantId, attemptId, unionId, number, score, maxScore, prediction, predictionDistance, durationMs, submittedAt } =
        counted
      const figures = { position, rank, contestantId, attemptId, unionId, number, score, maxScore, prediction, predictionDistance }
      const { receipt, decidedBy, own, next } = counted
      compareFields(ledger, place(row.position), { ...figures, durationMs, submittedAt, receipt, decidedBy, own, next }, row)
      if (row.sealedName !== null) compareFields(ledger, place(row.position), { unionName: row.sealedName }, row)
    }
    const last = stored.at(-1)
    if (last === undefined) break
    after = last.position
  }
  for (const missing of rows.slice(seen)) ledger.fault({ ...place(missing.position), field: 'attemptId', expected: missing.attemptId, found: null })
}
