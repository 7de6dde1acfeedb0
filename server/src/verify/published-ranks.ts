import type { LogEvent } from '../domain/log-event.ts'
import type { Sha256 } from '../domain/receipt.ts'
import { hashedRows, rankPeople } from '../features/rounds/rank-book.ts'
import { lotOf, tellBook } from '../features/rounds/rank.ts'
import type { PublishedEntry, PublishedHead } from '../ports/published-log.ts'
import type { SealingBook } from '../ports/sealing.ts'
import { openHash } from '../sha256.ts'
import { compareFields, type Ledger } from './fault.ts'

/** A sealed revision that a published log file names in its head. */
export type Due = PublishedHead['rounds'][number]['revisions'][number] & { roundId: string; name: string }
export type PublishedTools = { sha256: Sha256; openBook: () => SealingBook }
export type PublishedRanks = ReturnType<typeof publishedRanks>

/** Rounds of a published log file, each in a book that is open from its first entry to its last revision: nothing of them stays in memory. */
export function publishedRanks(ledger: Ledger, { sha256, openBook }: PublishedTools, due: readonly Due[]) {
  const lastOf = new Map<string, number>()
  for (const { roundId, chainSeq } of due) lastOf.set(roundId, Math.max(chainSeq, lastOf.get(roundId) ?? 0))
  const books = new Map<string, SealingBook>()
  const bookOf = (roundId: string): SealingBook => {
    const book = books.get(roundId) ?? openBook()
    books.set(roundId, book)
    return book
  }
  const lastIn = (roundId: string): number => lastOf.get(roundId) ?? 0
  return {
    /** Let an entry count whose round has a revision to come. */
    count: (entry: PublishedEntry): void => {
      for (const [roundId, book] of books) if (lastIn(roundId) < entry.seq && books.delete(roundId)) book.close()
      const event = eventOf(entry)
      if (event !== null && entry.seq <= lastIn(event.roundId)) tell(ledger, bookOf(event.roundId), entry, event)
    },
    /** The ranks of a sealed revision, from the entries up to its seal. */
    check: (revision: Due, headHash: string): void => checkRanks(ledger, bookOf(revision.roundId), revision, lotOf(sha256, headHash)),
    close: (): void => books.forEach((book) => book.close()),
  }
}

/** What an entry says, or as much of it as is told; null where that is nothing. */
function eventOf(entry: PublishedEntry): LogEvent | null {
  const told = entry.payload === null ? entry.facts : parsed(entry.payload)
  return told === undefined || told === null ? null : ({ kind: entry.kind, ...told } as LogEvent)
}

function tell(ledger: Ledger, book: SealingBook, { seq, kind }: PublishedEntry, event: LogEvent): void {
  try {
    tellBook(book, event)
  } catch (error) {
    // A payload that makes no sense at all is a fault, and the rest is still checked.
    if (!(error instanceof TypeError)) throw error
    ledger.fault({ check: 'entries', table: 'log', key: String(seq), field: 'payload', expected: kind, found: error.message })
  }
}

function checkRanks(ledger: Ledger, book: SealingBook, revision: Due, lot: (attemptId: string) => string): void {
  const { roundId, name, number, rules, resultsHash } = revision
  const counts = rankPeople(book, rules, lot)
  const hash = openHash()
  let rows = 0
  for (const { position } of hashedRows(book, { roundId, number, rules }, counts, hash)) rows = position
  ledger.checked('ranks', rows)
  compareFields(ledger, { check: 'ranks', table: 'log', key: name }, { resultsHash: hash.hex() }, { resultsHash })
}

/** JSON of an object; null where it is none. */
export function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
