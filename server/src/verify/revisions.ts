import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { hashedRows, rankPeople } from '../features/rounds/rank-book.ts'
import { lotOf, tellUpTo } from '../features/rounds/rank.ts'
import type { ProofReader, StoredRound } from '../ports/proof.ts'
import type { SealingBook } from '../ports/sealing.ts'
import { openHash } from '../sha256.ts'
import type { Context, Seal } from './events/event-check.ts'
import { compareFields } from './fault.ts'
import { GENESIS, type Link } from './entries.ts'
import { checkPlaces } from './result-places.ts'
import { checkRows } from './result-rows.ts'
import { checkSealedUnions } from './sealed-unions.ts'

type Revision = ReturnType<ProofReader['revisions']>[number]
type Place = { check: 'seals'; table: string; key: string }

/** Every sealed revision against its entry in the log, and against a recomputation from the log as it stood then. */
export async function checkRevisions(context: Context, progress: () => void): Promise<void> {
  const { reader, rounds } = context
  const revisions = reader.revisions().filter(({ state }) => state === 'sealed')
  checkNumbers(context, revisions)
  for (const revision of revisions) {
    const round = rounds.get(revision.roundId)
    const seal = context.seals.find(({ event }) => event.roundId === revision.roundId && event.revision === revision.number)
    if (round !== undefined) await checkRevision(context, revision, round, seal)
    progress()
  }
}

/** Each round's newest revision is the one that it names, and none is missing on either side. */
function checkNumbers({ ledger, rounds, seals }: Context, revisions: readonly Revision[]): void {
  for (const round of rounds.values()) {
    const own = revisions.filter(({ roundId }) => roundId === round.id).map(({ number }) => number)
    const newest = own.length === 0 ? null : Math.max(...own)
    compareFields(ledger, { check: 'seals', table: 'rounds', key: round.id }, { sealedRevision: newest }, round)
  }
  for (const { event } of seals)
    if (!revisions.some(({ roundId, number }) => roundId === event.roundId && number === event.revision))
      ledger.fault({
        check: 'seals',
        table: 'result_revisions',
        key: `${event.roundId} ${event.revision}`,
        field: 'number',
        expected: event.revision,
        found: null,
      })
}

/** Rules that rounds got when there were such rules (migration 0006), with what they did before; a seal of before keeps what it was made by. */
const addedLater: Partial<RoundRules> = {
  attemptsPerDay: null,
  hours: null,
  bestAmongEquals: 'tieBreaks',
  lateAnswers: 'refused',
  showAnswers: 'never',
  board: 'live',
  frozenMinutes: 0,
}

async function checkRevision(context: Context, revision: Revision, round: StoredRound, seal: Seal | undefined): Promise<void> {
  const { ledger, reader } = context
  const place: Place = { check: 'seals', table: 'result_revisions', key: `${round.title} (${revision.number})` }
  ledger.checked('seals')
  if (seal === undefined) ledger.fault({ ...place, field: 'number', expected: 'submission_log', found: revision.number })
  else checkSealEntry(context, place, revision, seal)
  const head = reader.entry(revision.chainSeq)
  if (revision.chainSeq > 0) compareFields(ledger, place, { chainHash: head?.hash ?? null }, revision)
  if (revision.number === round.sealedRevision) compareFields(ledger, place, { rules: round.rules }, { rules: { ...addedLater, ...revision.rules } })

  await checkRanking(context, place, revision, round, { seq: revision.chainSeq, hash: head?.hash ?? GENESIS.hash })
}

/** Rank the round again from the log as it stood at the seal, through a book of its own: however many people there are, none of them stays in memory. */
async function checkRanking(context: Context, place: Place, revision: Revision, round: StoredRound, head: Link): Promise<void> {
  const book = context.reader.openBook()
  try {
    if (await toldTo(book, context.reader, revision)) compareRanking(context, place, { revision, round, book, head })
    else context.ledger.fault({ ...place, field: 'resultsHash', expected: 'submission_log', found: null })
  } finally {
    book.close()
  }
}

type Ranking = { revision: Revision; round: StoredRound; book: SealingBook; head: Link }

function compareRanking(context: Context, place: Place, { revision, round, book, head }: Ranking): void {
  const { ledger, sha256 } = context
  const { id, rules, number } = revision
  const named = { id, rules, name: place.key }
  const counts = rankPeople(book, rules, lotOf(sha256, head.hash))
  compareFields(ledger, place, counts, revision)
  const hash = openHash()
  checkRows(context, named, hashedRows(book, { roundId: round.id, number, rules }, counts, hash))
  compareFields(ledger, place, { resultsHash: hash.hex() }, revision)
  checkPlaces(context, named, book.places())
  checkSealedUnions(context, named, book.people())
}

function checkSealEntry({ ledger, reader }: Context, place: Place, revision: Revision, { row, event }: Seal): void {
  const { resultsHash, actorId, reason } = event
  compareFields(ledger, place, { resultsHash, actorId, reason, sealedAt: revision.sealedAt }, revision)
  if (revision.chainSeq >= row.seq) ledger.fault({ ...place, field: 'chainSeq', expected: `< ${row.seq}`, found: revision.chainSeq })
  const between = reader.loggedBetween(revision.roundId, revision.chainSeq, row.seq)
  if (between !== null) ledger.fault({ ...place, field: 'chainSeq', expected: between, found: revision.chainSeq })
}

/** False where an entry cannot be read or makes no sense, which is a fault of its own. */
async function toldTo(book: SealingBook, { log }: ProofReader, { roundId, chainSeq }: Revision): Promise<boolean> {
  try {
    await tellUpTo(book, log, roundId, chainSeq)
    return true
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false
    throw error
  }
}
