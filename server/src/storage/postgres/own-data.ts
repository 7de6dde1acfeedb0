import { and, asc, count, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { accept } from '../../domain/decision.ts'
import type { Withdrawing } from '../../domain/withdrawal.ts'
import type { JoinedAccount, OwnData } from '../../ports/own-data.ts'
import { appendAudit } from './audit.ts'
import { settleByLeaving } from './data-requests.ts'
import { toAppeal } from './disputed.ts'
import { eraser } from './erasure.ts'
import { first, type Db, type Postgres } from './open.ts'
import { holdPeople } from './people-hold.ts'
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

/** Attempts that the log knows or will know. */
const realAttempts = async (db: Db, contestantId: string): Promise<number> =>
  (
    await first(
      db
        .select({ total: count() })
        .from(attempts)
        .innerJoin(rounds, eq(rounds.id, attempts.roundId))
        .where(and(eq(attempts.contestantId, contestantId), eq(rounds.practice, false))),
    )
  )?.total ?? 0

async function leaving(tx: Db, contestantId: string): Promise<Withdrawing | null> {
  await holdPeople(tx, [contestantId])
  const found = await first(
    tx
      .select({ passwordHash: accounts.passwordHash, withdrawnAt: contestants.withdrawnAt })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .where(eq(contestants.id, contestantId)),
  )
  return found === undefined ? null : { ...found, attempts: await realAttempts(tx, contestantId) }
}

export function postgresOwnData({ db, answer, write }: Postgres): OwnData {
  return {
    consents: async (contestantId) => {
      const registered = await db
        .select({ version: contestants.consentVersion, at: contestants.consentAt, contestTitle: sql<null>`null` })
        .from(contestants)
        .where(eq(contestants.id, contestantId))
      const later = await db
        .select({ version: consents.version, at: consents.at, contestTitle: contests.title })
        .from(consents)
        .innerJoin(contests, eq(contests.id, consents.contestId))
        .where(eq(consents.contestantId, contestantId))
        .orderBy(asc(consents.at), asc(consents.contestId))
      return [...registered, ...later]
    },
    // Everybody gives it who comes to a contest with a notice of its own.
    giveConsent: (contestantId, consent) =>
      answer(async (tx) => {
        await tx
          .insert(consents)
          .values({ contestantId, ...consent })
          .onConflictDoNothing()
      }),
    inquiries: async (contestantId) => {
      const rows = await db
        .select({ inquiry: inquiries, contestTitle: contests.title, wantedUnionName: unions.name })
        .from(inquiries)
        .innerJoin(contests, eq(contests.id, inquiries.contestId))
        .leftJoin(unions, eq(unions.id, inquiries.wantedUnionId))
        .where(eq(inquiries.contestantId, contestantId))
        .orderBy(desc(inquiries.askedAt), desc(inquiries.id))
      return rows.map(({ inquiry, ...about }) => ({ ...inquiry, ...about }))
    },
    appeals: async (contestantId) => {
      const rows = await db
        .select({ appeal: appeals, contestTitle: contests.title, roundTitle: rounds.title, attemptNumber: attempts.number })
        .from(appeals)
        .innerJoin(contests, eq(contests.id, appeals.contestId))
        .innerJoin(rounds, eq(rounds.id, appeals.roundId))
        .innerJoin(attempts, eq(attempts.id, appeals.attemptId))
        .where(eq(appeals.contestantId, contestantId))
        .orderBy(desc(appeals.filedAt), desc(appeals.id))
      return rows.map(({ appeal, ...about }) => ({ ...toAppeal(appeal), ...about }))
    },
    initiatives: (contestantId) =>
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
        .orderBy(desc(initiatives.enteredAt), desc(initiatives.id)),
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
    },
    joined: (contestantId) => joinedInto(db, contestantId),
    withdraw: (contestantId, decide) =>
      write(async (tx) => {
        const decision = decide(await leaving(tx, contestantId))
        if (!decision.ok) return decision
        const { how, audit } = decision.value
        const { close, remove } = eraser(tx)
        await settleByLeaving(tx, contestantId, { state: how === 'delete' ? 'done' : 'waiting', audit })
        if (how === 'delete') await remove(contestantId, audit.at)
        else await close(contestantId, audit.at)
        await appendAudit(tx, audit)
        return accept(how)
      }),
    dueErasures: (unsealedBefore, limit) => eraser(db).due(unsealedBefore, limit),
    isErased: async (contestantId) =>
      (await first(db.select({ at: erasures.at }).from(erasures).where(eq(erasures.contestantId, contestantId)))) !== undefined,
    erase: (contestantId, audit) =>
      write(async (tx) => {
        const done = await eraser(tx).anonymise(contestantId, audit.at)
        if (done) await appendAudit(tx, audit)
        return done
      }),
  }
}

/** By the audit entry that each account has of it. */
async function joinedInto(db: Db, contestantId: string): Promise<JoinedAccount[]> {
  const below = sql`(with recursive joined(id) as (
    select id from contestants where joined_to = ${contestantId} union
    select other.id from contestants as other join joined on other.joined_to = joined.id
  ) select id from joined)`
  const actors = alias(accounts, 'actors')
  const rows = await db
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
  return rows.flatMap(({ details, ...account }) => {
    const { fromId, moved = [] } = (details ?? {}) as { fromId?: string; moved?: string[] }
    return fromId === account.id ? [{ ...account, moved }] : []
  })
}
