import { and, asc, count, desc, eq, inArray, notInArray, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Correction, Corrections, GradedAttempt, Regraded } from '../../ports/corrections.ts'
import { askedQuestionReads } from './asked-list.ts'
import { appendAudit } from './audit.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { regradeWriter } from './regrades.ts'
import { accounts, attempts, keyCorrections, questionVersions, submissionLog, unions } from './schema.ts'
import { unlessChanged } from './table-watch.ts'
import { publicName } from './union-tree.ts'

const toCorrection = ({ salt: _, ...row }: typeof keyCorrections.$inferSelect): Correction => row

/** What was decided on a round, oldest first; read inside the write that grades an attempt. Nobody may change what is given back. */
export function correctionsOf({ db }: Pick<Sqlite, 'db'>): (roundId: string) => Correction[] {
  const ofRound = prepared(
    db
      .select()
      .from(keyCorrections)
      .where(eq(keyCorrections.roundId, sql.placeholder('roundId')))
      .orderBy(asc(keyCorrections.seq)),
  )
  return unlessChanged(db.$client, ['key_corrections'], (roundId) => ofRound.all({ roundId }).map(toCorrection))
}

export function correctionById({ db }: Pick<Sqlite, 'db'>): (id: string) => Correction | null {
  return (id) => {
    const row = db.select().from(keyCorrections).where(eq(keyCorrections.id, id)).get()
    return row === undefined ? null : toCorrection(row)
  }
}

export function sqliteCorrections(sqlite: Sqlite, append: AppendEvent): Corrections {
  const { db, queue } = sqlite
  const ofRound = correctionsOf(sqlite)
  const regrade = regradeWriter(sqlite, append)
  const find = correctionById(sqlite)
  const underWay = (roundId: string): boolean =>
    db
      .select({ id: keyCorrections.id })
      .from(keyCorrections)
      .where(and(eq(keyCorrections.roundId, roundId), eq(keyCorrections.state, 'grading')))
      .get() !== undefined
  const oldest = (state: Correction['state'], leftOut: readonly string[]): Correction | null => {
    const where = and(eq(keyCorrections.state, state), notInArray(keyCorrections.id, [...leftOut]))
    const row = db.select().from(keyCorrections).where(where).orderBy(asc(keyCorrections.seq)).limit(1).get()
    return row === undefined ? null : toCorrection(row)
  }
  const gradedOf = gradedReader(sqlite)

  return {
    decide: (roundId, decide) =>
      queue.write(() => {
        const decision = decide(underWay(roundId))
        if (!decision.ok) return decision
        const { event, audit, ...correction } = decision.value
        const { correctionId: id, contestId, actorId, reason } = event
        const { seq } = append(event, audit.at)
        db.insert(keyCorrections)
          .values({ ...correction, id, roundId, contestId, actorId, reason, seq, at: audit.at, state: 'grading' })
          .run()
        appendAudit(sqlite, audit)
        return accept({ id, seq })
      }),
    ofRound: async (roundId) => ofRound(roundId),
    list: async (roundId, { page, pageSize }) => {
      const rows = db
        .select({ correction: keyCorrections, actor: accounts.fullName })
        .from(keyCorrections)
        .leftJoin(accounts, eq(accounts.id, keyCorrections.actorId))
        .where(eq(keyCorrections.roundId, roundId))
        .orderBy(desc(keyCorrections.seq))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      const total = db.select({ total: count() }).from(keyCorrections).where(eq(keyCorrections.roundId, roundId)).get()?.total ?? 0
      return {
        rows: rows.map(({ correction, actor }) => ({
          ...toCorrection(correction),
          actor: actor ?? correction.actorId,
          ...named(sqlite, correction),
        })),
        total,
      }
    },
    find: async (id) => find(id),
    next: async (leftOut) => oldest('grading', leftOut) ?? oldest('sealing', leftOut),
    regrade: (id, piece, at, decide) =>
      queue.write(() => {
        const correction = find(id)
        // Whoever asks again after a restart finds what was done already.
        if (correction === null || correction.state !== 'grading' || piece.seenTo <= correction.seenTo) return
        const events = decide(correction, gradedOf(piece.changed))
        for (const event of events) regrade(event, at)
        db.update(keyCorrections)
          .set({
            total: piece.total,
            seen: correction.seen + piece.seen,
            seenTo: piece.seenTo,
            changed: correction.changed + events.length,
          })
          .where(eq(keyCorrections.id, id))
          .run()
      }),
    settle: (id, end) => queue.write(() => void db.update(keyCorrections).set(end).where(eq(keyCorrections.id, id)).run()),
    faces: async (people) => facesOf(sqlite, people),
    ...askedQuestionReads(sqlite),
  }
}

function facesOf({ db }: Pick<Sqlite, 'db'>, people: Parameters<Corrections['faces']>[0]): Awaited<ReturnType<Corrections['faces']>> {
  const ids = (of: (person: (typeof people)[number]) => string): string[] => [...new Set(people.map(of))]
  const names = db
    .select({ id: accounts.id, fullName: accounts.fullName })
    .from(accounts)
    .where(
      inArray(
        accounts.id,
        ids(({ contestantId }) => contestantId),
      ),
    )
    .all()
  const unionNames = db
    .select({ id: unions.id, name: publicName })
    .from(unions)
    .where(
      inArray(
        unions.id,
        ids(({ unionId }) => unionId),
      ),
    )
    .all()
  const nameOf = new Map(names.map(({ id, fullName }) => [id, fullName]))
  const unionOf = new Map(unionNames.map(({ id, name }) => [id, name]))
  return new Map(
    people.map(({ contestantId, unionId }) => [contestantId, { fullName: nameOf.get(contestantId) ?? '', unionName: unionOf.get(unionId) ?? '' }]),
  )
}

/** What a correction's question is called, by the newest version for which it holds. */
function named({ db }: Pick<Sqlite, 'db'>, { versions }: Pick<Correction, 'versions'>): { code: string; stem: string; versionNumbers: number[] } {
  const rows = db
    .select({ content: questionVersions.content, version: questionVersions.version })
    .from(questionVersions)
    .where(inArray(questionVersions.id, Object.keys(versions)))
    .orderBy(desc(questionVersions.version))
    .all()
  return { code: rows[0]?.content.code ?? '', stem: rows[0]?.content.stem ?? '', versionNumbers: rows.map(({ version }) => version).reverse() }
}

/** The figures of attempts as they stand, and the line of the log that graded each last. */
function gradedReader({ db }: Pick<Sqlite, 'db'>): (changed: readonly Regraded[]) => GradedAttempt[] {
  const figures = prepared(
    db
      .select({
        contestantId: attempts.contestantId,
        score: attempts.score,
        maxScore: attempts.maxScore,
        correctCount: attempts.correctCount,
        allCorrect: attempts.allCorrect,
      })
      .from(attempts)
      .where(eq(attempts.id, sql.placeholder('id'))),
  )
  const regraded = prepared(
    db
      .select({ seq: submissionLog.seq })
      .from(submissionLog)
      .where(and(eq(submissionLog.attemptId, sql.placeholder('id')), eq(submissionLog.kind, sql`'regrade'`)))
      .orderBy(desc(submissionLog.seq))
      .limit(1),
  )
  return (changed) =>
    changed.flatMap(({ attemptId: id }) => {
      const row = figures.get({ id })
      if (row === undefined || row.score === null || row.maxScore === null || row.correctCount === null || row.allCorrect === null) return []
      const { contestantId, score, maxScore, correctCount, allCorrect } = row
      return [{ attemptId: id, contestantId, score, maxScore, correctCount, allCorrect, regradedAt: regraded.get({ id })?.seq ?? 0 }]
    })
}
