import type Database from 'better-sqlite3'
import { GENESIS_HASH } from '../../domain/receipt.ts'
import type { LogLine, SealingReads } from '../../ports/sealing.ts'
import { inPieces } from './in-pieces.ts'
import { openForReading } from './open.ts'
import { sealingBook } from '../sealing-book.ts'

const LINES_AT_ONCE = 2_000

type LineValues = [seq: number, kind: string, at: number, roundId: string, payload: string, prevHash: string, hash: string]

/** The whole log as it stands now, on a read-only connection that sees one moment. */
export async function openForSealing(file: string): Promise<SealingReads> {
  const client = openForReading(file).$client
  client.exec('begin')
  const head = client.prepare('select seq, hash from submission_log order by seq desc limit 1').get() as { seq: number; hash: string } | undefined
  const lines = client.prepare('select seq, kind, at, round_id, payload, prev_hash, hash from submission_log order by seq').raw()
  return {
    head: head ?? { seq: 0, hash: GENESIS_HASH },
    lines: () => inPieces(named(lines), LINES_AT_ONCE),
    openBook: sealingBook,
    close: async () => void client.close(),
  }
}

/** Lists cost a third of what rows with names cost, and there are millions. */
function* named(lines: Database.Statement): Generator<LogLine> {
  for (const [seq, kind, at, roundId, payload, prevHash, hash] of lines.iterate() as Iterable<LineValues>)
    yield { seq, kind, at, roundId, payload, prevHash, hash }
}
