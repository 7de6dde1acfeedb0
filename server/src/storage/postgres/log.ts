import { and, asc, desc, eq, gt, max, ne, sql, type SQL } from 'drizzle-orm'
import type { LogEntry, LogEvent } from '../../domain/log-event.ts'
import { GENESIS_HASH, canonical, chainHash, type Sha256 } from '../../domain/receipt.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import { insertMany } from './many-rows.ts'
import { first, takeTurn, type Db, type Postgres } from './open.ts'
import { submissionLog } from './schema.ts'
import { voidReader } from './voidings.ts'

/** Appends inside the caller's transaction, which nobody else's append overtakes until it is committed: whoever appends does it last. */
export type AppendEvent = (tx: Db, event: LogEvent, at: number) => Promise<{ seq: number; hash: string }>
/** The same of several, in their order. */
export type AppendEvents = (tx: Db, events: readonly { event: LogEvent; at: number }[]) => Promise<{ seq: number; hash: string }>

export function logAppender(sha256: Sha256): { append: AppendEvent; appendAll: AppendEvents } {
  const appendAll: AppendEvents = async (tx, events) => {
    await takeTurn(tx, 'log')
    let last = await headOf(tx)
    const rows = events.map(({ event, at }) => {
      const entry = { seq: last.seq + 1, kind: event.kind, at, payload: canonical(event) }
      const prevHash = last.hash
      last = { seq: entry.seq, hash: chainHash(sha256, prevHash, entry) }
      return {
        ...entry,
        hash: last.hash,
        prevHash,
        roundId: event.roundId,
        attemptId: 'attemptId' in event ? event.attemptId : null,
        receipt: event.kind === 'submission' ? event.receipt : null,
      }
    })
    await insertMany(tx, submissionLog, rows)
    return last
  }
  return { appendAll, append: (tx, event, at) => appendAll(tx, [{ event, at }]) }
}

const headOf = async (db: Db): Promise<{ seq: number; hash: string }> =>
  (await first(db.select({ seq: submissionLog.seq, hash: submissionLog.hash }).from(submissionLog).orderBy(desc(submissionLog.seq)).limit(1))) ?? {
    seq: 0,
    hash: GENESIS_HASH,
  }

type Row = typeof submissionLog.$inferSelect
const toEntry = (row: Row): LogEntry => ({
  seq: row.seq,
  at: row.at,
  event: JSON.parse(row.payload) as LogEvent,
  prevHash: row.prevHash,
  hash: row.hash,
})

export function postgresLog({ db, read }: Postgres, sha256: Sha256): SubmissionLog {
  const rowsAfter = (from: Db, seq: number, limit: number): Promise<Row[]> =>
    from.select().from(submissionLog).where(gt(submissionLog.seq, seq)).orderBy(asc(submissionLog.seq)).limit(limit)
  return {
    head: () => headOf(db),
    after: async (seq, limit) => (await rowsAfter(db, seq, limit)).map(toEntry),
    ofRound: async (roundId, afterSeq, limit) =>
      (
        await db
          .select()
          .from(submissionLog)
          .where(and(eq(submissionLog.roundId, roundId), gt(submissionLog.seq, afterSeq)))
          .orderBy(asc(submissionLog.seq))
          .limit(limit)
      ).map(toEntry),
    newestOf: async (roundId) => {
      const ofRound = and(eq(submissionLog.roundId, roundId), ne(submissionLog.kind, 'seal'))
      return (
        (
          await first(
            db
              .select({ seq: max(submissionLog.seq) })
              .from(submissionLog)
              .where(ofRound),
          )
        )?.seq ?? 0
      )
    },
    findReceipt: (receipt) =>
      read(async (tx) => {
        const row = await ofReceipt(tx, receipt)
        if (row === undefined || row.attemptId === null) return null
        return { entry: toEntry(row), voided: await voidReader(tx)(row.attemptId) }
      }),
    asOf: (receipt, seq) => read((tx) => submissionAt(tx, receipt, seq)),
    verify: (fromSeq, limit) =>
      read(async (tx) => {
        let before: Pick<Row, 'seq' | 'hash'> | undefined =
          fromSeq === 0 ? { seq: 0, hash: GENESIS_HASH } : await first(tx.select().from(submissionLog).where(eq(submissionLog.seq, fromSeq)))
        const rows = await rowsAfter(tx, fromSeq, limit)
        for (const row of rows) {
          const whole =
            before !== undefined && row.seq === before.seq + 1 && row.prevHash === before.hash && row.hash === chainHash(sha256, before.hash, row)
          if (!whole) return { checked: rows.length, brokenAt: row.seq }
          before = row
        }
        return { checked: rows.length, brokenAt: null }
      }),
  }
}

const ofReceipt = (db: Db, receipt: string): Promise<Row | undefined> =>
  first(db.select().from(submissionLog).where(eq(submissionLog.receipt, receipt)))

/** A submission with what was logged of it up to a line. */
async function submissionAt(db: Db, receipt: string, seq: number): ReturnType<SubmissionLog['asOf']> {
  const row = await ofReceipt(db, receipt)
  if (row === undefined || row.attemptId === null || row.seq > seq) return null
  const { attemptId } = row
  // The kind as a literal: each has an index of its own.
  const since = async (kind: SQL): Promise<LogEntry[]> =>
    (
      await db
        .select()
        .from(submissionLog)
        .where(and(eq(submissionLog.attemptId, attemptId), kind))
        .orderBy(asc(submissionLog.seq))
    ).map(toEntry)
  const regrades = await since(sql`kind = 'regrade'`)
  const known = [toEntry(row), ...regrades.filter((entry) => entry.seq <= seq)].flatMap(({ event }) =>
    event.kind === 'submission' || event.kind === 'regrade' ? [event] : [],
  )
  const last = known.at(-1)
  if (last === undefined) return null
  const { score, maxScore, correctCount, allCorrect } = last
  return {
    figures: { score, maxScore, correctCount, allCorrect },
    voided: (await since(sql`kind in ('void', 'restore')`)).some((entry) => entry.event.kind === 'void' && entry.seq <= seq),
    lateSince: regrades.some(({ seq: at, event }) => at > seq && event.kind === 'regrade' && event.cause === 'heldAnswers'),
  }
}
