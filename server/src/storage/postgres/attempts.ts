import { and, asc, count, desc, eq, getTableColumns, isNull, lt, ne, type SQL } from 'drizzle-orm'
import type { Attempt, StartView } from '../../domain/attempt.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { paperShape, type PaperItem } from '../../domain/paper.ts'
import type { Attempts, AttemptSummary, Finish, NewAttempt } from '../../ports/attempts.ts'
import { outcomeOf } from '../attempt-rows.ts'
import { answerPathStatements } from './answer-path.ts'
import { listAttempts } from './attempt-list.ts'
import { appendAudit } from './audit.ts'
import { roundReader } from './contest-reads.ts'
import { entrantReader } from './entrants.ts'
import { extraMsOf } from './extra-times.ts'
import { heldResponseStore } from './held-responses.ts'
import { atOnce, lineByName } from './lines.ts'
import { handInLine } from './hand-ins.ts'
import type { AppendEvent, AppendEvents } from './log.ts'
import { first, type Db, type Postgres } from './open.ts'
import { askedNotes, practisedNotes } from './practised.ts'
import { saveLine } from './saves.ts'
import { attempts, contestants, contests, rounds } from './schema.ts'
import { sightingNotes } from './sightings.ts'
import { voidedAmong } from './voidings.ts'

type Row = typeof attempts.$inferSelect

/** So that those who save never wait for a connection behind all who begin at an opening. */
const STARTED_AT_ONCE = 4
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

type Who = Pick<Row, 'roundId' | 'contestantId' | 'unionId' | 'contestantKind'>

async function startView(tx: Db, roundId: string, contestantId: string): Promise<{ who: Who; view: StartView } | null> {
  // Whoever starts twice at once does so one after the other, on whichever servers.
  await tx.select({ id: contestants.id }).from(contestants).where(eq(contestants.id, contestantId)).for('no key update')
  // Whoever pauses the contest or changes its rules waits for this start, or was first.
  await tx.select({ id: rounds.id }).from(rounds).where(eq(rounds.id, roundId)).for('key share')
  const found = await roundReader(tx)(roundId)
  const entrant = found === null ? null : await entrantReader(tx)(found.contest.id, contestantId)
  if (found === null || entrant === null) return null
  const { round, contest } = found
  const onAnswerPath = answerPathStatements(tx)
  return {
    who: { roundId, contestantId, unionId: entrant.unionId, contestantKind: entrant.contestantKind },
    view: {
      ...{ round, contest, entrant },
      ...(await onAnswerPath.begun(roundId, contestantId)),
      extraMs: await extraMsOf(tx)({ contestId: contest.id, contestantId, unionId: entrant.unionId }),
      running: (await onAnswerPath.running(contestantId)) ?? null,
    },
  }
}

async function insertAttempt(tx: Db, attempt: NewAttempt, who: Who): Promise<Decision<Attempt>> {
  const shape = paperShape(attempt.paper)
  await answerPathStatements(tx).insert(attempt, who, shape)
  return accept({ ...attempt, ...who, shape, pausedMs: 0, prediction: null, submittedAt: null, outcome: null })
}

export function postgresAttempts(postgres: Postgres, { append, appendAll }: { append: AppendEvent; appendAll: AppendEvents }): Attempts {
  const { db, read, write, answer } = postgres
  const { find, running, papers, used, responses, stands } = answerPathStatements(db)
  const asked = askedNotes()
  const ofOnePerson = lineByName()
  const starting = atOnce(STARTED_AT_ONCE)
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
    start: async ({ roundId, contestantId, sighting }, decide) => {
      let noted: readonly PaperItem[] = []
      const start = async (tx: Db): Promise<Decision<Attempt>> => {
        noted = []
        const found = await startView(tx, roundId, contestantId)
        const decision = decide(found?.view ?? null)
        if (!decision.ok || found === null) return decision.ok ? refuse('not-found') : decision
        const sightings = sightingNotes(tx)
        if ('start' in decision.value) {
          const { start } = decision.value
          const attempt = await insertAttempt(tx, start, found.who)
          await sightings.note({ attemptId: start.id, roundId }, 'start', sighting)
          // Last, for others may wait for what is noted here.
          if (found.view.round.practice) await practisedNotes(tx)({ contestId: found.view.round.contestId, ...start })
          else await asked.note(tx, roundId, (noted = start.paper))
          return attempt
        }
        const resumed = await answerPathStatements(tx).find(decision.value.resume)
        if (resumed === null) return refuse('not-found')
        await sightings.note({ attemptId: resumed.id, roundId }, 'resume', sighting)
        return accept(resumed)
      }
      const started = await ofOnePerson(contestantId, () => answer(start, starting))
      asked.committed(roundId, noted)
      return started
    },
    find,
    runningOf: async (contestantId) => (await running(contestantId)) ?? null,
    seenVersions: async (contestantId, contestId) =>
      (await papers(contestantId, contestId)).flatMap((paper) => paper.map(({ versionId }) => versionId)),
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
      const rows = await db.select({ id: attempts.id }).from(attempts).where(unfinishedOf(roundId))
      return rows.map(({ id }) => id)
    },
    list: (filter) => read((tx) => listAttempts(tx, filter)),
  }
}
