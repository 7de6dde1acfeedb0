import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { predictionTarget } from '../../domain/prediction.ts'
import { lastTie, placed, rankingKeys } from '../../domain/ranking.ts'
import type { PieceHash } from '../../domain/receipt.ts'
import { countedOf, resultsText, type SealedCounts, type SealedRow } from '../../domain/sealing.ts'
import type { SealingBook, SealJob } from '../../ports/sealing.ts'

// How a round is ranked from a book that holds it outside memory, for its seal, its verification and its replay alike: what `sealResults` gives of the same attempts.

/** Let of each person in the book the attempt that counts be kept in its order. `ranked`: told how many people were looked at. */
export function rankPeople(
  book: SealingBook,
  rules: RoundRules,
  lot: (attemptId: string) => string,
  ranked: (done: number, people: number) => void = () => undefined,
): SealedCounts {
  const counts = book.counts()
  const target = predictionTarget(rules, counts)
  let done = 0
  for (const own of book.people()) {
    const counted = countedOf(own, rules, target)
    if (counted !== null) book.keep(counted, rankingKeys(counted, rules.tieBreaks), lastTie(rules, counted.attemptId, lot))
    ranked((done += 1), counts.people)
  }
  return { ...counts, predictionTarget: target }
}

/** The rows of people who were ranked, one by one in the order of their places. */
export const rowsIn = (book: SealingBook, rules: RoundRules): Generator<SealedRow> => placed(book.kept(), rules)

/** The same rows, with all that a revision's hash covers told to `hash` once the last of them is taken. */
export function* hashedRows(book: SealingBook, job: SealJob, counts: SealedCounts, hash: PieceHash): Generator<SealedRow> {
  const taken: SealedRow[] = []
  const watched = function* (): Generator<SealedRow> {
    for (const row of rowsIn(book, job.rules)) {
      taken.push(row)
      yield row
    }
  }
  for (const piece of resultsText(job, counts, watched())) {
    hash.update(piece)
    yield* taken.splice(0)
  }
}
