import { chainHash, type Sha256 } from '../domain/receipt.ts'
import type { ProofReader } from '../ports/proof.ts'
import type { PublishedEntry, PublishedHead } from '../ports/published-log.ts'
import { GENESIS, type Link } from './entries.ts'
import { compareFields, openLedger, type Ledger } from './fault.ts'
import { parsed, publishedRanks, type Due, type PublishedRanks, type PublishedTools } from './published-ranks.ts'

export type PublishedCheck = { ledger: Ledger; head: Link; withheld: number }

/**
 * A published log file by itself: every link, every hash whose payload is told, and each sealed revision's ranks and hash from the entries before
 * its seal. With a database its entries are also compared with those there.
 */
export async function verifyPublished(
  lines: AsyncIterable<string>,
  tools: PublishedTools,
  reader: ProofReader | null = null,
): Promise<PublishedCheck> {
  const ledger = openLedger()
  let [told, ranks, link, withheld]: [PublishedHead | null, PublishedRanks | null, Link, number] = [null, null, GENESIS, 0]
  let due: Due[] = []
  try {
    for await (const line of lines) {
      if (line.trim() === '') continue
      if (told === null) {
        told = headOf(ledger, line)
        if (told === null) return { ledger, head: link, withheld }
        due = dueIn(told)
        if (told.contents === 'full') ranks = publishedRanks(ledger, tools, due)
        continue
      }
      const entry = entryOf(ledger, link, line)
      if (entry === null) continue
      link = checkEntry(ledger, tools.sha256, link, entry)
      if (entry.payload === null) withheld += 1
      if (reader !== null) compareEntry(ledger, reader, entry)
      ranks?.count(entry)
      for (const revision of due.filter(({ chainSeq }) => chainSeq === entry.seq)) {
        checkSeal(ledger, revision, entry)
        ranks?.check(revision, entry.hash)
      }
    }
  } finally {
    ranks?.close()
  }
  checkEnd(ledger, told, due, link)
  return { ledger, head: link, withheld }
}

const dueIn = ({ rounds }: PublishedHead): Due[] =>
  rounds.flatMap(({ id, contest, title, revisions }) =>
    revisions.map((revision) => ({ ...revision, roundId: id, name: `${contest} · ${title} (${revision.number})` })),
  )

/** The file goes as far as its revisions do, and ends where its head says. */
function checkEnd(ledger: Ledger, told: PublishedHead | null, due: readonly Due[], { seq, hash }: Link): void {
  for (const { name, chainSeq } of due.filter((revision) => revision.chainSeq > seq))
    ledger.fault({ check: 'published', table: 'log', key: name, field: 'chainSeq', expected: chainSeq, found: seq })
  if (told !== null) compareFields(ledger, { check: 'published', table: 'log', key: '1' }, { head: told.head }, { head: { seq, hash } })
}

function headOf(ledger: Ledger, line: string): PublishedHead | null {
  const value = parsed(line) as PublishedHead | null
  if (value?.format === 'hoithi-log/1' && Array.isArray(value.rounds)) return value
  ledger.fault({ check: 'published', table: 'log', key: '1', field: 'format', expected: 'hoithi-log/1', found: line })
  return null
}

function entryOf(ledger: Ledger, { seq }: Link, line: string): PublishedEntry | null {
  const value = parsed(line) as PublishedEntry | null
  if (value !== null && typeof value.seq === 'number' && typeof value.hash === 'string') return value
  ledger.fault({ check: 'published', table: 'log', key: String(seq + 1), field: 'JSON', expected: '{…}', found: line })
  return null
}

function checkEntry(ledger: Ledger, sha256: Sha256, before: Link, entry: PublishedEntry): Link {
  ledger.checked('chain')
  const place = { check: 'chain', table: 'log', key: String(entry.seq) } as const
  compareFields(ledger, place, { seq: before.seq + 1, prevHash: before.hash }, entry)
  if (entry.payload !== null) {
    ledger.checked('entries')
    compareFields(ledger, place, { hash: chainHash(sha256, entry.prevHash, { ...entry, payload: entry.payload }) }, entry)
  }
  return { seq: entry.seq, hash: entry.hash }
}

/** The file and the database must tell the same story. */
function compareEntry(ledger: Ledger, reader: ProofReader, { seq, at, kind, prevHash, hash, payload }: PublishedEntry): void {
  ledger.checked('published')
  const stored = reader.entry(seq)
  const place = { check: 'published', table: 'submission_log', key: String(seq) } as const
  if (stored === null) return ledger.fault({ ...place, field: 'seq', expected: seq, found: null })
  compareFields(ledger, place, { at, kind, prevHash, hash, ...(payload === null ? {} : { payload }) }, stored)
}

/** A revision names the entry up to which it counts by its hash. */
function checkSeal(ledger: Ledger, { name, chainHash: named }: Due, { hash }: PublishedEntry): void {
  ledger.checked('seals')
  compareFields(ledger, { check: 'seals', table: 'log', key: name }, { chainHash: hash }, { chainHash: named })
}
