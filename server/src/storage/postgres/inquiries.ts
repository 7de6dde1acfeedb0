import { and, count, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Inquiries, KeptAnswers } from '../../ports/inquiries.ts'
import { appendAudit } from './audit.ts'
import { listInquiries } from './inquiry-list.ts'
import { first, type Db, type Postgres } from './open.ts'
import { contestants, inquiries, readyAnswers, unions } from './schema.ts'

export function postgresInquiries({ db, read, write, answer: beside }: Postgres): Inquiries {
  const own = (contestantId: string, contestId: string) => and(eq(inquiries.contestantId, contestantId), eq(inquiries.contestId, contestId))
  const kept = async (from: Db, contestId: string): Promise<KeptAnswers> =>
    (await first(
      from.select({ answers: readyAnswers.answers, revision: readyAnswers.revision }).from(readyAnswers).where(eq(readyAnswers.contestId, contestId)),
    )) ?? { answers: [], revision: 0 }

  return {
    ask: ({ contestId, contestantId }, decide) =>
      write(async (tx) => {
        const waiting = await tx
          .select()
          .from(inquiries)
          .where(and(own(contestantId, contestId), isNull(inquiries.answer)))
        const decision = decide(waiting)
        if (!decision.ok) return decision
        if ('same' in decision.value) return accept({ inquiryId: decision.value.same })
        const { ask } = decision.value
        await tx.insert(inquiries).values({ ...ask, searchText: fold(ask.body) })
        return accept({ inquiryId: ask.id })
      }),
    ofContestant: async (contestantId, contestId, limit) => {
      const rows = await db
        .select({ inquiry: inquiries, wantedUnionName: unions.name })
        .from(inquiries)
        .leftJoin(unions, eq(unions.id, inquiries.wantedUnionId))
        .where(own(contestantId, contestId))
        .orderBy(desc(inquiries.askedAt), desc(inquiries.id))
        .limit(limit)
      return rows.map(({ inquiry, wantedUnionName }) => ({ ...inquiry, wantedUnionName }))
    },
    newAnswers: async (contestantId, contestId) => {
      const unseen = and(own(contestantId, contestId), gt(inquiries.answerRevision, inquiries.seenRevision))
      return (await first(db.select({ total: count() }).from(inquiries).where(unseen)))?.total ?? 0
    },
    // One statement that decides by each row itself: thousands who read their answers need not wait for the desk.
    markSeen: (contestantId, contestId) =>
      beside(async (tx) => {
        await tx
          .update(inquiries)
          .set({ seenRevision: sql`${inquiries.answerRevision}` })
          .where(and(own(contestantId, contestId), gt(inquiries.answerRevision, inquiries.seenRevision)))
      }),
    find: async (id) => {
      const row = await first(
        db
          .select({ inquiry: inquiries, unionId: contestants.unionId })
          .from(inquiries)
          .innerJoin(contestants, eq(contestants.id, inquiries.contestantId))
          .where(eq(inquiries.id, id)),
      )
      return row === undefined ? null : { ...row.inquiry, unionId: row.unionId }
    },
    list: (filter) => read((tx) => listInquiries(tx, filter)),
    answer: (id, decide) =>
      write(async (tx) => {
        const before = (await first(tx.select().from(inquiries).where(eq(inquiries.id, id)))) ?? null
        const decision = decide(before)
        if (!decision.ok) return decision
        const { answer, at, actorId, audit } = decision.value
        const answerRevision = (before?.answerRevision ?? 0) + 1
        await tx.update(inquiries).set({ answer, answeredAt: at, answeredBy: actorId, answerRevision }).where(eq(inquiries.id, id))
        await appendAudit(tx, { ...audit, details: { before: before?.answer ?? null, after: answer } })
        return accept({ answerRevision })
      }),
    readyAnswers: (contestId) => kept(db, contestId),
    setReadyAnswers: (contestId, decide) =>
      write(async (tx) => {
        const before = await kept(tx, contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { answers, audit } = decision.value
        const next = { answers, revision: before.revision + 1 }
        await tx
          .insert(readyAnswers)
          .values({ contestId, ...next })
          .onConflictDoUpdate({ target: readyAnswers.contestId, set: next })
        await appendAudit(tx, { ...audit, details: { before: before.answers, after: answers } })
        return accept({ revision: next.revision })
      }),
  }
}
