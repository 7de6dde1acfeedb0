import { and, eq, gte, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { ERASED_WORDS, WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import { isWaiting } from './appeal-list.ts'
import { blankRequests } from './data-requests.ts'
import { forgetAuthor } from './forget-author.ts'
import { leaveWith } from './joining.ts'
import { first, type Db } from './open.ts'
import { holdPeople } from './people-hold.ts'
import {
  accounts,
  accountSessions,
  appeals,
  attempts,
  auditEntries,
  awardPlacements,
  awards,
  commendationChoices,
  commendationLines,
  consents,
  contestants,
  contestEntries,
  erasures,
  heldResponses,
  inquiries,
  mergedPeople,
  resetCodes,
  responses,
  rosterEntries,
  rounds,
  sealedFaces,
} from './schema.ts'
import { dropSightings } from './sightings.ts'

/** The steps by which a person goes; each is called inside a transaction, and holds the person. */
export function eraser(tx: Db) {
  const phoneOf = async (id: string): Promise<string> =>
    (await first(tx.select({ phone: contestants.phone }).from(contestants).where(eq(contestants.id, id))))?.phone ?? ''

  /** What lets a person in or tells where they were. */
  const dropKeys = async (id: string): Promise<void> => {
    await tx.delete(accountSessions).where(eq(accountSessions.accountId, id))
    await tx.delete(resetCodes).where(eq(resetCodes.accountId, id))
  }
  /** Nobody is left to be answered. */
  const takeBack = async (id: string): Promise<void> => {
    await tx
      .update(appeals)
      .set({ state: 'withdrawn' })
      .where(and(eq(appeals.contestantId, id), isWaiting))
  }
  /** Who did what and when stays; about whom is an id that leads to nobody. */
  const redactAudit = async (id: string, at: number): Promise<void> => {
    const asked = await tx.select({ id: inquiries.id }).from(inquiries).where(eq(inquiries.contestantId, id))
    const disputed = await tx.select({ id: appeals.id }).from(appeals).where(eq(appeals.contestantId, id))
    const askedIds = [...asked, ...disputed].map((one) => one.id)
    await tx.insert(erasures).values({ contestantId: id, at })
    await tx.update(auditEntries).set({ subject: id, details: null, reason: ERASED_WORDS }).where(inArray(auditEntries.subject, askedIds))
    await tx
      .update(auditEntries)
      .set({ subject: id, details: null })
      .where(eq(auditEntries.subject, await phoneOf(id)))
  }
  const dropWords = async (id: string, at: number): Promise<void> => {
    await redactAudit(id, at)
    await forgetAuthor(tx, id)
    await tx.delete(inquiries).where(eq(inquiries.contestantId, id))
    await blankRequests(tx, id)
    // What came of an appeal stays with the results; what was written does not.
    await tx
      .update(appeals)
      .set({ body: ERASED_WORDS, searchText: '', answer: sql`case when ${appeals.answer} is not null then ${ERASED_WORDS} end` })
      .where(eq(appeals.contestantId, id))
  }

  return {
    /** Nobody signs in any more; results still need the name. */
    close: async (id: string, at: number): Promise<void> => {
      await holdPeople(tx, [id])
      await dropKeys(id)
      await leaveWith(tx, id, at)
      await takeBack(id)
      await tx.update(accounts).set({ disabledAt: at }).where(eq(accounts.id, id))
      await tx.update(contestants).set({ withdrawnAt: at }).where(eq(contestants.id, id))
    },
    /** Nothing is left of somebody who took part in practice at most. An entry of the organisers' own list stays theirs, and may be claimed again. */
    remove: async (id: string, at: number): Promise<void> => {
      const own = await holdPeople(tx, [id])
      await dropKeys(id)
      await leaveWith(tx, id, at)
      await dropSightings(tx, inArray(attempts.id, own))
      await dropWords(id, at)
      await tx.delete(responses).where(inArray(responses.attemptId, own))
      await tx.delete(heldResponses).where(inArray(heldResponses.attemptId, own))
      await tx.delete(attempts).where(inArray(attempts.id, own))
      await tx.delete(consents).where(eq(consents.contestantId, id))
      await tx.delete(contestEntries).where(eq(contestEntries.contestantId, id))
      await tx.delete(mergedPeople).where(eq(mergedPeople.contestantId, id))
      await tx.update(rosterEntries).set({ accountId: null }).where(eq(rosterEntries.accountId, id))
      await tx.delete(contestants).where(eq(contestants.id, id))
      await tx.delete(accounts).where(eq(accounts.id, id))
    },
    /** Attempts and results stay under an id that leads to nobody; an entry of a list that they used up lets nobody else in. */
    anonymise: async (id: string, at: number, name = WITHDRAWN_NAME): Promise<boolean> => {
      const own = await holdPeople(tx, [id])
      const leaving = and(eq(contestants.id, id), isNotNull(contestants.withdrawnAt), notExists(erasedAlready(tx)))
      const person = await first(tx.select({ phone: contestants.phone }).from(contestants).where(leaving))
      if (person === undefined) return false
      await dropKeys(id)
      await dropSightings(tx, inArray(attempts.id, own))
      await dropWords(id, at)
      await tx
        .update(rosterEntries)
        .set({ code: null, phone: null, fullName: name, birthDate: null, sortKey: '', searchText: '' })
        .where(or(eq(rosterEntries.accountId, id), and(isNull(rosterEntries.accountId), eq(rosterEntries.phone, person.phone))))
      await tx.delete(sealedFaces).where(eq(sealedFaces.contestantId, id))
      await tx
        .update(awards)
        .set({ name, words: sql`case when ${awards.words} is not null then ${ERASED_WORDS} end` })
        .where(eq(awards.subjectId, id))
      await tx.update(awardPlacements).set({ words: ERASED_WORDS }).where(eq(awardPlacements.subjectId, id))
      await tx.update(commendationLines).set({ name, words: ERASED_WORDS }).where(eq(commendationLines.subjectId, id))
      await tx.update(commendationChoices).set({ words: ERASED_WORDS }).where(eq(commendationChoices.subjectId, id))
      const nobody = `erased:${id}`
      await tx.update(accounts).set({ login: nobody, fullName: name, passwordHash: '' }).where(eq(accounts.id, id))
      await tx
        .update(contestants)
        .set({ phone: nobody, birthDate: '', sortKey: fold(name), searchText: fold(name) })
        .where(eq(contestants.id, id))
      return true
    },
    due: async (unsealedBefore: number, limit: number): Promise<string[]> => {
      const open = tx
        .select({ id: attempts.id })
        .from(rounds)
        .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, contestants.id)))
        .where(or(isNull(attempts.submittedAt), and(eq(rounds.practice, false), isNull(rounds.sealedRevision), gte(rounds.closesAt, unsealedBefore))))
      const rows = await tx
        .select({ id: contestants.id })
        .from(contestants)
        .where(and(isNotNull(contestants.withdrawnAt), notExists(erasedAlready(tx)), notExists(open)))
        .orderBy(contestants.withdrawnAt, contestants.id)
        .limit(limit)
      return rows.map(({ id }) => id)
    },
  }
}

const erasedAlready = (db: Db) =>
  db
    .select({ one: sql`1` })
    .from(erasures)
    .where(eq(erasures.contestantId, contestants.id))
