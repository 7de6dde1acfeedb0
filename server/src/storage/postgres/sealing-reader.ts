import { desc, sql } from 'drizzle-orm'
import { GENESIS_HASH } from '../../domain/receipt.ts'
import type { LogLine, SealingReads } from '../../ports/sealing.ts'
import { sealingBook } from '../sealing-book.ts'
import { piecesOf } from './cursor.ts'
import { first, openMoment } from './open.ts'
import { submissionLog } from './schema.ts'

/** The whole log as it stands now, on a connection that sees one moment. */
export async function openForSealing(url: string): Promise<SealingReads> {
  const { db, close } = await openMoment(url)
  const head = await first(
    db.select({ seq: submissionLog.seq, hash: submissionLog.hash }).from(submissionLog).orderBy(desc(submissionLog.seq)).limit(1),
  )
  let closed: Promise<void> | null = null
  return {
    head: head ?? { seq: 0, hash: GENESIS_HASH },
    lines: () =>
      piecesOf<LogLine>(
        db,
        sql`select seq, kind, at, round_id as "roundId", payload, prev_hash as "prevHash", hash from submission_log order by seq`,
      ),
    openBook: sealingBook,
    close: () => (closed ??= close()),
  }
}
