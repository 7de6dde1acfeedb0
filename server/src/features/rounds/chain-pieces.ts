import { lastLink, type ChainEnd, type Sha256 } from '../../domain/receipt.ts'
import type { ChainReads } from '../../ports/sealing.ts'

/** Links that are checked at once, some 4 MB of the log. */
const PIECE = 5_000
/** A piece takes less than a second, also of a slow disk: who took one and does not come back for so long has died. */
const LONGEST_WAIT_MS = 120_000
const [TAKEN, CHECKED, BROKEN] = [0, 1, 2]

/** Which pieces of the log were taken and how many checked, shared by threads. */
export type PieceCounts = Int32Array
export const pieceCounts = (): PieceCounts => new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))

/** How many links up to the head are checked so far. */
export const linksChecked = (counts: PieceCounts, head: ChainEnd): number => Math.min(Atomics.load(counts, CHECKED) * PIECE, head.seq)

type Checking = { reads: ChainReads; head: ChainEnd; sha256: Sha256 }

/** Check one piece after another that nobody has taken yet, until there is none or a link is broken. */
export function checkPieces(counts: PieceCounts, { reads, head, sha256 }: Checking, seen: () => void = () => undefined): void {
  while (Atomics.load(counts, BROKEN) === 0) {
    const after = Atomics.add(counts, TAKEN, 1) * PIECE
    if (after >= head.seq) return
    const upTo = Math.min(after + PIECE, head.seq)
    const before = reads.endAt(after)
    const last = before === null ? null : lastLink(sha256, before, reads.links(after, upTo))
    const whole = last?.seq === upTo && (upTo < head.seq || last.hash === head.hash)
    if (!whole) Atomics.store(counts, BROKEN, 1)
    // Also of a broken one: whoever begins to wait now sees that the number is another.
    Atomics.add(counts, CHECKED, 1)
    Atomics.notify(counts, CHECKED)
    seen()
  }
}

/** Check what is left, wait for what others have taken, and tell whether the whole log is one chain. */
export function wholeChain(counts: PieceCounts, checking: Checking, seen: () => void): boolean {
  checkPieces(counts, checking, seen)
  const pieces = Math.ceil(checking.head.seq / PIECE)
  for (;;) {
    if (Atomics.load(counts, BROKEN) > 0) return false
    const checked = Atomics.load(counts, CHECKED)
    if (checked === pieces) return true
    if (Atomics.wait(counts, CHECKED, checked, LONGEST_WAIT_MS) === 'timed-out') throw new Error('a thread that checks the log ended without a word')
    seen()
  }
}
