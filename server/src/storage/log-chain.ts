import { chainHash, GENESIS_HASH } from '../domain/receipt.ts'
import { sha256 } from '../sha256.ts'
import { placeIn, type CopiedTable } from './copied-tables.ts'
import type { Row } from './copying.ts'

/** Follows the submission log from its first line on: how far it is, and the first line that does not follow from the one before. */
export function followChain(log: CopiedTable): { link: (row: Row) => void; head: { seq: number; hash: string }; brokenAt: () => number | null } {
  const [seq, kind, at, payload, prevHash, hash] = [
    ...[placeIn(log, 'seq'), placeIn(log, 'kind'), placeIn(log, 'at'), placeIn(log, 'payload'), placeIn(log, 'prev_hash'), placeIn(log, 'hash')],
  ] as [number, number, number, number, number, number]
  const head = { seq: 0, hash: GENESIS_HASH }
  let brokenAt: number | null = null
  return {
    head,
    brokenAt: () => brokenAt,
    link(row) {
      const entry = { seq: Number(row[seq]), kind: String(row[kind]), at: Number(row[at]), payload: String(row[payload]) }
      const next = chainHash(sha256, head.hash, entry)
      if (entry.seq !== head.seq + 1 || row[prevHash] !== head.hash || row[hash] !== next) brokenAt ??= entry.seq
      Object.assign(head, { seq: entry.seq, hash: String(row[hash]) })
    },
  }
}
