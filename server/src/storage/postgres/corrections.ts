import { and, asc, count, desc, eq, max, notInArray, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { RegradeEvent } from '../../domain/log-event.ts'
import type { Correction, CorrectionRow, Corrections, GradedAttempt, Regraded } from '../../ports/corrections.ts'
import { askedQuestionReads } from './asked-list.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent, AppendEvents } from './log.ts'
import { first, type Db, type Postgres } from './open.ts'
import { oneOf } from './question-versions.ts'
import { accounts, attempts, keyCorrections, questionVersions, submissionLog, unions } from './schema.ts'
import { publicName } from './union-tree.ts'

const toCorrection = ({ salt: _, ...row }: typeof keyCorrections.$inferSelect): Correction => row

/** What was decided on a round, oldest first; read inside the write that grades an attempt. */
export function correctionsOf(db: Db): (roundId: string) => Promise<Correction[]> {
  return async (roundId) =>
    (await db.select().from(keyCorrections).where(eq(keyCorrections.roundId, roundId)).orderBy(asc(keyCorrections.seq))).map(toCorrection)
}

export function correctionById(db: Db): (id: string) => Promise<Correction | null> {
  return async (id) => {
    const row = await first(db.select().from(keyCorrections).where(eq(keyCorrections.id, id)))
    return row === undefined ? null : toCorrection(row)
  }
}

async function underWay(db: Db, roundId: string): Promise<boolean> {
  const grading = and(eq(keyCorrections.roundId, roundId), eq(keyCorrections.state, 'grading'))
  return (await first(db.select({ id: keyCorrections.id }).from(keyCorrections).where(grading).limit(1))) !== undefined
}

async function oldest(db: Db, state: Correction['state'], leftOut: readonly string[]): Promise<Correction | null> {
  const where = and(eq(keyCorrections.state, state), notInArray(keyCorrections.id, [...leftOut]))
  const row = await first(db.select().from(keyCorrections).where(where).orderBy(asc(keyCorrections.seq)).limit(1))
  return row === undefined ? null : toCorrection(row)
}

export function postgresCorrections(postgres: Postgres, { append, appendAll }: { append: AppendEvent; appendAll: AppendEvents }): Corrections {
  const { db, read, write } = postgres

  return {
    decide: (roundId, decide) =>
      write(async (tx) => {
        const decision = decide(await underWay(tx, roundId))
        if (!decision.ok) return decision
        const { event, audit, ...correction } = decision.value
        const { correctionId: id, contestId, actorId, reason } = event
        await appendAudit(tx, audit)
        // Whoever hands in after this line finds the decision, for they may append only once it is committed.
        const { seq } = await append(tx, event, audit.at)
        await tx.insert(keyCorrections).values({ ...correction, id, roundId, contestId, actorId, reason, seq, at: audit.at, state: 'grading' })
        return accept({ id, seq })
      }),
    ofRound: correctionsOf(db),
    list: (roundId, { page, pageSize }) =>
      read(async (tx) => {
        const rows = await tx
          .select({ correction: keyCorrections, actor: accounts.fullName })
          .from(keyCorrections)
          .leftJoin(accounts, eq(accounts.id, keyCorrections.actorId))
          .where(eq(keyCorrections.roundId, roundId))
          .orderBy(desc(keyCorrections.seq))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(tx.select({ total: count() }).from(keyCorrections).where(eq(keyCorrections.roundId, roundId)))
        const nameOf = await naming(
          tx,
          rows.map(({ correction }) => correction),
        )
        return {
          rows: rows.map(({ correction, actor }) => ({ ...toCorrection(correction), actor: actor ?? correction.actorId, ...nameOf(correction) })),
          total: all?.total ?? 0,
        }
      }),
    find: correctionById(db),
    next: async (leftOut) => (await oldest(db, 'grading', leftOut)) ?? (await oldest(db, 'sealing', leftOut)),
    regrade: (id, piece, at, decide) =>
      write(async (tx) => {
        const correction = await correctionById(tx)(id)
        // Whoever asks again after a restart finds what was done already.
        if (correction === null || correction.state !== 'grading' || piece.seenTo <= correction.seenTo) return
        const events = decide(correction, await lockGraded(tx, piece.changed))
        await setFigures(tx, events)
        await tx
          .update(keyCorrections)
          .set({
            total: piece.total,
            seen: correction.seen + piece.seen,
            seenTo: piece.seenTo,
            changed: correction.changed + events.length,
          })
          .where(eq(keyCorrections.id, id))
        // Last: nobody hands in from the first line to the commit.
        await appendAll(
          tx,
          events.map((event) => ({ event, at })),
        )
      }),
    settle: (id, end) => write(async (tx) => void (await tx.update(keyCorrections).set(end).where(eq(keyCorrections.id, id)))),
    faces: (people) => read((tx) => facesOf(tx, people)),
    ...askedQuestionReads(postgres),
  }
}

async function facesOf(db: Db, people: Parameters<Corrections['faces']>[0]): ReturnType<Corrections['faces']> {
  const ids = (of: (person: (typeof people)[number]) => string): string[] => [...new Set(people.map(of))]
  const names = await db
    .select({ id: accounts.id, fullName: accounts.fullName })
    .from(accounts)
    .where(
      oneOf(
        accounts.id,
        ids(({ contestantId }) => contestantId),
      ),
    )
  const unionNames = await db
    .select({ id: unions.id, name: publicName })
    .from(unions)
    .where(
      oneOf(
        unions.id,
        ids(({ unionId }) => unionId),
      ),
    )
  const nameOf = new Map(names.map(({ id, fullName }) => [id, fullName]))
  const unionOf = new Map(unionNames.map(({ id, name }) => [id, name]))
  return new Map(
    people.map(({ contestantId, unionId }) => [contestantId, { fullName: nameOf.get(contestantId) ?? '', unionName: unionOf.get(unionId) ?? '' }]),
  )
}

type Versions = Pick<Correction, 'versions'>

/** What the questions of corrections are called, each by the newest version for which its correction holds. */
async function naming(db: Db, corrections: readonly Versions[]): Promise<(of: Versions) => Pick<CorrectionRow, 'code' | 'stem' | 'versionNumbers'>> {
  const rows = await db
    .select({ id: questionVersions.id, content: questionVersions.content, version: questionVersions.version })
    .from(questionVersions)
    .where(
      oneOf(
        questionVersions.id,
        corrections.flatMap(({ versions }) => Object.keys(versions)),
      ),
    )
    .orderBy(asc(questionVersions.version))
  return ({ versions }) => {
    const held = rows.filter(({ id }) => id in versions)
    const newest = held.at(-1)?.content
    return { code: newest?.code ?? '', stem: newest?.stem ?? '', versionNumbers: held.map(({ version }) => version) }
  }
}

/** The figures of attempts as they stand, and the line of the log that graded each last. Nobody changes them until the transaction ends. */
async function lockGraded(tx: Db, changed: readonly Regraded[]): Promise<GradedAttempt[]> {
  if (changed.length === 0) return []
  const ids = changed.map(({ attemptId }) => attemptId)
  const rows = await tx
    .select({
      attemptId: attempts.id,
      contestantId: attempts.contestantId,
      score: attempts.score,
      maxScore: attempts.maxScore,
      correctCount: attempts.correctCount,
      allCorrect: attempts.allCorrect,
    })
    .from(attempts)
    .where(oneOf(attempts.id, ids))
    .orderBy(asc(attempts.id))
    .for('update')
  // The kind written out, as the partial index is.
  const lines = await tx
    .select({ attemptId: submissionLog.attemptId, seq: max(submissionLog.seq) })
    .from(submissionLog)
    .where(and(oneOf(submissionLog.attemptId, ids), sql`kind = 'regrade'`))
    .groupBy(submissionLog.attemptId)
  const lineOf = new Map(lines.map(({ attemptId, seq }) => [attemptId, seq]))
  const rowOf = new Map(rows.map((row) => [row.attemptId, row]))
  return ids.flatMap((id) => {
    const row = rowOf.get(id)
    if (row === undefined || row.score === null || row.maxScore === null || row.correctCount === null || row.allCorrect === null) return []
    const { contestantId, score, maxScore, correctCount, allCorrect } = row
    return [{ attemptId: id, contestantId, score, maxScore, correctCount, allCorrect, regradedAt: lineOf.get(id) ?? 0 }]
  })
}

/** New figures for attempts that are locked, in one statement. */
async function setFigures(tx: Db, events: readonly RegradeEvent[]): Promise<void> {
  if (events.length === 0) return
  const column = (of: (event: RegradeEvent) => unknown) => sql.param(events.map(of))
  await tx.execute(sql`
    update attempts set score = given.score, max_score = given.max_score, correct_count = given.correct_count, all_correct = given.all_correct
    from unnest(${column(({ attemptId }) => attemptId)}::text[], ${column(({ score }) => score)}::float8[],
      ${column(({ maxScore }) => maxScore)}::float8[], ${column(({ correctCount }) => correctCount)}::bigint[],
      ${column(({ allCorrect }) => allCorrect)}::boolean[]) as given (id, score, max_score, correct_count, all_correct)
    where attempts.id = given.id`)
}
