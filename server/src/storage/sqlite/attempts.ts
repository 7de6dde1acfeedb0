import { and, asc, count, desc, eq, getTableColumns, isNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import type { Attempt, StartView } from '../../domain/attempt.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { paperShape, type PaperItem } from '../../domain/paper.ts'
import type { Attempts, AttemptSummary, NewAttempt } from '../../ports/attempts.ts'
import { listAttempts } from './attempt-list.ts'
import { appendAudit } from './audit.ts'
import { outcomeOf } from '../attempt-rows.ts'
import { answerPathStatements } from './answer-path.ts'
import { roundReader } from './contest-reads.ts'
import { correctionsOf } from './corrections.ts'
import { extraMsOf } from './extra-times.ts'
import { heldResponseStore } from './held-responses.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { entrantReader } from './entrants.ts'
import { askedNotes, practisedNotes } from './practised.ts'
import { sightingNotes } from './sightings.ts'
import { attempts, contests, rounds } from './schema.ts'
import { voidReader } from './voidings.ts'

type Row = typeof attempts.$inferSelect

const { paper: _paper, seed: _seed, bankVersion: _bankVersion, ...summaryColumns } = getTableColumns(attempts)

/** Attempts of a round that nobody has finished. The plus keeps SQLite from going through everything that the round ever had: those that run are few. */
export const unfinishedOf = (roundId: string): SQL => sql`${attempts.submittedAt} is null and +${attempts.roundId} = ${roundId}`

/** Reads a row as a summary; the log tells whether it was voided. */
export function attemptSummaries({ db }: Pick<Sqlite, 'db'>): (row: Omit<Row, 'paper' | 'seed' | 'bankVersion'>) => AttemptSummary {
  const isVoid = voidReader({ db })
  return (row) => ({ ...row, outcome: outcomeOf(row), voided: isVoid(row.id) })
}

export function sqliteAttempts(sqlite: Sqlite, append: AppendEvent): Attempts {
  const { db, queue } = sqlite
  const roundOf = roundReader(sqlite)
  const entrantOf = entrantReader(sqlite)
  const notePractised = practisedNotes(sqlite)
  const asked = askedNotes(sqlite)
  const sightings = sightingNotes(sqlite)
  const extraMs = extraMsOf(sqlite)
  const onAnswerPath = answerPathStatements(sqlite)
  const corrections = correctionsOf(sqlite)

  const { find, responses: savedResponses } = onAnswerPath
  const summaryOf = attemptSummaries(sqlite)
  const summary = (id: string): AttemptSummary | null => {
    const row = db.select(summaryColumns).from(attempts).where(eq(attempts.id, id)).get()
    return row === undefined ? null : summaryOf(row)
  }
  /** The person's other attempts in the round. */
  const besides = ({ id, roundId, contestantId }: AttemptSummary): AttemptSummary[] =>
    db
      .select(summaryColumns)
      .from(attempts)
      .where(and(eq(attempts.roundId, roundId), eq(attempts.contestantId, contestantId), ne(attempts.id, id)))
      .all()
      .map(summaryOf)

  const inContest = prepared(
    db
      .select(summaryColumns)
      .from(attempts)
      .innerJoin(rounds, eq(rounds.id, attempts.roundId))
      .where(and(eq(attempts.contestantId, sql.placeholder('contestantId')), eq(rounds.contestId, sql.placeholder('contestId'))))
      .orderBy(asc(attempts.startedAt), asc(attempts.id)),
  )

  const startView = (roundId: string, contestantId: string) => {
    const found = roundOf(roundId)
    const entrant = found === null ? null : entrantOf(found.contest.id, contestantId)
    if (found === null || entrant === null) return null
    const { round, contest } = found
    const who = { roundId, contestantId, unionId: entrant.unionId, contestantKind: entrant.contestantKind }
    const view: StartView = {
      ...{ round, contest, entrant },
      ...onAnswerPath.begun(roundId, contestantId),
      extraMs: extraMs({ contestId: contest.id, contestantId, unionId: entrant.unionId }),
      running: onAnswerPath.running(contestantId) ?? null,
    }
    return { who, view }
  }
  const insertAttempt = (attempt: NewAttempt, who: Pick<Row, 'roundId' | 'contestantId' | 'unionId' | 'contestantKind'>): Decision<Attempt> => {
    const shape = paperShape(attempt.paper)
    onAnswerPath.insert(attempt, who, shape)
    return accept({ ...attempt, ...who, shape, pausedMs: 0, prediction: null, submittedAt: null, outcome: null })
  }

  return {
    start: async ({ roundId, contestantId, sighting }, decide) => {
      let noted: readonly PaperItem[] = []
      const started = await queue.write(() => {
        const found = startView(roundId, contestantId)
        const decision = decide(found?.view ?? null)
        if (!decision.ok || found === null) return decision.ok ? refuse('not-found') : decision
        if ('start' in decision.value) {
          if (found.view.round.practice) notePractised({ contestId: found.view.round.contestId, ...decision.value.start })
          else asked.note(roundId, (noted = decision.value.start.paper))
          const started = insertAttempt(decision.value.start, found.who)
          sightings.note({ attemptId: decision.value.start.id, roundId }, 'start', sighting)
          return started
        }
        const resumed = find(decision.value.resume)
        if (resumed === null) return refuse('not-found')
        sightings.note({ attemptId: resumed.id, roundId }, 'resume', sighting)
        return accept(resumed)
      })
      asked.committed(roundId, noted)
      return started
    },
    find: async (id) => find(id),
    runningOf: async (contestantId) => onAnswerPath.running(contestantId) ?? null,
    seenVersions: async (contestantId, contestId) =>
      onAnswerPath.papers(contestantId, contestId).flatMap((paper) => paper.map(({ versionId }) => versionId)),
    used: async (roundId, contestantId) => onAnswerPath.used(roundId, contestantId),
    ofContestant: async (contestantId, contestId) => inContest.all({ contestantId, contestId }).map(summaryOf),
    history: async (contestantId, { page, pageSize, practice }) => {
      const where = and(eq(attempts.contestantId, contestantId), eq(rounds.practice, practice), eq(contests.state, 'published'))
      const joined = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
        db
          .select(columns)
          .from(attempts)
          .innerJoin(rounds, eq(rounds.id, attempts.roundId))
          .innerJoin(contests, eq(contests.id, rounds.contestId))
          .where(where)
      const rows = joined(summaryColumns)
        .orderBy(desc(attempts.startedAt), desc(attempts.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return { attempts: rows.map(summaryOf), total: joined({ total: count() }).get()?.total ?? 0 }
    },
    responses: async (id) => savedResponses(id),
    saveResponses: (id, decide) =>
      queue.write(() => {
        const decision = decide(onAnswerPath.head(id) ?? null)
        if (!decision.ok) return decision
        const { responses: taps, savedAt, prediction } = decision.value
        for (const tap of taps) onAnswerPath.save(id, tap, savedAt)
        if (prediction !== undefined) db.update(attempts).set({ prediction }).where(eq(attempts.id, id)).run()
        return accept({ ...decision.value, stands: decision.value.read ? onAnswerPath.stands(id) : [] })
      }),
    ...heldResponseStore(sqlite, { head: onAnswerPath.head, savedResponses, summary, corrections, append }),
    stands: async (id) => onAnswerPath.stands(id),
    finish: (id, decide, sighting) =>
      queue.write(() => {
        const head = onAnswerPath.head(id)
        if (head === undefined) return refuse('not-found')
        const decision = decide(head, savedResponses(id), corrections(head.roundId))
        if (!decision.ok) return decision
        onAnswerPath.finish(id, decision.value.outcome)
        if (decision.value.event !== null) append(decision.value.event, decision.value.loggedAt)
        sightings.note({ attemptId: id, roundId: head.roundId }, 'submit', sighting)
        return decision
      }),
    sightings: async (id) => sightings.of(id),
    voidAttempt: (id, decide) =>
      queue.write(() => {
        const decision = decide(summary(id))
        if (!decision.ok) return decision
        append(decision.value.event, decision.value.audit.at)
        appendAudit(sqlite, decision.value.audit)
        return decision
      }),
    restoreAttempt: (id, decide) =>
      queue.write(() => {
        const attempt = summary(id)
        const decision = decide(attempt, attempt === null ? [] : besides(attempt))
        if (!decision.ok) return decision
        append(decision.value.event, decision.value.audit.at)
        appendAudit(sqlite, decision.value.audit)
        return decision
      }),
    overdue: async (before, limit) =>
      db
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(isNull(attempts.submittedAt), lt(attempts.deadlineAt, before)))
        .orderBy(asc(attempts.deadlineAt), asc(attempts.id))
        .limit(limit)
        .all()
        .map(({ id }) => id),
    running: async () => db.select({ total: count() }).from(attempts).where(isNull(attempts.submittedAt)).get()?.total ?? 0,
    unfinished: async (roundId) => db.select({ total: count() }).from(attempts).where(unfinishedOf(roundId)).get()?.total ?? 0,
    unfinishedIds: async (roundId) =>
      db
        .select({ id: attempts.id })
        .from(attempts)
        .where(unfinishedOf(roundId))
        .orderBy(asc(attempts.deadlineAt), asc(attempts.id))
        .all()
        .map(({ id }) => id),
    list: async (filter) => listAttempts(db, filter),
  }
}
