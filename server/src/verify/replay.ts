import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Sha256 } from '../domain/receipt.ts'
import type { SealedCounts, SealedRow } from '../domain/sealing.ts'
import { rankPeople, rowsIn } from '../features/rounds/rank-book.ts'
import { lotOf, tellUpTo } from '../features/rounds/rank.ts'
import type { ProofReader, StoredRound } from '../ports/proof.ts'
import type { Replayed, ReplayJob } from '../ports/replays.ts'

/** Before the seal nobody may reckon the target of a prediction: such a round is ranked as its live board is. */
function rulesNow({ rules, sealedRevision }: StoredRound): RoundRules {
  if (sealedRevision !== null) return rules
  return { ...rules, prediction: null, tieBreaks: rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance') }
}

/** A round ranked by the log as it stood at a moment, or after an entry; null where there is no such round. Nothing of it is kept. */
export async function replayRound(reader: ProofReader, sha256: Sha256, { roundId, upTo, page, pageSize }: ReplayJob): Promise<Replayed | null> {
  const round = reader.rounds().find(({ id, practice }) => id === roundId && !practice)
  if (round === undefined) return null
  const newest = await reader.log.head()
  const row = reader.entry('seq' in upTo ? Math.min(upTo.seq, newest.seq) : reader.lastUntil(upTo.at))
  const head = row === null ? { seq: 0, at: null, hash: '' } : { seq: row.seq, at: row.at, hash: row.hash }
  const rules = rulesNow(round)
  const { counts, shown } = await pageAt(reader, { roundId, seq: head.seq, rules, lot: lotOf(sha256, head.hash) }, { page, pageSize })
  const faces = reader.faces(shown.map(({ contestantId }) => contestantId))
  return {
    head,
    newest: newest.seq,
    sealed: round.sealedRevision !== null,
    people: counts.people,
    attempts: counts.attempts,
    // Of everybody in a round one attempt counts.
    total: counts.people,
    rows: shown.map(({ contestantId, attemptId, rank, position, number, score, maxScore, predictionDistance, durationMs, submittedAt, ...row }) => {
      const { decidedBy, own, next } = row
      const face = faces.get(contestantId) ?? { fullName: contestantId, unionName: '' }
      return { position, rank, attemptId, number, score, maxScore, predictionDistance, durationMs, submittedAt, decidedBy, own, next, ...face }
    }),
  }
}

type Wanted = { roundId: string; seq: number; rules: RoundRules; lot: (attemptId: string) => string }

/** Everybody is ranked, through a book outside memory; only the rows of the page are kept. */
async function pageAt(
  reader: ProofReader,
  { roundId, seq, rules, lot }: Wanted,
  { page, pageSize }: Pick<ReplayJob, 'page' | 'pageSize'>,
): Promise<{ counts: SealedCounts; shown: SealedRow[] }> {
  const book = reader.openBook()
  try {
    await tellUpTo(book, reader.log, roundId, seq)
    const counts = rankPeople(book, rules, lot)
    const shown: SealedRow[] = []
    for (const row of rowsIn(book, rules)) {
      if (row.position > page * pageSize) break
      if (row.position > (page - 1) * pageSize) shown.push(row)
    }
    return { counts, shown }
  } finally {
    book.close()
  }
}
