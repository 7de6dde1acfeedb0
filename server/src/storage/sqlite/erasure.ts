import { and, eq, inArray, isNotNull, isNull, notExists, or, sql, gte } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { ERASED_WORDS, WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import { isWaiting } from './appeal-list.ts'
import { blankRequests } from './data-requests.ts'
import { forgetAuthor } from './forget-author.ts'
import { leaveWith } from './joining.ts'
import type { Sqlite } from './open.ts'
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

/** The steps by which a person goes; each is called inside a transaction. */
export function eraser({ db }: Pick<Sqlite, 'db'>) {
  const phoneOf = (id: string): string => db.select({ phone: contestants.phone }).from(contestants).where(eq(contestants.id, id)).get()?.phone ?? ''

  /** What lets a person in or tells where they were. */
  const dropKeys = (id: string): void => {
    db.delete(accountSessions).where(eq(accountSessions.accountId, id)).run()
    db.delete(resetCodes).where(eq(resetCodes.accountId, id)).run()
  }
  /** Nobody is left to be answered. */
  const takeBack = (id: string): void => {
    db.update(appeals)
      .set({ state: 'withdrawn' })
      .where(and(eq(appeals.contestantId, id), isWaiting))
      .run()
  }
  /** Who did what and when stays; about whom is an id that leads to nobody. */
  const redactAudit = (id: string, at: number): void => {
    const asked = db.select({ id: inquiries.id }).from(inquiries).where(eq(inquiries.contestantId, id)).all()
    const disputed = db.select({ id: appeals.id }).from(appeals).where(eq(appeals.contestantId, id)).all()
    const askedIds = [...asked, ...disputed].map((one) => one.id)
    db.insert(erasures).values({ contestantId: id, at }).run()
    db.update(auditEntries).set({ subject: id, details: null, reason: ERASED_WORDS }).where(inArray(auditEntries.subject, askedIds)).run()
    db.update(auditEntries)
      .set({ subject: id, details: null })
      .where(eq(auditEntries.subject, phoneOf(id)))
      .run()
  }
  const dropWords = (id: string, at: number): void => {
    redactAudit(id, at)
    forgetAuthor({ db }, id)
    db.delete(inquiries).where(eq(inquiries.contestantId, id)).run()
    blankRequests({ db }, id)
    // What came of an appeal stays with the results; what was written does not.
    db.update(appeals)
      .set({ body: ERASED_WORDS, searchText: '', answer: sql`case when ${appeals.answer} is not null then ${ERASED_WORDS} end` })
      .where(eq(appeals.contestantId, id))
      .run()
  }

  return {
    /** Nobody signs in any more; results still need the name. */
    close: (id: string, at: number): void => {
      dropKeys(id)
      leaveWith({ db }, id, at)
      takeBack(id)
      db.update(accounts).set({ disabledAt: at }).where(eq(accounts.id, id)).run()
      db.update(contestants).set({ withdrawnAt: at }).where(eq(contestants.id, id)).run()
    },
    /** Nothing is left of somebody who took part in practice at most. An entry of the organisers' own list stays theirs, and may be claimed again. */
    remove: (id: string, at: number): void => {
      dropKeys(id)
      leaveWith({ db }, id, at)
      dropSightings({ db }, eq(attempts.contestantId, id))
      dropWords(id, at)
      const own = db.select({ id: attempts.id }).from(attempts).where(eq(attempts.contestantId, id))
      db.delete(responses).where(inArray(responses.attemptId, own)).run()
      db.delete(heldResponses).where(inArray(heldResponses.attemptId, own)).run()
      db.delete(attempts).where(eq(attempts.contestantId, id)).run()
      db.delete(consents).where(eq(consents.contestantId, id)).run()
      db.delete(contestEntries).where(eq(contestEntries.contestantId, id)).run()
      db.delete(mergedPeople).where(eq(mergedPeople.contestantId, id)).run()
      db.update(rosterEntries).set({ accountId: null }).where(eq(rosterEntries.accountId, id)).run()
      db.delete(contestants).where(eq(contestants.id, id)).run()
      db.delete(accounts).where(eq(accounts.id, id)).run()
    },
    /** Attempts and results stay under an id that leads to nobody; an entry of a list that they used up lets nobody else in. */
    anonymise: (id: string, at: number, name = WITHDRAWN_NAME): boolean => {
      const leaving = and(eq(contestants.id, id), isNotNull(contestants.withdrawnAt), notExists(erasedAlready(db)))
      if (db.select({ id: contestants.id }).from(contestants).where(leaving).get() === undefined) return false
      dropKeys(id)
      dropSightings({ db }, eq(attempts.contestantId, id))
      dropWords(id, at)
      db.update(rosterEntries)
        .set({ code: null, phone: null, fullName: name, birthDate: null, sortKey: '', searchText: '' })
        .where(or(eq(rosterEntries.accountId, id), and(isNull(rosterEntries.accountId), eq(rosterEntries.phone, phoneOf(id)))))
        .run()
      db.delete(sealedFaces).where(eq(sealedFaces.contestantId, id)).run()
      db.update(awards)
        .set({ name, words: sql`case when ${awards.words} is not null then ${ERASED_WORDS} end` })
        .where(eq(awards.subjectId, id))
        .run()
      db.update(awardPlacements).set({ words: ERASED_WORDS }).where(eq(awardPlacements.subjectId, id)).run()
      db.update(commendationLines).set({ name, words: ERASED_WORDS }).where(eq(commendationLines.subjectId, id)).run()
      db.update(commendationChoices).set({ words: ERASED_WORDS }).where(eq(commendationChoices.subjectId, id)).run()
      const nobody = `erased:${id}`
      db.update(accounts).set({ login: nobody, fullName: name, passwordHash: '' }).where(eq(accounts.id, id)).run()
      db.update(contestants)
        .set({ phone: nobody, birthDate: '', sortKey: fold(name), searchText: fold(name) })
        .where(eq(contestants.id, id))
        .run()
      return true
    },
    due: (unsealedBefore: number): string[] => {
      const open = db
        .select({ id: attempts.id })
        .from(rounds)
        .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, contestants.id)))
        .where(or(isNull(attempts.submittedAt), and(eq(rounds.practice, false), isNull(rounds.sealedRevision), gte(rounds.closesAt, unsealedBefore))))
      return db
        .select({ id: contestants.id })
        .from(contestants)
        .where(and(isNotNull(contestants.withdrawnAt), notExists(erasedAlready(db)), notExists(open)))
        .orderBy(contestants.withdrawnAt, contestants.id)
        .all()
        .map(({ id }) => id)
    },
  }
}

const erasedAlready = (db: Sqlite['db']) =>
  db
    .select({ one: sql`1` })
    .from(erasures)
    .where(eq(erasures.contestantId, contestants.id))
