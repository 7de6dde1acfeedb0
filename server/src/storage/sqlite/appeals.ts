import { and, count, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Appeal } from '../../domain/appeal.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Appeals } from '../../ports/appeals.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import { findAppeal, isWaiting, listAppeals } from './appeal-list.ts'
import { appendAudit } from './audit.ts'
import { disputedReader, toAppeal } from './disputed.ts'
import type { Sqlite } from './open.ts'
import { appeals, attempts, rounds } from './schema.ts'

export function sqliteAppeals(sqlite: Sqlite): Appeals {
  const { db, queue } = sqlite
  const disputed = disputedReader(sqlite)
  const find = (id: string): Appeal | null => {
    const row = db.select().from(appeals).where(eq(appeals.id, id)).get()
    return row === undefined ? null : toAppeal(row)
  }
  const unseen = (contestantId: string) => and(eq(appeals.contestantId, contestantId), gt(appeals.answerRevision, appeals.seenRevision))
  /** Another state, with its audit entry. */
  const put = (id: string, state: Appeal['state'], decide: (appeal: Appeal | null) => Decision<AuditEntry | null>): Promise<Decision<Appeal>> =>
    queue.write(() => {
      const before = find(id)
      const decision = decide(before)
      if (!decision.ok) return decision
      if (before === null) throw new Error(`appeal ${id} was decided on, but does not exist`)
      if (decision.value === null) return accept(before)
      db.update(appeals).set({ state }).where(eq(appeals.id, id)).run()
      appendAudit(sqlite, { ...decision.value, details: { before: { state: before.state }, after: { state } } })
      return accept({ ...before, state })
    })

  return {
    disputed: async (attemptId) => disputed.view(attemptId),
    file: (attemptId, decide) =>
      queue.write(() => {
        const decision = decide(disputed.view(attemptId))
        if (!decision.ok) return decision
        if ('same' in decision.value) return accept({ appealId: decision.value.same })
        const { file, audit } = decision.value
        db.insert(appeals)
          .values({ ...file, searchText: fold(file.body) })
          .run()
        appendAudit(sqlite, audit)
        return accept({ appealId: file.id })
      }),
    own: async (contestantId, where, limit) =>
      db
        .select({ appeal: appeals, roundTitle: rounds.title, attemptNumber: attempts.number })
        .from(appeals)
        .innerJoin(rounds, eq(rounds.id, appeals.roundId))
        .innerJoin(attempts, eq(attempts.id, appeals.attemptId))
        .where(
          and(
            eq(appeals.contestantId, contestantId),
            'attemptId' in where ? eq(appeals.attemptId, where.attemptId) : eq(appeals.contestId, where.contestId),
          ),
        )
        .orderBy(desc(appeals.filedAt), desc(appeals.id))
        .limit(limit)
        .all()
        .map(({ appeal, ...about }) => ({ ...toAppeal(appeal), ...about })),
    newAnswers: async (contestantId, contestId) =>
      db
        .select({ total: count() })
        .from(appeals)
        .where(and(unseen(contestantId), eq(appeals.contestId, contestId)))
        .get()?.total ?? 0,
    markSeen: (contestantId, appealIds) =>
      queue.write(() => {
        db.update(appeals)
          .set({ seenRevision: sql`${appeals.answerRevision}` })
          .where(and(unseen(contestantId), inArray(appeals.id, [...appealIds])))
          .run()
      }),
    find: async (id) => findAppeal(sqlite, id),
    list: async (filter) => listAppeals(sqlite, filter),
    waiting: async (roundIds) => {
      const rows = db
        .select({ roundId: appeals.roundId, total: count() })
        .from(appeals)
        .where(and(inArray(appeals.roundId, [...roundIds]), isWaiting))
        .groupBy(appeals.roundId)
        .all()
      return new Map(rows.map(({ roundId, total }) => [roundId, total]))
    },
    withdraw: (id, decide) => put(id, 'withdrawn', decide),
    review: (id, decide) => put(id, 'underReview', decide),
    answer: (id, decide) =>
      queue.write(() => {
        const before = find(id)
        const decision = decide(before, new Set(before === null ? [] : disputed.doneSince(before)))
        if (!decision.ok) return decision
        const { outcome, measure, answer, at, actorId, audit } = decision.value
        const answerRevision = (before?.answerRevision ?? 0) + 1
        db.update(appeals)
          .set({ state: outcome, measure, answer, answeredAt: at, answeredBy: actorId, answerRevision })
          .where(eq(appeals.id, id))
          .run()
        const told = { state: before?.state ?? null, measure: before?.measure ?? null, answer: before?.answer ?? null }
        appendAudit(sqlite, { ...audit, details: { before: told, after: { state: outcome, measure, answer } } })
        return accept({ answerRevision })
      }),
    evidence: async (appeal) => ({ done: disputed.doneSince(appeal), log: disputed.logOf(appeal.attemptId) }),
  }
}
