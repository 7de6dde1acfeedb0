import { GENESIS_HASH } from '../../domain/receipt.ts'
import type { LogLine, SealingReads } from '../../ports/sealing.ts'
import { openForReading } from './open.ts'
import { sealingBook } from './sealing-book.ts'

/** The whole log as it stands now, on a read-only connection that sees one moment. */
export function openForSealing(file: string): SealingReads {
  const client = openForReading(file).$client
  client.exec('begin')
  const head = client.prepare('select seq, hash from submission_log order by seq desc limit 1').get() as { seq: number; hash: string } | undefined
  const lines = client.prepare('select seq, kind, at, round_id as roundId, payload, prev_hash as prevHash, hash from submission_log order by seq')
  return {
    head: head ?? { seq: 0, hash: GENESIS_HASH },
    lines: () => lines.iterate() as Iterable<LogLine>,
    openBook: sealingBook,
    close: () => client.close(),
  }
}
