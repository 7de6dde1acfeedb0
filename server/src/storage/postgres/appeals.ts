import { and, count, desc, eq, gt, sql } from 'drizzle-orm'
import type { Appeal } from '../../domain/appeal.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Appeals } from '../../ports/appeals.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import { findAppeal, isWaiting, listAppeals } from './appeal-list.ts'
import { appendAudit } from './audit.ts'
import { disputedReader, toAppeal } from './disputed.ts'
import { first, type Db, type Postgres } from './open.ts'
import { oneOf } from './question-versions.ts'
import { appeals, attempts, rounds } from './schema.ts'

export function postgresAppeals({ db, read, write, answer: beside }: Postgres): Appeals {
  const find = async (tx: Db, id: string): Promise<Appeal | null> => {
    const row = await first(tx.select().from(appeals).where(eq(appeals.id, id)))
    return row === undefined ? null : toAppeal(row)
  }
  const unseen = (contestantId: string) => and(eq(appeals.contestantId, contestantId), gt(appeals.answerRevision, appeals.seenRevision))
  /** Another state, with its audit entry. */
  const put = (id: string, state: Appeal['state'], decide: (appeal: Appeal | null) => Decision<AuditEntry | null>): Promise<Decision<Appeal>> =>
    write(async (tx) => {
      const before = await find(tx, id)
      const decision = decide(before)
      if (!decision.ok) return decision
      if (before === null) throw new Error(`appeal ${id} was decided on, but does not exist`)
      if (decision.value === null) return accept(before)
      await tx.update(appeals).set({ state }).where(eq(appeals.id, id))
      await appendAudit(tx, { ...decision.value, details: { before: { state: before.state }, after: { state } } })
      return accept({ ...before, state })
    })

  return {
    disputed: (attemptId) => read((tx) => disputedReader(tx).view(attemptId)),
    file: (attemptId, decide) =>
      write(async (tx) => {
        const decision = decide(await disputedReader(tx).view(attemptId))
        if (!decision.ok) return decision
        if ('same' in decision.value) return accept({ appealId: decision.value.same })
        const { file, audit } = decision.value
        await tx.insert(appeals).values({ ...file, searchText: fold(file.body) })
        await appendAudit(tx, audit)
        return accept({ appealId: file.id })
      }),
    own: async (contestantId, where, limit) => {
      const rows = await db
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
      return rows.map(({ appeal, ...about }) => ({ ...toAppeal(appeal), ...about }))
    },
    newAnswers: async (contestantId, contestId) => {
      const counted = db
        .select({ total: count() })
        .from(appeals)
        .where(and(unseen(contestantId), eq(appeals.contestId, contestId)))
      return (await first(counted))?.total ?? 0
    },
    // One statement that decides by each row itself: thousands who read their answers need not wait for the desk.
    markSeen: (contestantId, appealIds) =>
      beside(async (tx) => {
        await tx
          .update(appeals)
          .set({ seenRevision: sql`${appeals.answerRevision}` })
          .where(and(unseen(contestantId), oneOf(appeals.id, appealIds)))
      }),
    find: (id) => findAppeal(db, id),
    list: (filter) => read((tx) => listAppeals(tx, filter)),
    waiting: async (roundIds) => {
      const rows = await db
        .select({ roundId: appeals.roundId, total: count() })
        .from(appeals)
        .where(and(oneOf(appeals.roundId, roundIds), isWaiting))
        .groupBy(appeals.roundId)
      return new Map(rows.map(({ roundId, total }) => [roundId, total]))
    },
    withdraw: (id, decide) => put(id, 'withdrawn', decide),
    review: (id, decide) => put(id, 'underReview', decide),
    answer: (id, decide) =>
      write(async (tx) => {
        const before = await find(tx, id)
        const decision = decide(before, new Set(before === null ? [] : await disputedReader(tx).doneSince(before)))
        if (!decision.ok) return decision
        const { outcome, measure, answer, at, actorId, audit } = decision.value
        const answerRevision = (before?.answerRevision ?? 0) + 1
        await tx
          .update(appeals)
          .set({ state: outcome, measure, answer, answeredAt: at, answeredBy: actorId, answerRevision })
          .where(eq(appeals.id, id))
        const told = { state: before?.state ?? null, measure: before?.measure ?? null, answer: before?.answer ?? null }
        await appendAudit(tx, { ...audit, details: { before: told, after: { state: outcome, measure, answer } } })
        return accept({ answerRevision })
      }),
    evidence: (appeal) =>
      read(async (tx) => {
        const { doneSince, logOf } = disputedReader(tx)
        return { done: await doneSince(appeal), log: await logOf(appeal.attemptId) }
      }),
  }
}
