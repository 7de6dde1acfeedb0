import { and, eq, inArray, max, sql } from 'drizzle-orm'
import type { JoinEvent, LogEntry, MoveEvent, RegradeEvent, RestoreEvent, SubmissionEvent, VoidEvent } from '../../domain/log-event.ts'
import type { Standing } from '../../domain/standing.ts'
import type { Projection } from '../../ports/boards.ts'
import { activityCounter } from './activity-counter.ts'
import type { Sqlite } from './open.ts'
import { assignments, placeholders } from './placeholders.ts'
import { activity as activityTable, outcomes, projections, questionUsage, rounds, standings, unionAncestors, unionTallies } from './schema.ts'
import { usageCounter } from './usage-counter.ts'

const BOARDS = 'boards'

type Counted = SubmissionEvent | VoidEvent | RestoreEvent | MoveEvent | RegradeEvent | JoinEvent

type RoundRow = Pick<typeof rounds.$inferSelect, 'rules' | 'closesAt'>
type StandingRow = typeof standings.$inferSelect
export const toStanding = ({ boardId: _, k1, k2, k3, k4, ...row }: StandingRow): Standing => ({ ...row, keys: [k1, k2, k3, k4] })
const toRow = (boardId: string, { keys: [k1, k2, k3, k4], ...standing }: Standing): StandingRow => ({ boardId, ...standing, k1, k2, k3, k4 })

/** Counts log entries into outcomes, standings, union tallies, activity and the usage of questions; runs inside the caller's transaction. */
export function sqliteProjection({ db }: Pick<Sqlite, 'db'>) {
  const insertOutcome = db
    .insert(outcomes)
    .values({
      ...placeholders(
        'attemptId',
        'roundId',
        'contestId',
        'contestantId',
        'unionId',
        'contestantKind',
        'number',
        'score',
        'maxScore',
        'allCorrect',
        'prediction',
        'durationMs',
        'submittedAt',
        'receipt',
      ),
      voided: false,
    })
    .prepare()
  const regradeOutcome = db
    .update(outcomes)
    .set(assignments('score', 'maxScore', 'allCorrect'))
    .where(eq(outcomes.attemptId, sql.placeholder('attemptId')))
    .prepare()
  const insertStanding = db
    .insert(standings)
    .values(
      placeholders(
        'boardId',
        'contestantId',
        'unionId',
        'attemptId',
        'attempts',
        'score',
        'allCorrect',
        'durationMs',
        'submittedAt',
        'k1',
        'k2',
        'k3',
        'k4',
      ),
    )
    .prepare()
  const removeStanding = db
    .delete(standings)
    .where(and(eq(standings.boardId, sql.placeholder('boardId')), eq(standings.contestantId, sql.placeholder('contestantId'))))
    .prepare()
  const removeEmptyTallies = db
    .delete(unionTallies)
    .where(and(eq(unionTallies.boardId, sql.placeholder('boardId')), eq(unionTallies.attempts, 0)))
    .prepare()
  const roundRules = db
    .select({ rules: rounds.rules, closesAt: rounds.closesAt })
    .from(rounds)
    .where(eq(rounds.id, sql.placeholder('roundId')))
    .prepare()
  // Everyone on a contest's board is compared by the rules of its first round.
  const contestRules = db
    .select({ rules: rounds.rules })
    .from(rounds)
    .where(eq(rounds.contestId, sql.placeholder('contestId')))
    .orderBy(rounds.number)
    .limit(1)
    .prepare()
  const ownOutcomes = db
    .select()
    .from(outcomes)
    .where(and(eq(outcomes.contestantId, sql.placeholder('contestantId')), eq(outcomes.roundId, sql.placeholder('roundId'))))
    .prepare()
  const ownStanding = db
    .select()
    .from(standings)
    .where(and(eq(standings.boardId, sql.placeholder('boardId')), eq(standings.contestantId, sql.placeholder('contestantId'))))
    .prepare()
  const ownRounds = db
    .select({ standing: standings })
    .from(standings)
    .innerJoin(rounds, eq(rounds.id, standings.boardId))
    .where(and(eq(rounds.contestId, sql.placeholder('contestId')), eq(standings.contestantId, sql.placeholder('contestantId'))))
    .orderBy(rounds.number)
    .prepare()
  const addTally = db
    .insert(unionTallies)
    .select(
      db
        .select({
          boardId: sql<string>`${sql.placeholder('boardId')}`.as('board_id'),
          unionId: unionAncestors.ancestorId,
          people: sql<number>`cast(${sql.placeholder('people')} as integer)`.as('people'),
          attempts: sql<number>`cast(${sql.placeholder('attempts')} as integer)`.as('attempts'),
          scoreSum: sql<number>`${sql.placeholder('score')}`.as('score_sum'),
          allCorrect: sql<number>`cast(${sql.placeholder('allCorrect')} as integer)`.as('all_correct'),
        })
        .from(unionAncestors)
        .where(eq(unionAncestors.unionId, sql.placeholder('unionId'))),
    )
    .onConflictDoUpdate({
      target: [unionTallies.boardId, unionTallies.unionId],
      set: {
        people: sql`${unionTallies.people} + excluded.people`,
        attempts: sql`${unionTallies.attempts} + excluded.attempts`,
        // Points have two decimals: rounding keeps a running sum equal to a recomputed one.
        scoreSum: sql`round(${unionTallies.scoreSum} + excluded.score_sum, 2)`,
        allCorrect: sql`${unionTallies.allCorrect} + excluded.all_correct`,
      },
    })
    .prepare()

  const tally = (boardId: string, standing: Standing | null, sign: 1 | -1): void => {
    if (standing === null) return
    addTally.run({
      boardId,
      unionId: standing.unionId,
      people: sign,
      attempts: sign * standing.attempts,
      score: sign * standing.score,
      allCorrect: standing.allCorrect ? sign : 0,
    })
  }
  const replaceStanding = (boardId: string, contestantId: string, standing: Standing | null): void => {
    const before = ownStanding.get({ boardId, contestantId })
    tally(boardId, before === undefined ? null : toStanding(before), -1)
    if (before !== undefined) removeStanding.run({ boardId, contestantId })
    if (standing !== null) insertStanding.run(toRow(boardId, standing))
    tally(boardId, standing, 1)
    // Who left a board or a union may leave an empty total behind.
    if (before !== undefined && before.unionId !== standing?.unionId) removeEmptyTallies.run({ boardId })
  }

  const found = <Row>(row: Row | undefined, roundId: string): Row => {
    if (row === undefined) throw new Error(`the log names round ${roundId}, which does not exist`)
    return row
  }

  const usage = usageCounter({ db })
  const activity = activityCounter({ db })
  const writeOutcome = (event: Counted): void => {
    if (event.kind === 'submission') insertOutcome.run({ ...event, contestantKind: event.contestantKind ?? null })
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
  const tell = (event: Counted, projection: Projection): void => {
    const { contestantId, contestId } = event
    const write = (): void => writeOutcome(event)
    if (event.kind !== 'join') return activity.change({ contestantId, contestId }, projection.activity, write)
    activity.change({ contestantId: event.fromContestantId, contestId }, projection.activity, () =>
      activity.change({ contestantId, contestId }, projection.activity, write),
    )
  }
  const countOne = (event: Counted, projection: Projection): void => {
    const { contestantId, roundId } = event
    const round = found(roundRules.get({ roundId }), roundId)
    // A bank's version is told by its own key: a corrected key changes scores, not what people had answered.
    if (event.kind === 'submission' || event.kind === 'void' || event.kind === 'restore') usage.count(event, round.rules, projection.shares)
    tell(event, projection)
    standAnew(event, contestantId, round, projection)
    if (event.kind === 'join') standAnew(event, event.fromContestantId, round, projection)
  }
  const standAnew = (event: Counted, contestantId: string, round: RoundRow, projection: Projection): void => {
    const { roundId, contestId } = event
    const inRound = ownOutcomes.all({ contestantId, roundId })
    replaceStanding(roundId, contestantId, projection.round(inRound, round.rules))
    const frozenFrom = projection.freezesAt(round)
    if (frozenFrom !== null && (event.kind !== 'submission' || event.submittedAt < frozenFrom)) {
      const before = inRound.filter(({ submittedAt }) => submittedAt < frozenFrom)
      replaceStanding(projection.frozenBoard(roundId), contestantId, projection.round(before, round.rules))
    }
    const own = ownRounds.all({ contestId, contestantId }).map((row) => toStanding(row.standing))
    replaceStanding(contestId, contestantId, projection.contest(own, found(contestRules.get({ contestId }), roundId).rules))
  }

  const progress = (): number =>
    db
      .select({ seq: max(projections.seq) })
      .from(projections)
      .where(eq(projections.name, BOARDS))
      .get()?.seq ?? 0

  return {
    progress,
    apply(entries: LogEntry[], projection: Projection): number {
      const before = progress()
      let seq = before
      for (const entry of entries) {
        if (entry.seq <= seq) continue
        if (entry.seq !== seq + 1) throw new Error(`the boards count entry ${seq + 1} next, not ${entry.seq}`)
        if (entry.event.kind !== 'seal' && entry.event.kind !== 'correction') countOne(entry.event, projection)
        seq = entry.seq
      }
      usage.flush()
      if (seq > before) db.insert(projections).values({ name: BOARDS, seq }).onConflictDoUpdate({ target: projections.name, set: { seq } }).run()
      return seq
    },
    clear(): void {
      for (const table of [outcomes, standings, unionTallies, questionUsage, activityTable]) db.delete(table).run()
      db.delete(projections)
        .where(inArray(projections.name, [BOARDS]))
        .run()
    },
  }
}
