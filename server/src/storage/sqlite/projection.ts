import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { and, eq, inArray, max, sql } from 'drizzle-orm'
import type { JoinEvent, LogEntry, MoveEvent, RegradeEvent, RestoreEvent, SubmissionEvent, VoidEvent } from '../../domain/log-event.ts'
import { submittedOutcome, type Standing } from '../../domain/standing.ts'
import type { Projection } from '../../ports/boards.ts'
import { activityCounter } from './activity-counter.ts'
import type { Sqlite } from './open.ts'
import { assignments } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { projectionRows } from './projection-rows.ts'
import type { PlaceChange } from './rank-index.ts'
import { activity as activityTable, outcomes, projections, questionUsage, rounds, standings, unionTallies } from './schema.ts'
import { tallyCounter } from './tally-counter.ts'
import { usageCounter } from './usage-counter.ts'

const BOARDS = 'boards'

type Counted = SubmissionEvent | VoidEvent | RestoreEvent | MoveEvent | RegradeEvent | JoinEvent

type RoundRow = Pick<typeof rounds.$inferSelect, 'rules' | 'closesAt'>
type StandingRow = typeof standings.$inferSelect
export const toStanding = ({ boardId: _, k1, k2, k3, k4, ...row }: StandingRow): Standing => ({ keys: [k1, k2, k3, k4], ...row })

/** Counts log entries into outcomes, standings, union tallies, activity and the usage of questions; runs inside the caller's transaction. */
export function sqliteProjection({ db, client }: Pick<Sqlite, 'db' | 'client'>) {
  const rows = projectionRows(client)
  const regradeOutcome = prepared(
    db
      .update(outcomes)
      .set(assignments('score', 'maxScore', 'allCorrect'))
      .where(eq(outcomes.attemptId, sql.placeholder('attemptId'))),
  )
  const roundRules = prepared(
    db
      .select({ rules: rounds.rules, closesAt: rounds.closesAt })
      .from(rounds)
      .where(eq(rounds.id, sql.placeholder('roundId'))),
  )
  // Everyone on a contest's board is compared by the rules of its first round.
  const contestRules = prepared(
    db
      .select({ rules: rounds.rules })
      .from(rounds)
      .where(eq(rounds.contestId, sql.placeholder('contestId')))
      .orderBy(rounds.number)
      .limit(1),
  )
  const tallies = tallyCounter({ db, client })
  let changes: PlaceChange[] = []
  const replaceStanding = (boardId: string, contestantId: string, standing: Standing | null): void => {
    const before = rows.standing(boardId, contestantId)
    if (before !== null) {
      tallies.count(boardId, before, -1)
      rows.removeStanding(boardId, contestantId)
      changes.push({ boardId, keys: before.keys, attemptId: before.attemptId, sign: -1 })
      if (before.unionId !== standing?.unionId) tallies.leave(boardId)
    }
    if (standing === null) return
    tallies.count(boardId, standing, 1)
    rows.addStanding(boardId, standing)
    changes.push({ boardId, keys: standing.keys, attemptId: standing.attemptId, sign: 1 })
  }

  const found = <Row>(row: Row | undefined, roundId: string): Row => {
    if (row === undefined) throw new Error(`the log names round ${roundId}, which does not exist`)
    return row
  }

  // As they are in this transaction: an entry of the log must not cost a parsed rule book.
  const known = { rounds: new Map<string, RoundRow>(), contests: new Map<string, RoundRules>() }
  const roundOf = (roundId: string): RoundRow => {
    const round = known.rounds.get(roundId) ?? found(roundRules.get({ roundId }), roundId)
    known.rounds.set(roundId, round)
    return round
  }
  const rulesOfContest = (contestId: string, roundId: string): RoundRules => {
    const rules = known.contests.get(contestId) ?? found(contestRules.get({ contestId }), roundId).rules
    known.contests.set(contestId, rules)
    return rules
  }

  const usage = usageCounter({ db, client })
  const activity = activityCounter({ db, client }, rows)
  const writeOutcome = (event: Exclude<Counted, SubmissionEvent>): void => {
    if (event.kind === 'void' || event.kind === 'restore')
      db.update(outcomes)
        .set({ voided: event.kind === 'void' })
        .where(eq(outcomes.attemptId, event.attemptId))
        .run()
    if (event.kind === 'move') moveOutcomes(event)
    if (event.kind === 'join') joinOutcomes(event)
    if (event.kind === 'regrade') regradeOutcome.run({ ...event, allCorrect: event.allCorrect ? 1 : 0 })
  }
  const moveOutcomes = ({ contestantId, roundId, unionId }: MoveEvent): void => {
    db.update(outcomes)
      .set({ unionId })
      .where(and(eq(outcomes.contestantId, contestantId), eq(outcomes.roundId, roundId)))
      .run()
  }
  const joinOutcomes = ({ contestantId, unionId, numbers }: JoinEvent): void => {
    for (const [attemptId, number] of Object.entries(numbers))
      db.update(outcomes).set({ contestantId, unionId, number }).where(eq(outcomes.attemptId, attemptId)).run()
  }
  /** Writes what an entry tells of outcomes, and counts what that changes for everybody it is about. */
  const tell = (event: Exclude<Counted, SubmissionEvent>, projection: Projection): void => {
    const { contestantId, contestId } = event
    const write = (): void => writeOutcome(event)
    if (event.kind !== 'join') return activity.change({ contestantId, contestId }, projection.activity, write)
    activity.change({ contestantId: event.fromContestantId, contestId }, projection.activity, () =>
      activity.change({ contestantId, contestId }, projection.activity, write),
    )
  }
  const countOne = (event: Counted, projection: Projection): void => {
    const { contestantId, roundId } = event
    const round = roundOf(roundId)
    // A bank's version is told by its own key: a corrected key changes scores, not what people had answered.
    if (event.kind === 'submission' || event.kind === 'void' || event.kind === 'restore') usage.count(event, round.rules, projection.shares)
    if (event.kind === 'submission') return countSubmission(event, round, projection)
    tell(event, projection)
    standAnew(event, contestantId, round, projection)
    if (event.kind === 'join') standAnew(event, event.fromContestantId, round, projection)
  }
  /** Nearly every entry: what the person had is read once, and what they have now is that and this. */
  const countSubmission = (event: SubmissionEvent, round: RoundRow, projection: Projection): void => {
    const { contestantId, contestId, roundId } = event
    const before = rows.inContest(contestantId, contestId)
    rows.addOutcome(event)
    const after = [...before, submittedOutcome(event)]
    activity.changed(contestId, projection.activity, before, after)
    const inRound = after.filter((outcome) => outcome.roundId === roundId)
    standAnew(event, contestantId, round, projection, inRound)
  }
  const standAnew = (
    event: Counted,
    contestantId: string,
    round: RoundRow,
    projection: Projection,
    inRound = rows.inRound(contestantId, event.roundId),
  ): void => {
    const { roundId, contestId } = event
    replaceStanding(roundId, contestantId, projection.round(inRound, round.rules))
    const frozenFrom = projection.freezesAt(round)
    if (frozenFrom !== null && (event.kind !== 'submission' || event.submittedAt < frozenFrom)) {
      const before = inRound.filter(({ submittedAt }) => submittedAt < frozenFrom)
      replaceStanding(projection.frozenBoard(roundId), contestantId, projection.round(before, round.rules))
    }
    replaceStanding(contestId, contestantId, projection.contest(rows.standingsOf(contestId, contestantId), rulesOfContest(contestId, roundId)))
  }

  const counted = prepared(
    db
      .select({ seq: max(projections.seq) })
      .from(projections)
      .where(eq(projections.name, BOARDS)),
  )
  const progress = (): number => counted.get()?.seq ?? 0

  return {
    progress,
    apply(entries: LogEntry[], projection: Projection): number {
      const before = progress()
      let seq = before
      // What a failed transaction had summed up, and what has been changed since.
      for (const kept of [usage, tallies, activity]) kept.forget()
      changes = []
      for (const kept of [known.rounds, known.contests]) kept.clear()
      for (const entry of entries) {
        if (entry.seq <= seq) continue
        if (entry.seq !== seq + 1) throw new Error(`the boards count entry ${seq + 1} next, not ${entry.seq}`)
        if (entry.event.kind !== 'seal' && entry.event.kind !== 'correction') countOne(entry.event, projection)
        seq = entry.seq
      }
      for (const sums of [usage, tallies, activity]) sums.flush()
      if (seq > before) db.insert(projections).values({ name: BOARDS, seq }).onConflictDoUpdate({ target: projections.name, set: { seq } }).run()
      return seq
    },
    /** Who came to a place and who left one in the last `apply`. */
    changes: (): readonly PlaceChange[] => changes,
    clear(): void {
      for (const table of [outcomes, standings, unionTallies, questionUsage, activityTable]) db.delete(table).run()
      db.delete(projections)
        .where(inArray(projections.name, [BOARDS]))
        .run()
    },
  }
}
