import type { Sha256 } from '../domain/receipt.ts'
import type { LogEntry } from '../domain/log-event.ts'
import { Unreadable } from '../domain/unreadable.ts'
import type { ProofReader, RawEntry } from '../ports/proof.ts'
import { projection } from '../projector/projector.ts'
import { checkEvent, checkLink, GENESIS, readEntry, type Link } from './entries.ts'
import type { Context } from './events/event-check.ts'
import { compareFields, NAMED_AT_MOST, openLedger, type Ledger } from './fault.ts'
import { checkRevisions } from './revisions.ts'

const AT_ONCE = 500

/** How far a verification is: entries of the log first, then sealed revisions. */
export type Progress = (part: 'log' | 'revisions', done: number, total: number) => void

export type Verified = { ledger: Ledger; head: Link; boardsAt: number }

/** Recompute everything that follows from the submission log, and name every place that says otherwise. */
export async function verifyAll(reader: ProofReader, sha256: Sha256, progress: Progress = () => undefined): Promise<Verified> {
  const ledger = openLedger()
  const damage = reader.damage()
  ledger.checked('pages')
  for (const found of damage) ledger.fault({ check: 'pages', table: 'hoithi.sqlite', key: '', field: '', expected: 'ok', found })
  const whole = await reader.log.head()
  try {
    await checkEverything({ reader, ledger, sha256, rounds: new Map(), attempts: new Map(), seals: [] }, progress)
  } catch (error) {
    if (error instanceof Unreadable) ledger.fault({ check: 'entries', expected: 'JSON', ...error.place })
    else if (damage.length === 0) throw error
    // Lost pages are named already; what stood on them cannot be checked.
    else ledger.fault({ check: 'pages', table: 'hoithi.sqlite', key: '', field: '', expected: 'ok', found: String(error) })
  }
  return { ledger, head: whole, boardsAt: reader.recount.progress }
}

async function checkEverything(opened: Context, progress: Progress): Promise<void> {
  const { reader } = opened
  const context = { ...opened, rounds: new Map(reader.rounds().map((round) => [round.id, round])) }
  const recount = recounter(context)
  await checkLog(context, recount, progress)
  checkBoards(context)
  countRest(context, recount)
  checkWhole(context)
  if (recount.whole()) checkOwners(context)
  const revisions = reader.revisions().length
  let done = 0
  await checkRevisions(context, () => progress('revisions', ++done, revisions))
}

async function checkLog(context: Context, recount: Recounter, progress: Progress): Promise<void> {
  const { reader, ledger, sha256 } = context
  const { seq: total } = await reader.log.head()
  let link = GENESIS
  for (let rows = reader.entriesAfter(0, AT_ONCE); rows.length > 0; rows = reader.entriesAfter(link.seq, AT_ONCE)) {
    for (const row of rows) link = checkLink(ledger, sha256, link, row)
    const entries = readStretch(context, rows)
    recount.count(entries.filter(({ seq }) => seq <= reader.recount.progress))
    progress('log', link.seq, total)
    await new Promise(setImmediate)
  }
}

/** Read some entries and check what each says; those that cannot be read are left out. */
function readStretch(context: Context, rows: readonly RawEntry[]): LogEntry[] {
  const entries = rows.flatMap((row) => readEntry(context.ledger, row) ?? [])
  const named = entries.flatMap(({ event }) => (event.kind === 'submission' || event.kind === 'regrade' ? [event.attemptId] : []))
  const stretch = { ...context, attempts: context.reader.attempts(named) }
  const rowOf = new Map(rows.map((row) => [row.seq, row]))
  for (const { seq, event } of entries) checkEvent(rowOf.get(seq) as RawEntry, event, stretch)
  return entries
}

type Recounter = { count: (entries: readonly LogEntry[]) => void; whole: () => boolean }

/** Counts entries into boards of its own; after an entry that cannot be counted it stops, and says so once. */
function recounter({ reader: { recount }, ledger }: Context): Recounter {
  let stopped = false
  return {
    whole: () => !stopped,
    count: (entries) => {
      if (stopped) return
      try {
        recount.apply([...entries], projection)
      } catch (error) {
        stopped = true
        const found = error instanceof Error ? error.message : String(error)
        ledger.fault({ check: 'boards', table: 'submission_log', key: String(entries[0]?.seq ?? ''), field: 'payload', expected: 'outcomes', found })
      }
    },
  }
}

/** What the stored boards have not counted yet: an attempt's owner is told by the whole log. */
function countRest({ reader }: Context, recount: Recounter): void {
  for (let seq = reader.recount.progress; ;) {
    const rows = reader.entriesAfter(seq, AT_ONCE)
    const last = rows.at(-1)
    if (last === undefined) return
    // What cannot be read is told already.
    recount.count(rows.flatMap((row) => readEntry(openLedger(), row) ?? []))
    seq = last.seq
  }
}

/** What no single entry shows: attempts that the log does not know, and those that it knows twice. */
function checkWhole({ reader, ledger, rounds }: Context): void {
  for (const key of reader.unloggedAttempts(NAMED_AT_MOST))
    ledger.fault({ check: 'attempts', table: 'attempts', key, field: 'receipt', expected: 'submission_log', found: null })
  for (const key of reader.loggedTwice(NAMED_AT_MOST))
    ledger.fault({ check: 'attempts', table: 'submission_log', key, field: 'attemptId', expected: 1, found: 2 })
  for (const round of rounds.values())
    for (const { id, seq } of reader.corrections(round.id))
      if (reader.entry(seq)?.kind !== 'correction')
        ledger.fault({ check: 'changes', table: 'key_corrections', key: id, field: 'seq', expected: 'submission_log', found: seq })
}

function checkOwners({ reader, ledger }: Context): void {
  for (const { attemptId, stored, counted } of reader.wrongOwners(NAMED_AT_MOST))
    compareFields(ledger, { check: 'attempts', table: 'attempts', key: attemptId }, counted, stored)
}

function checkBoards({ reader, ledger }: Context): void {
  const { rows, differences } = reader.recount.compare(NAMED_AT_MOST)
  ledger.checked('boards', rows)
  for (const { table, key, stored, counted } of differences) {
    const place = { check: 'boards', table, key } as const
    if (stored === null || counted === null) ledger.fault({ ...place, field: '*', expected: counted, found: stored })
    else
      for (const [field, value] of Object.entries(counted))
        if (!Object.is(value, stored[field])) ledger.fault({ ...place, field, expected: value, found: stored[field] })
  }
}
