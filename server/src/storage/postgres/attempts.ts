import { and, asc, count, desc, eq, getTableColumns, isNull, lt, ne, type SQL } from 'drizzle-orm'
import type { Decision } from '../../domain/decision.ts'
import type { Attempts, AttemptSummary, Finish } from '../../ports/attempts.ts'
import { outcomeOf } from '../attempt-rows.ts'
import { answerPathStatements, attemptsOf, papersOf, runningOf } from './answer-path.ts'
import { asksTogether } from './asks-together.ts'
import { listAttempts } from './attempt-list.ts'
import { appendAudit } from './audit.ts'
import { heldResponseStore } from './held-responses.ts'
import { lineByName } from './lines.ts'
import { handInLine } from './hand-ins.ts'
import type { AppendEvent, AppendEvents } from './log.ts'
import { first, type Db, type Postgres } from './open.ts'
import { saveLine } from './saves.ts'
import { attempts, contests, rounds } from './schema.ts'
import { sightingNotes } from './sightings.ts'
import { startLine } from './starts.ts'
import { voidedAmong } from './voidings.ts'

type Row = typeof attempts.$inferSelect

type SummaryRow = Omit<Row, 'paper' | 'seed' | 'bankVersion'>

const { paper: _paper, seed: _seed, bankVersion: _bankVersion, ...summaryColumns } = getTableColumns(attempts)

/** Attempts of a round that nobody has finished. */
export const unfinishedOf = (roundId: string): SQL | undefined => and(isNull(attempts.submittedAt), eq(attempts.roundId, roundId))

/** Rows as summaries; the log tells which were voided. */
export async function attemptSummaries(db: Db, rows: readonly SummaryRow[]): Promise<AttemptSummary[]> {
  if (rows.length === 0) return []
  const voided = await voidedAmong(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, outcome: outcomeOf(row), voided: voided.has(row.id) }))
}

/** An attempt, locked until the transaction ends. */
async function lockedSummary(tx: Db, id: string): Promise<AttemptSummary | null> {
  const rows = await tx.select(summaryColumns).from(attempts).where(eq(attempts.id, id)).for('update')
  return (await attemptSummaries(tx, rows))[0] ?? null
}

export function postgresAttempts(postgres: Postgres, { append, appendAll }: { append: AppendEvent; appendAll: AppendEvents }): Attempts {
  const { db, read, write } = postgres
  const { used, responses, stands } = answerPathStatements(db)
  // What many ask at one moment is one statement.
  const find = asksTogether(async (ids: readonly string[]) => {
    const found = await attemptsOf(db, ids)
    return ids.map((id) => found.get(id) ?? null)
  })
  const runningOfOne = asksTogether(async (people: readonly string[]) => {
    const found = await runningOf(db, people)
    return people.map((id) => found.get(id) ?? null)
  })
  const papers = asksTogether((asked: readonly { contestantId: string; contestId: string }[]) => papersOf(db, asked))
  const ofOnePerson = lineByName()
  const begin = startLine(postgres)
  const save = saveLine(postgres)
  const handIn = handInLine(postgres, appendAll)
  // What came to this server before a hand-in is graded with it, and what came behind it finds it done.
  const saving = new Map<string, Promise<unknown>>()
  const finishing = new Map<string, Promise<unknown>>()
  const noted = <Done>(under: Map<string, Promise<unknown>>, id: string, done: Promise<Done>): Promise<Done> => {
    const settled = done.then(
      () => undefined,
      () => undefined,
    )
    under.set(id, settled)
    void settled.then(() => under.get(id) === settled && under.delete(id))
    return done
  }
  /** The person's other attempts in the round. */
  const besides = async (tx: Db, { id, roundId, contestantId }: AttemptSummary): Promise<AttemptSummary[]> =>
    attemptSummaries(
      tx,
      await tx
        .select(summaryColumns)
        .from(attempts)
        .where(and(eq(attempts.roundId, roundId), eq(attempts.contestantId, contestantId), ne(attempts.id, id))),
    )

  return {
    start: ({ roundId, contestantId, sighting }, decide) => ofOnePerson(contestantId, () => begin({ roundId, contestantId, sighting, decide })),
    find,
    runningOf: runningOfOne,
    seenVersions: async (contestantId, contestId) => (await papers({ contestantId, contestId })).map(({ versionId }) => versionId),
    used,
    ofContestant: (contestantId, contestId) =>
      read(async (tx) =>
        attemptSummaries(
          tx,
          await tx
            .select(summaryColumns)
            .from(attempts)
            .innerJoin(rounds, eq(rounds.id, attempts.roundId))
            .where(and(eq(attempts.contestantId, contestantId), eq(rounds.contestId, contestId)))
            .orderBy(asc(attempts.startedAt), asc(attempts.id)),
        ),
      ),
    history: (contestantId, { page, pageSize, practice }) =>
      read(async (tx) => {
        const where = and(eq(attempts.contestantId, contestantId), eq(rounds.practice, practice), eq(contests.state, 'published'))
        const rows = await tx
          .select(summaryColumns)
          .from(attempts)
          .innerJoin(rounds, eq(rounds.id, attempts.roundId))
          .innerJoin(contests, eq(contests.id, rounds.contestId))
          .where(where)
          .orderBy(desc(attempts.startedAt), desc(attempts.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(
          tx
            .select({ total: count() })
            .from(attempts)
            .innerJoin(rounds, eq(rounds.id, attempts.roundId))
            .innerJoin(contests, eq(contests.id, rounds.contestId))
            .where(where),
        )
        return { attempts: await attemptSummaries(tx, rows), total: all?.total ?? 0 }
      }),
    responses,
    saveResponses: (id, decide) => {
      const before = finishing.get(id)
      return noted(saving, id, before === undefined ? save(id, decide) : before.then(() => save(id, decide)))
    },
    ...heldResponseStore(postgres, { lockedSummary, append }),
    stands,
    finish: (id, decide, sighting) => {
      const before = saving.get(id)
      const finish = (): Promise<Decision<Finish>> => ofOnePerson(id, () => handIn({ id, decide, sighting }))
      return noted(finishing, id, before === undefined ? finish() : before.then(finish))
    },
    sightings: (id) => sightingNotes(db).of(id),
    voidAttempt: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await lockedSummary(tx, id))
        if (!decision.ok) return decision
        await appendAudit(tx, decision.value.audit)
        await append(tx, decision.value.event, decision.value.audit.at)
        return decision
      }),
    restoreAttempt: (id, decide) =>
      write(async (tx) => {
        const attempt = await lockedSummary(tx, id)
        const decision = decide(attempt, attempt === null ? [] : await besides(tx, attempt))
        if (!decision.ok) return decision
        await appendAudit(tx, decision.value.audit)
        await append(tx, decision.value.event, decision.value.audit.at)
        return decision
      }),
    overdue: async (before, limit) => {
      const rows = await db
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(isNull(attempts.submittedAt), lt(attempts.deadlineAt, before)))
        .orderBy(asc(attempts.deadlineAt), asc(attempts.id))
        .limit(limit)
      return rows.map(({ id }) => id)
    },
    running: () => db.$count(attempts, isNull(attempts.submittedAt)),
    unfinished: (roundId) => db.$count(attempts, unfinishedOf(roundId)),
    unfinishedIds: async (roundId) => {
      const rows = await db
        .select({ id: attempts.id })
        .from(attempts)
        .where(unfinishedOf(roundId))
        .orderBy(asc(attempts.deadlineAt), asc(attempts.id))
      return rows.map(({ id }) => id)
    },
    list: (filter) => read((tx) => listAttempts(tx, filter)),
  }
}
