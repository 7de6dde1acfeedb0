import type Database from 'better-sqlite3'
import { GENESIS_HASH, type ChainEnd, type ChainLink } from '../../domain/receipt.ts'
import type { ChainReads, SealingReads } from '../../ports/sealing.ts'
import { openForReading } from './open.ts'
import { sealingBook } from './sealing-book.ts'

const GENESIS: ChainEnd = { seq: 0, hash: GENESIS_HASH }
type LinkValues = [seq: number, kind: string, at: number, payload: string, prevHash: string, hash: string]

/** The whole log as it stands now, on a read-only connection that sees one moment. */
export function openForSealing(file: string): SealingReads {
  const client = openForReading(file).$client
  client.exec('begin')
  const head = client.prepare<[], ChainEnd>('select seq, hash from submission_log order by seq desc limit 1').get() ?? GENESIS
  const payloads = client.prepare('select payload from submission_log where round_id = ? order by seq').pluck()
  return {
    ...chainReads(client),
    head,
    payloads: (roundId) => payloads.iterate(roundId) as Iterable<string>,
    openBook: sealingBook,
    close: () => client.close(),
  }
}

/** Its links alone, for who checks some of them beside a seal; entries that are logged meanwhile lie behind them. */
export function openChain(file: string): ChainReads & { close: () => void } {
  const client = openForReading(file).$client
  return { ...chainReads(client), close: () => client.close() }
}

function chainReads(client: Database.Database): ChainReads {
  const links = client.prepare('select seq, kind, at, payload, prev_hash, hash from submission_log where seq > ? and seq <= ? order by seq').raw()
  const end = client.prepare<[number], ChainEnd>('select seq, hash from submission_log where seq = ?')
  return {
    *links(after, upTo): Generator<ChainLink> {
      // Lists cost a third of what rows with names cost, and there are millions.
      for (const [seq, kind, at, payload, prevHash, hash] of links.iterate(after, upTo) as Iterable<LinkValues>)
        yield { seq, kind, at, payload, prevHash, hash }
    },
    endAt: (seq) => (seq === 0 ? GENESIS : (end.get(seq) ?? null)),
  }
}
