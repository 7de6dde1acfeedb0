import { and, count, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import { fold, personSortKey } from '../../domain/names.ts'
import type { ContestantFace } from '../../domain/contestant.ts'
import type { Contestants } from '../../ports/contestants.ts'
import { attemptSummaries } from './attempts.ts'
import { appendAudit } from './audit.ts'
import { contestantColumns, listContestants } from './contestant-list.ts'
import type { AppendEvent } from './log.ts'
import type { Sqlite } from './open.ts'
import { sqliteResetCodes } from './reset-codes.ts'
import {
  accounts,
  attempts,
  auditEntries,
  contestants,
  contests,
  mergedPeople,
  resetCodes,
  resultRevisions,
  rounds,
  sealedFaces,
  unions,
} from './schema.ts'

export function sqliteContestants(sqlite: Sqlite, append: AppendEvent): Contestants {
  const { db, queue } = sqlite
  const summaryOf = attemptSummaries(sqlite)
  const faceOf = (id: string) =>
    db
      .select({
        fullName: accounts.fullName,
        phone: contestants.phone,
        birthDate: contestants.birthDate,
        contestantKind: contestants.contestantKind,
        unionId: contestants.unionId,
        unionName: unions.name,
        withdrawnAt: contestants.withdrawnAt,
      })
      .from(contestants)
      .innerJoin(accounts, eq(accounts.id, contestants.id))
      .innerJoin(unions, eq(unions.id, contestants.unionId))
      .where(eq(contestants.id, id))
      .get()
  const attemptsOf = (id: string) =>
    db
      .select({ attempt: attempts, round: rounds, contestTitle: contests.title, unionName: unions.name })
      .from(rounds)
      .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, id)))
      .innerJoin(contests, eq(contests.id, rounds.contestId))
      .innerJoin(unions, eq(unions.id, attempts.unionId))
      .orderBy(desc(attempts.startedAt), desc(attempts.id))
      .all()
  /** Rounds that are not sealed, in which the person has finished an attempt; of practice the log knows nothing. */
  const openRounds = (contestantId: string) =>
    db
      .select({ roundId: rounds.id, contestId: rounds.contestId, finished: count() })
      .from(rounds)
      .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, contestantId)))
      .where(and(eq(rounds.practice, false), isNull(rounds.sealedRevision), isNotNull(attempts.submittedAt)))
      .groupBy(rounds.id)
      .orderBy(rounds.id)
      .all()

  /** Sealed results keep the person as they were sealed; the first correction after a seal writes down how that was. */
  const keepSealed = (contestantId: string, { fullName, birthDate, contestantKind }: ContestantFace): void => {
    const sealed = db
      .selectDistinct({ revisionId: resultRevisions.id })
      .from(resultRevisions)
      .innerJoin(attempts, and(eq(attempts.roundId, resultRevisions.roundId), eq(attempts.contestantId, contestantId)))
      .where(eq(resultRevisions.state, 'sealed'))
      .all()
    for (const { revisionId } of sealed)
      db.insert(sealedFaces).values({ revisionId, contestantId, fullName, birthDate, contestantKind }).onConflictDoNothing().run()
  }

  return {
    list: async (filter) => listContestants(db, filter),
    find: async (id) =>
      db
        .select({
          ...contestantColumns,
          unionPath: unions.path,
          consentVersion: contestants.consentVersion,
          consentAt: contestants.consentAt,
          withdrawnAt: contestants.withdrawnAt,
          joinedTo: contestants.joinedTo,
          resetUntil: resetCodes.expiresAt,
        })
        .from(contestants)
        .innerJoin(accounts, eq(accounts.id, contestants.id))
        .innerJoin(unions, eq(unions.id, contestants.unionId))
        .leftJoin(resetCodes, eq(resetCodes.accountId, contestants.id))
        .where(eq(contestants.id, id))
        .get() ?? null,
    attempts: async (id) =>
      attemptsOf(id).map(({ attempt, round, contestTitle, unionName }) => ({
        ...summaryOf(attempt),
        contestantKind: attempt.contestantKind,
        extraMs: attempt.extraMs,
        roundTitle: round.title,
        practice: round.practice,
        sealed: round.sealedRevision !== null,
        contestTitle,
        unionName,
      })),
    history: async (id, limit) => {
      const face = faceOf(id)
      const subjects = [...(face === undefined ? [] : [face.phone, id]), ...attemptsOf(id).map(({ attempt }) => attempt.id)]
      return db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(inArray(auditEntries.subject, subjects))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(limit)
        .all()
        .map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId }))
    },
    correct: (id, decide) =>
      queue.write(() => {
        const before = faceOf(id)
        if (before === undefined) return refuse('not-found')
        if (before.withdrawnAt !== null) return refuse('contestant-withdrawn')
        const decision = decide(before)
        if (!decision.ok) return decision
        const { fullName, birthDate, contestantKind } = decision.value.after
        keepSealed(id, before)
        db.update(accounts).set({ fullName }).where(eq(accounts.id, id)).run()
        db.update(contestants)
          .set({ birthDate, contestantKind, sortKey: fold(personSortKey(fullName)), searchText: `${fold(fullName)} ${before.phone}` })
          .where(eq(contestants.id, id))
          .run()
        appendAudit(sqlite, decision.value.audit)
        return accept(decision.value.after)
      }),
    move: (id, unionId, decide) =>
      queue.write(() => {
        const from = faceOf(id)
        const to = db.select({ unionName: unions.name, state: unions.state }).from(unions).where(eq(unions.id, unionId)).get()
        if (from === undefined) return refuse('not-found')
        if (from.withdrawnAt !== null) return refuse('contestant-withdrawn')
        if (to === undefined) return refuse('unknown-union')
        const decision = decide(from, to)
        if (!decision.ok) return decision
        const { actorId, reason, audit } = decision.value
        db.update(accounts).set({ unionId }).where(eq(accounts.id, id)).run()
        db.update(contestants).set({ unionId }).where(eq(contestants.id, id)).run()
        db.delete(mergedPeople).where(eq(mergedPeople.contestantId, id)).run()
        const unsealed = db.select({ id: rounds.id }).from(rounds).where(isNull(rounds.sealedRevision))
        db.update(attempts)
          .set({ unionId })
          .where(and(eq(attempts.contestantId, id), inArray(attempts.roundId, unsealed)))
          .run()
        const moved = openRounds(id)
        for (const { roundId, contestId } of moved)
          append({ kind: 'move', roundId, contestId, contestantId: id, fromUnionId: from.unionId, unionId, actorId, reason }, audit.at)
        appendAudit(sqlite, audit)
        return accept({ rounds: moved.length })
      }),
    ...sqliteResetCodes(sqlite),
  }
}
