import { and, asc, desc, eq, gt, max, ne } from 'drizzle-orm'
import { GENESIS_HASH, canonical, chainHash, type Sha256 } from '../../domain/receipt.ts'
import type { LogEntry, LogEvent } from '../../domain/log-event.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { Sqlite } from './open.ts'
import { placeholders } from './placeholders.ts'
import { submissionLog } from './schema.ts'
import { voidReader } from './voidings.ts'

/** Appends inside the caller's transaction. */
export type AppendEvent = (event: LogEvent, at: number) => { seq: number; hash: string }

export function logAppender({ db }: Sqlite, sha256: Sha256): AppendEvent {
  const head = db.select({ seq: submissionLog.seq, hash: submissionLog.hash }).from(submissionLog).orderBy(desc(submissionLog.seq)).limit(1).prepare()
  const insert = db
    .insert(submissionLog)
    .values(placeholders('seq', 'kind', 'at', 'roundId', 'attemptId', 'receipt', 'payload', 'prevHash', 'hash'))
    .prepare()
  return (event, at) => {
    const last = head.get() ?? { seq: 0, hash: GENESIS_HASH }
    const entry = { seq: last.seq + 1, kind: event.kind, at, payload: canonical(event) }
    const hash = chainHash(sha256, last.hash, entry)
    insert.run({
      ...entry,
      hash,
      prevHash: last.hash,
      roundId: event.roundId,
      attemptId: 'attemptId' in event ? event.attemptId : null,
      receipt: event.kind === 'submission' ? event.receipt : null,
    })
    return { seq: entry.seq, hash }
  }
}

type Row = typeof submissionLog.$inferSelect
const toEntry = (row: Row): LogEntry => ({
  seq: row.seq,
  at: row.at,
  event: JSON.parse(row.payload) as LogEvent,
  prevHash: row.prevHash,
  hash: row.hash,
})

export function sqliteLog({ db }: Pick<Sqlite, 'db'>, sha256: Sha256): SubmissionLog {
  const isVoid = voidReader({ db })
  const rowsAfter = (seq: number, limit: number) =>
    db.select().from(submissionLog).where(gt(submissionLog.seq, seq)).orderBy(asc(submissionLog.seq)).limit(limit).all()
  return {
    head: async () =>
      db.select({ seq: submissionLog.seq, hash: submissionLog.hash }).from(submissionLog).orderBy(desc(submissionLog.seq)).limit(1).get() ?? {
        seq: 0,
        hash: GENESIS_HASH,
      },
    after: async (seq, limit) => rowsAfter(seq, limit).map(toEntry),
    ofRound: async (roundId, afterSeq, limit) =>
      db
        .select()
        .from(submissionLog)
        .where(and(eq(submissionLog.roundId, roundId), gt(submissionLog.seq, afterSeq)))
        .orderBy(asc(submissionLog.seq))
        .limit(limit)
        .all()
        .map(toEntry),
    newestOf: async (roundId) =>
      db
        .select({ seq: max(submissionLog.seq) })
        .from(submissionLog)
        .where(and(eq(submissionLog.roundId, roundId), ne(submissionLog.kind, 'seal')))
        .get()?.seq ?? 0,
    findReceipt: async (receipt) => {
      const row = db.select().from(submissionLog).where(eq(submissionLog.receipt, receipt)).get()
      if (row === undefined || row.attemptId === null) return null
      return { entry: toEntry(row), voided: isVoid(row.attemptId) }
    },
    verify: async (fromSeq, limit) => {
      let before = fromSeq === 0 ? { seq: 0, hash: GENESIS_HASH } : db.select().from(submissionLog).where(eq(submissionLog.seq, fromSeq)).get()
      const rows = rowsAfter(fromSeq, limit)
      for (const row of rows) {
        const whole =
          before !== undefined && row.seq === before.seq + 1 && row.prevHash === before.hash && row.hash === chainHash(sha256, before.hash, row)
        if (!whole) return { checked: rows.length, brokenAt: row.seq }
        before = row
      }
      return { checked: rows.length, brokenAt: null }
    },
  }
}
