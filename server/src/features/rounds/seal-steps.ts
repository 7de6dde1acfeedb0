import type { LogEvent } from '../../domain/log-event.ts'
import { chainHash, GENESIS_HASH, type PieceHash, type Sha256 } from '../../domain/receipt.ts'
import type { SealedCounts, SealedPlace, SealedRow } from '../../domain/sealing.ts'
import type { SealingBook, SealingReads, SealJob, SealProgress, SealStep } from '../../ports/sealing.ts'
import { hashedRows, rankPeople } from './rank-book.ts'
import { lotOf, tellBook } from './rank.ts'

const ROWS_AT_ONCE = 1_000
/** They are written one beside the other, at a third of a row's cost. */
const PLACES_AT_ONCE = 2_000
const TOLD_EVERY = 5_000

type Tools = { sha256: Sha256; openHash: () => PieceHash; told: (progress: SealProgress) => void }

/** Check the chain and rank a round, all from the log; the book holds what memory need not. Gives what `sealResults` gives of the same attempts. */
export async function* sealSteps(reads: SealingReads, job: SealJob, tools: Tools): AsyncGenerator<SealStep> {
  const book = reads.openBook()
  try {
    const whole = await readLog(reads, book, job, tools)
    // A reader that stays would keep every page of the rows to come in the write-ahead log: gigabytes of a million people.
    await reads.close()
    if (!whole) return yield { broken: true }
    const counts = rankPeople(book, job.rules, lotOf(tools.sha256, reads.head.hash), (done, total) => {
      if (done % TOLD_EVERY === 0) tools.told({ part: 'people', done, total })
    })
    yield { head: reads.head, counts }
    yield* rowsOf(book, job, counts, tools)
  } finally {
    book.close()
  }
}

/** Every link of the log in its order, and what the round's entries say; false when a link is broken. */
async function readLog({ lines, head }: SealingReads, book: SealingBook, { roundId }: SealJob, { sha256, told }: Tools): Promise<boolean> {
  let before = { seq: 0, hash: GENESIS_HASH }
  for await (const some of lines())
    for (const line of some) {
      const whole = line.seq === before.seq + 1 && line.prevHash === before.hash && line.hash === chainHash(sha256, before.hash, line)
      if (!whole) return false
      if (line.roundId === roundId) tellBook(book, JSON.parse(line.payload) as LogEvent)
      if (line.seq % TOLD_EVERY === 0) told({ part: 'log', done: line.seq, total: head.seq })
      before = line
    }
  return before.seq === head.seq
}

function* rowsOf(book: SealingBook, job: SealJob, counts: SealedCounts, { openHash, told }: Tools): Generator<SealStep> {
  const hash = openHash()
  let some: SealedRow[] = []
  for (const row of hashedRows(book, job, counts, hash)) {
    if (some.push(row) < ROWS_AT_ONCE) continue
    told({ part: 'rows', done: row.position, total: counts.people })
    yield { rows: some }
    some = []
  }
  if (some.length > 0) yield { rows: some }
  yield* placesOf(book, counts, told)
  yield { resultsHash: hash.hex() }
}

function* placesOf(book: SealingBook, { people }: SealedCounts, told: Tools['told']): Generator<SealStep> {
  let [some, done] = [[] as SealedPlace[], 0]
  for (const place of book.places()) {
    if (some.push(place) < PLACES_AT_ONCE) continue
    yield { places: some }
    told({ part: 'places', done: (done += some.length), total: people })
    some = []
  }
  if (some.length > 0) yield { places: some }
}
