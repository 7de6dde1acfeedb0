import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { asc, eq, sql } from 'drizzle-orm'
import type { LogEntry } from '../../domain/log-event.ts'
import { submittedOutcome, type Outcome } from '../../domain/standing.ts'
import type { Projection } from '../../ports/boards.ts'
import { activityCounter } from './activity-counter.ts'
import { texts } from './many-rows.ts'
import { first, type Db } from './open.ts'
import { outcomeRows, peopleOf, standingRows, type Counted } from './projection-rows.ts'
import type { PlaceChange } from './rank-index.ts'
import { activity, contests, outcomes, projections, questionUsage, rounds, standings, unionTallies } from './schema.ts'
import { tallyCounter } from './tally-counter.ts'
import { tellsUsage, usageCounter, type VersionKeys } from './usage-counter.ts'

const BOARDS = 'boards'

/**
 * Counts log entries into outcomes, standings, union tallies, activity and the usage of questions; runs inside the caller's transaction. A batch costs
 * a dozen statements, however many entries it has: what they are about is read first, counted on in memory, and written.
 */
export function postgresProjection(db: Db, keys: VersionKeys = new Map()) {
  let changes: PlaceChange[] = []
  const progress = async (): Promise<number> =>
    (await first(db.select({ seq: projections.seq }).from(projections).where(eq(projections.name, BOARDS))))?.seq ?? 0

  return {
    progress,
    async apply(entries: readonly LogEntry[], projection: Projection): Promise<number> {
      changes = []
      const before = await progress()
      const next = uncounted(entries, before)
      const seq = next.at(-1)?.seq ?? before
      const events = next.flatMap(({ event }) => (event.kind === 'seal' || event.kind === 'correction' ? [] : [event]))
      if (events.length > 0) changes = await count(db, events, { projection, keys })
      if (seq > before) await db.insert(projections).values({ name: BOARDS, seq }).onConflictDoUpdate({ target: projections.name, set: { seq } })
      return seq
    },
    /** Who came to a place and who left one in the last `apply`. */
    changes: (): readonly PlaceChange[] => changes,
    async clear(): Promise<void> {
      for (const table of [outcomes, standings, unionTallies, questionUsage, activity]) await db.delete(table)
      await db.delete(projections).where(eq(projections.name, BOARDS))
    },
  }
}

function uncounted(entries: readonly LogEntry[], before: number): LogEntry[] {
  const next = entries.filter(({ seq }) => seq > before)
  for (const [index, { seq }] of next.entries())
    if (seq !== before + 1 + index) throw new Error(`the boards count entry ${before + 1 + index} next, not ${seq}`)
  return next
}

type Needs = { projection: Projection; keys: VersionKeys }

async function count(db: Db, events: readonly Counted[], { projection, keys }: Needs): Promise<PlaceChange[]> {
  const book = await roundBook(db, events)
  const outcomes = await outcomeRows(db, events)
  const usage = await usageCounter(db, events, keys)
  const activity = activityCounter(book.zoneOf)
  const touched = touchedBy(events, (roundId) => projection.freezesAt(book.round(roundId))).map((one) => ({
    ...one,
    before: outcomes.inContest(one.contestantId, one.contestId),
  }))
  for (const event of events) {
    if (tellsUsage(event)) usage.count(event, book.round(event.roundId).rules, projection.shares)
    tell(outcomes, event)
  }
  for (const { contestantId, contestId, before } of touched)
    activity.changed(contestId, projection.activity, before, outcomes.inContest(contestantId, contestId))
  const places = await standAnew(db, touched, { outcomes, book, projection })
  await outcomes.flush()
  await places.flush()
  await tallied(db, places.changed())
  await activity.flush(db)
  await usage.flush(db)
  return places
    .changed()
    .flatMap(({ boardId, was, is }): PlaceChange[] => [
      ...(was === null ? [] : [{ boardId, keys: was.keys, attemptId: was.attemptId, sign: -1 as const }]),
      ...(is === null ? [] : [{ boardId, keys: is.keys, attemptId: is.attemptId, sign: 1 as const }]),
    ])
}

type RoundRow = Pick<typeof rounds.$inferSelect, 'id' | 'contestId' | 'rules' | 'closesAt'> & { timeZone: string }
type RoundBook = Awaited<ReturnType<typeof roundBook>>

/** The rounds of the contests that entries are of, as they are in this transaction. */
async function roundBook(db: Db, events: readonly Counted[]) {
  const rows: RoundRow[] = await db
    .select({ id: rounds.id, contestId: rounds.contestId, rules: rounds.rules, closesAt: rounds.closesAt, timeZone: contests.timeZone })
    .from(rounds)
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .where(sql`${rounds.contestId} = any(${texts(new Set(events.map(({ contestId }) => contestId)))})`)
    .orderBy(asc(rounds.number))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found = <Row>(row: Row | undefined, what: string): Row => {
    if (row === undefined) throw new Error(`the log names ${what}, which does not exist`)
    return row
  }
  const ofContest = (contestId: string): RoundRow[] => rows.filter((row) => row.contestId === contestId)
  const firstOf = (contestId: string): RoundRow => found(ofContest(contestId)[0], `contest ${contestId}`)
  return {
    round: (roundId: string): RoundRow => found(byId.get(roundId), `round ${roundId}`),
    ofContest,
    zoneOf: (contestId: string): string => firstOf(contestId).timeZone,
    // Everyone on a contest's board is compared by the rules of its first round.
    rulesOf: (contestId: string): RoundRules => firstOf(contestId).rules,
  }
}

/** A person of whom entries tell something in rounds of a contest; `frozenFrom` where that reaches a round's board that stands still, too. */
type Touched = { contestantId: string; contestId: string; rounds: Map<string, { frozenFrom: number | null }>; before: Outcome[] }

function touchedBy(events: readonly Counted[], freezesAt: (roundId: string) => number | null): Omit<Touched, 'before'>[] {
  const touched = new Map<string, Omit<Touched, 'before'>>()
  for (const event of events) {
    const { contestId, roundId } = event
    const from = freezesAt(roundId)
    const frozenFrom = from !== null && (event.kind !== 'submission' || event.submittedAt < from) ? from : null
    for (const contestantId of peopleOf(event)) {
      const key = `${contestantId} ${contestId}`
      const one = touched.get(key) ?? { contestantId, contestId, rounds: new Map<string, { frozenFrom: number | null }>() }
      one.rounds.set(roundId, { frozenFrom: one.rounds.get(roundId)?.frozenFrom ?? frozenFrom })
      touched.set(key, one)
    }
  }
  return [...touched.values()]
}

type Outcomes = Awaited<ReturnType<typeof outcomeRows>>

/** What an entry tells of outcomes. */
function tell(outcomes: Outcomes, event: Counted): void {
  if (event.kind === 'submission') return outcomes.add(submittedOutcome(event))
  if (event.kind === 'void' || event.kind === 'restore') return outcomes.change(event.attemptId, { voided: event.kind === 'void' })
  const { contestantId } = event
  if (event.kind === 'regrade') {
    const { attemptId, score, maxScore, allCorrect } = event
    return outcomes.change(attemptId, { score, maxScore, allCorrect })
  }
  const { unionId } = event
  if (event.kind === 'move') for (const { attemptId } of outcomes.inRound(contestantId, event.roundId)) outcomes.change(attemptId, { unionId })
  if (event.kind === 'join')
    for (const [attemptId, number] of Object.entries(event.numbers)) outcomes.change(attemptId, { contestantId, unionId, number })
}

type Known = { outcomes: Outcomes; book: RoundBook; projection: Projection }

/** Where those whom entries are about stand now; an entry that came between changes nothing of what follows from the last. */
async function standAnew(db: Db, touched: readonly Touched[], { outcomes, book, projection }: Known) {
  const standings = await standingRows(
    db,
    touched.flatMap(({ contestantId, contestId, rounds, before }) => {
      const known = new Set([...rounds.keys(), ...before.map(({ roundId }) => roundId)])
      const frozen = [...rounds].flatMap(([roundId, { frozenFrom }]) => (frozenFrom === null ? [] : [projection.frozenBoard(roundId)]))
      return [...known, ...frozen, contestId].map((boardId) => ({ boardId, contestantId }))
    }),
  )
  for (const { contestantId, contestId, rounds } of touched) {
    for (const [roundId, { frozenFrom }] of rounds) {
      const { rules } = book.round(roundId)
      const inRound = outcomes.inRound(contestantId, roundId)
      standings.replace(roundId, contestantId, projection.round(inRound, rules))
      if (frozenFrom === null) continue
      const before = inRound.filter(({ submittedAt }) => submittedAt < frozenFrom)
      standings.replace(projection.frozenBoard(roundId), contestantId, projection.round(before, rules))
    }
    const inRounds = book.ofContest(contestId).flatMap(({ id }) => standings.find(id, contestantId) ?? [])
    standings.replace(contestId, contestantId, projection.contest(inRounds, book.rulesOf(contestId)))
  }
  return standings
}

/** What changed places change in the totals of unions. */
async function tallied(db: Db, changed: ReturnType<Awaited<ReturnType<typeof standingRows>>['changed']>): Promise<void> {
  const tallies = tallyCounter()
  for (const { boardId, was, is } of changed) {
    if (was !== null) tallies.count(boardId, was, -1)
    if (was !== null && was.unionId !== is?.unionId) tallies.leave(boardId)
    if (is !== null) tallies.count(boardId, is, 1)
  }
  await tallies.flush(db)
}
