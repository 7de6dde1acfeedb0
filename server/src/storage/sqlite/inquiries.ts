import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Inquiries, KeptAnswers } from '../../ports/inquiries.ts'
import { appendAudit } from './audit.ts'
import { listInquiries } from './inquiry-list.ts'
import type { Sqlite } from './open.ts'
import { contestants, inquiries, readyAnswers, unions } from './schema.ts'

export function sqliteInquiries(sqlite: Sqlite): Inquiries {
  const { db, queue } = sqlite
  const own = (contestantId: string, contestId: string) => and(eq(inquiries.contestantId, contestantId), eq(inquiries.contestId, contestId))
  const kept = (contestId: string): KeptAnswers =>
    db
      .select({ answers: readyAnswers.answers, revision: readyAnswers.revision })
      .from(readyAnswers)
      .where(eq(readyAnswers.contestId, contestId))
      .get() ?? { answers: [], revision: 0 }

  return {
    ask: ({ contestId, contestantId }, decide) =>
      queue.write(() => {
        const waiting = db
          .select()
          .from(inquiries)
          .where(and(own(contestantId, contestId), isNull(inquiries.answer)))
          .all()
        const decision = decide(waiting)
        if (!decision.ok) return decision
        if ('same' in decision.value) return accept({ inquiryId: decision.value.same })
        const { ask } = decision.value
        db.insert(inquiries)
          .values({ ...ask, searchText: fold(ask.body) })
          .run()
        return accept({ inquiryId: ask.id })
      }),
    ofContestant: async (contestantId, contestId, limit) =>
      db
        .select({ inquiry: inquiries, wantedUnionName: unions.name })
        .from(inquiries)
        .leftJoin(unions, eq(unions.id, inquiries.wantedUnionId))
        .where(own(contestantId, contestId))
        .orderBy(desc(inquiries.askedAt), desc(inquiries.id))
        .limit(limit)
        .all()
        .map(({ inquiry, wantedUnionName }) => ({ ...inquiry, wantedUnionName })),
    newAnswers: async (contestantId, contestId) =>
      db
        .select({ total: count() })
        .from(inquiries)
        .where(and(own(contestantId, contestId), gt(inquiries.answerRevision, inquiries.seenRevision)))
        .get()?.total ?? 0,
    markSeen: (contestantId, contestId) =>
      queue.write(() => {
        db.update(inquiries)
          .set({ seenRevision: sql`${inquiries.answerRevision}` })
          .where(and(own(contestantId, contestId), gt(inquiries.answerRevision, inquiries.seenRevision)))
          .run()
      }),
    find: async (id) => {
      const row = db
        .select({ inquiry: inquiries, unionId: contestants.unionId })
        .from(inquiries)
        .innerJoin(contestants, eq(contestants.id, inquiries.contestantId))
        .where(eq(inquiries.id, id))
        .get()
      return row === undefined ? null : { ...row.inquiry, unionId: row.unionId }
    },
    list: async (filter) => listInquiries(sqlite, filter),
    answer: (id, decide) =>
      queue.write(() => {
        const before = db.select().from(inquiries).where(eq(inquiries.id, id)).get() ?? null
        const decision = decide(before)
        if (!decision.ok) return decision
        const { answer, at, actorId, audit } = decision.value
        const answerRevision = (before?.answerRevision ?? 0) + 1
        db.update(inquiries).set({ answer, answeredAt: at, answeredBy: actorId, answerRevision }).where(eq(inquiries.id, id)).run()
        appendAudit(sqlite, { ...audit, details: { before: before?.answer ?? null, after: answer } })
        return accept({ answerRevision })
      }),
    readyAnswers: async (contestId) => kept(contestId),
    setReadyAnswers: (contestId, decide) =>
      queue.write(() => {
        const before = kept(contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { answers, audit } = decision.value
        const next = { answers, revision: before.revision + 1 }
        db.insert(readyAnswers)
          .values({ contestId, ...next })
          .onConflictDoUpdate({ target: readyAnswers.contestId, set: next })
          .run()
        appendAudit(sqlite, { ...audit, details: { before: before.answers, after: answers } })
        return accept({ revision: next.revision })
      }),
  }
}
