import { openForReading } from './open.ts'

/** Entries that are read at once, some 4 MB of the log. */
const PIECE = 5_000
/** So far, some 200 MB, the reader behind may lag: what is read any earlier, a small machine has let go of again. */
const FURTHEST = 50 * PIECE
/** Whoever waits longer waits for somebody who has stopped. */
const LONGEST_WAIT_MS = 60_000
const [TAKEN, REACHED] = [0, 1]

/** The entry up to which somebody reads ahead, and the one that the reader behind has reached; shared by threads. */
export type ReadAheadCounts = Int32Array
export const readAheadCounts = (): ReadAheadCounts => new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))

export type ReadAhead = { databaseFile: string; upTo: number; counts: ReadAheadCounts }

/** Tell those who read ahead how far the reader behind them is. */
export function reached(counts: ReadAheadCounts, seq: number): void {
  Atomics.store(counts, REACHED, seq)
  Atomics.notify(counts, REACHED)
}

/**
 * Have the pages of the submission log in memory before somebody reads them one after another: between them lie those of other tables,
 * so that a disk is asked for each by itself, and answers several at once sooner. Nothing depends on it.
 */
export function readAhead({ databaseFile, upTo, counts }: ReadAhead): void {
  const client = openForReading(databaseFile).$client
  // Nothing is looked at twice.
  client.pragma('cache_size = -1024')
  // The last column: whatever lies before it has been read.
  const touch = client.prepare('select max(hash) from submission_log where seq > ? and seq <= ?').pluck()
  for (let after = next(counts); after < upTo && waited(counts, after); after = next(counts))
    if (after >= Atomics.load(counts, REACHED)) touch.get(after, after + PIECE)
  client.close()
}

const next = (counts: ReadAheadCounts): number => Atomics.add(counts, TAKEN, PIECE)

/** Once the reader behind is near enough; false where it comes no nearer. */
function waited(counts: ReadAheadCounts, after: number): boolean {
  for (let at = Atomics.load(counts, REACHED); after - at > FURTHEST; at = Atomics.load(counts, REACHED))
    if (Atomics.wait(counts, REACHED, at, LONGEST_WAIT_MS) === 'timed-out') return false
  return true
}
