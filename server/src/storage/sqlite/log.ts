import { and, asc, desc, eq, gt, max, ne, sql, type SQL } from 'drizzle-orm'
import { GENESIS_HASH, canonical, chainHash, type Sha256 } from '../../domain/receipt.ts'
import type { LogEntry, LogEvent } from '../../domain/log-event.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { submissionLog } from './schema.ts'
import { voidReader } from './voidings.ts'

/** Appends inside the caller's transaction. */
export type AppendEvent = (event: LogEvent, at: number) => { seq: number; hash: string }

/** Without the mapper between, as on the answer path: every hand-in runs it. */
export function logAppender({ client }: Pick<Sqlite, 'client'>, sha256: Sha256): AppendEvent {
  const head = client.prepare<[], { seq: number; hash: string }>('select seq, hash from submission_log order by seq desc limit 1')
  const insert = client.prepare(
    `insert into submission_log (seq, kind, at, round_id, attempt_id, receipt, payload, prev_hash, hash)
     values (@seq, @kind, @at, @roundId, @attemptId, @receipt, @payload, @prevHash, @hash)`,
  )
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
  const after = prepared(
    db
      .select()
      .from(submissionLog)
      .where(gt(submissionLog.seq, sql.placeholder('seq')))
      .orderBy(asc(submissionLog.seq))
      .limit(sql.placeholder('limit')),
  )
  const rowsAfter = (seq: number, limit: number) => after.all({ seq, limit })
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
    asOf: async (receipt, seq) => submissionAt({ db }, receipt, seq),
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

/** A submission with what was logged of it up to a line. */
function submissionAt({ db }: Pick<Sqlite, 'db'>, receipt: string, seq: number): Awaited<ReturnType<SubmissionLog['asOf']>> {
  const row = db.select().from(submissionLog).where(eq(submissionLog.receipt, receipt)).get()
  if (row === undefined || row.attemptId === null || row.seq > seq) return null
  // The kind as a literal: each has an index of its own.
  const since = (kind: SQL) =>
    db
      .select()
      .from(submissionLog)
      .where(and(eq(submissionLog.attemptId, row.attemptId ?? ''), sql`${submissionLog.kind} = ${kind}`))
      .orderBy(asc(submissionLog.seq))
      .all()
      .map(toEntry)
  const regrades = since(sql.raw(`'regrade'`))
  const known = [toEntry(row), ...regrades.filter((entry) => entry.seq <= seq)].flatMap(({ event }) =>
    event.kind === 'submission' || event.kind === 'regrade' ? [event] : [],
  )
  const last = known.at(-1)
  if (last === undefined) return null
  const { score, maxScore, correctCount, allCorrect } = last
  return {
    figures: { score, maxScore, correctCount, allCorrect },
    voided: since(sql.raw(`'void'`)).some((entry) => entry.seq <= seq),
    lateSince: regrades.some(({ seq: at, event }) => at > seq && event.kind === 'regrade' && event.cause === 'heldAnswers'),
  }
}
