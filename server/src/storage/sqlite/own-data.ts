import { and, asc, count, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { accept } from '../../domain/decision.ts'
import type { JoinedAccount, OwnData } from '../../ports/own-data.ts'
import { appendAudit } from './audit.ts'
import { settleByLeaving } from './data-requests.ts'
import { toAppeal } from './disputed.ts'
import { eraser } from './erasure.ts'
import type { Sqlite } from './open.ts'
import {
  accounts,
  appeals,
  attempts,
  auditEntries,
  consents,
  contestants,
  contests,
  erasures,
  initiatives,
  inquiries,
  rosterEntries,
  rounds,
  unions,
} from './schema.ts'

export function sqliteOwnData(sqlite: Sqlite): OwnData {
  const { db, queue } = sqlite
  const { close, remove, anonymise, due } = eraser(sqlite)
  /** Attempts that the log knows or will know. */
  const realAttempts = (contestantId: string): number =>
    db
      .select({ total: count() })
      .from(attempts)
      .innerJoin(rounds, eq(rounds.id, attempts.roundId))
      .where(and(eq(attempts.contestantId, contestantId), eq(rounds.practice, false)))
      .get()?.total ?? 0
  const leaving = (contestantId: string) => {
    const found = db
      .select({ passwordHash: accounts.passwordHash, withdrawnAt: contestants.withdrawnAt })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .where(eq(contestants.id, contestantId))
      .get()
    return found === undefined ? null : { ...found, attempts: realAttempts(contestantId) }
  }

  return {
    consents: async (contestantId) => {
      const first = db
        .select({ version: contestants.consentVersion, at: contestants.consentAt, contestTitle: sql<null>`null` })
        .from(contestants)
        .where(eq(contestants.id, contestantId))
        .all()
      const later = db
        .select({ version: consents.version, at: consents.at, contestTitle: contests.title })
        .from(consents)
        .innerJoin(contests, eq(contests.id, consents.contestId))
        .where(eq(consents.contestantId, contestantId))
        .orderBy(asc(consents.at), asc(consents.contestId))
        .all()
      return [...first, ...later]
    },
    giveConsent: (contestantId, consent) =>
      queue.write(() => {
        db.insert(consents)
          .values({ contestantId, ...consent })
          .onConflictDoNothing()
          .run()
      }),
    inquiries: async (contestantId) =>
      db
        .select({ inquiry: inquiries, contestTitle: contests.title, wantedUnionName: unions.name })
        .from(inquiries)
        .innerJoin(contests, eq(contests.id, inquiries.contestId))
        .leftJoin(unions, eq(unions.id, inquiries.wantedUnionId))
        .where(eq(inquiries.contestantId, contestantId))
        .orderBy(desc(inquiries.askedAt), desc(inquiries.id))
        .all()
        .map(({ inquiry, ...about }) => ({ ...inquiry, ...about })),
    appeals: async (contestantId) =>
      db
        .select({ appeal: appeals, contestTitle: contests.title, roundTitle: rounds.title, attemptNumber: attempts.number })
        .from(appeals)
        .innerJoin(contests, eq(contests.id, appeals.contestId))
        .innerJoin(rounds, eq(rounds.id, appeals.roundId))
        .innerJoin(attempts, eq(attempts.id, appeals.attemptId))
        .where(eq(appeals.contestantId, contestantId))
        .orderBy(desc(appeals.filedAt), desc(appeals.id))
        .all()
        .map(({ appeal, ...about }) => ({ ...toAppeal(appeal), ...about })),
    initiatives: async (contestantId) =>
      db
        .select({
          id: initiatives.id,
          contestTitle: contests.title,
          unionName: unions.name,
          enteredAt: initiatives.enteredAt,
          title: initiatives.title,
          effect: initiatives.effect,
          state: initiatives.state,
        })
        .from(initiatives)
        .innerJoin(contests, eq(contests.id, initiatives.contestId))
        .innerJoin(unions, eq(unions.id, initiatives.unionId))
        .where(eq(initiatives.enteredBy, contestantId))
        .orderBy(desc(initiatives.enteredAt), desc(initiatives.id))
        .all(),
    roster: async (contestantId) => {
      const phone = db.select({ phone: contestants.phone }).from(contestants).where(eq(contestants.id, contestantId))
      return db
        .select({
          contestTitle: contests.title,
          code: rosterEntries.code,
          fullName: rosterEntries.fullName,
          phone: rosterEntries.phone,
          birthDate: rosterEntries.birthDate,
          unionName: unions.name,
        })
        .from(rosterEntries)
        .innerJoin(contests, eq(contests.id, rosterEntries.contestId))
        .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
        .where(or(eq(rosterEntries.accountId, contestantId), and(isNull(rosterEntries.accountId), eq(rosterEntries.phone, sql`(${phone})`))))
        .orderBy(asc(contests.id), asc(rosterEntries.id))
        .all()
    },
    joined: async (contestantId) => joinedInto(sqlite, contestantId),
    withdraw: (contestantId, decide) =>
      queue.write(() => {
        const decision = decide(leaving(contestantId))
        if (!decision.ok) return decision
        const { how, audit } = decision.value
        settleByLeaving({ db }, contestantId, { state: how === 'delete' ? 'done' : 'waiting', audit })
        if (how === 'delete') remove(contestantId, audit.at)
        else close(contestantId, audit.at)
        appendAudit(sqlite, audit)
        return accept(how)
      }),
    dueErasures: async (unsealedBefore, limit) => due(unsealedBefore).slice(0, limit),
    isErased: async (contestantId) =>
      db.select({ at: erasures.at }).from(erasures).where(eq(erasures.contestantId, contestantId)).get() !== undefined,
    erase: (contestantId, audit) =>
      queue.write(() => {
        const done = anonymise(contestantId, audit.at)
        if (done) appendAudit(sqlite, audit)
        return done
      }),
  }
}

/** By the audit entry that each account has of it. */
function joinedInto({ db }: Pick<Sqlite, 'db'>, contestantId: string): JoinedAccount[] {
  const below = sql`(with recursive joined(id) as (
    select id from contestants where joined_to = ${contestantId} union
    select other.id from contestants as other join joined on other.joined_to = joined.id
  ) select id from joined)`
  const actors = alias(accounts, 'actors')
  return db
    .select({
      id: contestants.id,
      fullName: accounts.fullName,
      phone: contestants.phone,
      unionName: unions.name,
      joinedAt: auditEntries.at,
      byRole: actors.role,
      reason: auditEntries.reason,
      details: auditEntries.details,
    })
    .from(contestants)
    .innerJoin(accounts, eq(accounts.id, contestants.id))
    .innerJoin(unions, eq(unions.id, contestants.unionId))
    .innerJoin(auditEntries, and(eq(auditEntries.action, 'joinedAway'), eq(auditEntries.subject, contestants.phone)))
    .leftJoin(actors, eq(actors.id, auditEntries.actorId))
    .where(inArray(contestants.id, below))
    .orderBy(asc(auditEntries.at), asc(contestants.id))
    .all()
    .flatMap(({ details, ...account }) => {
      const { fromId, moved = [] } = (details ?? {}) as { fromId?: string; moved?: string[] }
      return fromId === account.id ? [{ ...account, moved }] : []
    })
}
