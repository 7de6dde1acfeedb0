import type { SealedRow } from '../domain/sealing.ts'
import type { StoredRow } from '../ports/proof.ts'
import type { Context } from './events/event-check.ts'
import { compareFields } from './fault.ts'

const AT_ONCE = 2_000

/** The stored rows of a revision against the ranking that the log gives, place by place; both come in their order, and every counted one is taken. */
export function checkRows({ ledger, reader }: Context, revision: { id: string; name: string }, rows: Iterable<SealedRow>): void {
  const place = (position: number) => ({ check: 'ranks', table: 'result_rows', key: `${revision.name} ${position}` }) as const
  const stored = storedRows(reader, revision.id)
  for (const counted of rows) {
    const { value: row } = stored.next()
    if (row === undefined) {
      ledger.fault({ ...place(counted.position), field: 'attemptId', expected: counted.attemptId, found: null })
      continue
    }
    ledger.checked('ranks')
    const { position, rank, contestantId, attemptId, unionId, number, score, maxScore, prediction, predictionDistance, durationMs, submittedAt } =
      counted
    const figures = { position, rank, contestantId, attemptId, unionId, number, score, maxScore, prediction, predictionDistance }
    const { receipt, decidedBy, own, next } = counted
    compareFields(ledger, place(row.position), { ...figures, durationMs, submittedAt, receipt, decidedBy, own, next }, row)
    if (row.sealedName !== null) compareFields(ledger, place(row.position), { unionName: row.sealedName }, row)
  }
  for (const row of stored) {
    ledger.checked('ranks')
    ledger.fault({ ...place(row.position), field: 'attemptId', expected: null, found: row.attemptId })
  }
}

function* storedRows(reader: Context['reader'], revisionId: string): Generator<StoredRow, undefined> {
  for (let after = 0; ;) {
    const some = reader.resultRows(revisionId, after, AT_ONCE)
    yield* some
    const last = some.at(-1)
    if (last === undefined) return
    after = last.position
  }
}
