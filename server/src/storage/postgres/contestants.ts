import { and, count, desc, eq, getTableColumns, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { ContestantFace } from '../../domain/contestant.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { fold, personSortKey } from '../../domain/names.ts'
import type { Contestants } from '../../ports/contestants.ts'
import { attemptSummaries } from './attempts.ts'
import { appendAudit } from './audit.ts'
import { contestantColumns, listContestants } from './contestant-list.ts'
import type { AppendEvent } from './log.ts'
import { first, type Db, type Postgres } from './open.ts'
import { holdPeople } from './people-hold.ts'
import { postgresResetCodes } from './reset-codes.ts'
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

const faceOf = (db: Db, id: string) =>
  first(
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
      .where(eq(contestants.id, id)),
  )

const { paper: _paper, seed: _seed, bankVersion: _bankVersion, ...attemptColumns } = getTableColumns(attempts)

const attemptsOf = (db: Db, id: string) =>
  db
    .select({ attempt: attemptColumns, round: rounds, contestTitle: contests.title, unionName: unions.name })
    .from(rounds)
    .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, id)))
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .innerJoin(unions, eq(unions.id, attempts.unionId))
    .orderBy(desc(attempts.startedAt), desc(attempts.id))

/** Rounds that are not sealed, in which the person has finished an attempt; of practice the log knows nothing. */
const openRounds = (db: Db, contestantId: string) =>
  db
    .select({ roundId: rounds.id, contestId: rounds.contestId, finished: count() })
    .from(rounds)
    .innerJoin(attempts, and(eq(attempts.roundId, rounds.id), eq(attempts.contestantId, contestantId)))
    .where(and(eq(rounds.practice, false), isNull(rounds.sealedRevision), isNotNull(attempts.submittedAt)))
    .groupBy(rounds.id, rounds.contestId)
    .orderBy(rounds.id)

/** Sealed results keep the person as they were sealed; the first correction after a seal writes down how that was. */
async function keepSealed(tx: Db, contestantId: string, { fullName, birthDate, contestantKind }: ContestantFace): Promise<void> {
  const sealed = await tx
    .selectDistinct({ revisionId: resultRevisions.id })
    .from(resultRevisions)
    .innerJoin(attempts, and(eq(attempts.roundId, resultRevisions.roundId), eq(attempts.contestantId, contestantId)))
    .where(eq(resultRevisions.state, 'sealed'))
  if (sealed.length === 0) return
  await tx
    .insert(sealedFaces)
    .values(sealed.map(({ revisionId }) => ({ revisionId, contestantId, fullName, birthDate, contestantKind })))
    .onConflictDoNothing()
}

export function postgresContestants(postgres: Postgres, append: AppendEvent): Contestants {
  const { db, read, write } = postgres
  return {
    list: (filter) => read((tx) => listContestants(tx, filter)),
    find: async (id) =>
      (await first(
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
          .where(eq(contestants.id, id)),
      )) ?? null,
    attempts: (id) =>
      read(async (tx) => {
        const found = await attemptsOf(tx, id)
        const summaries = await attemptSummaries(
          tx,
          found.map(({ attempt }) => attempt),
        )
        const byId = new Map(summaries.map((summary) => [summary.id, summary]))
        return found.flatMap(({ attempt, round, contestTitle, unionName }) => {
          const summary = byId.get(attempt.id)
          if (summary === undefined) return []
          const { contestantKind, extraMs } = attempt
          const ofRound = { roundTitle: round.title, practice: round.practice, sealed: round.sealedRevision !== null }
          return [{ ...summary, contestantKind, extraMs, ...ofRound, contestTitle, unionName }]
        })
      }),
    history: (id, limit) =>
      read(async (tx) => {
        const face = await faceOf(tx, id)
        const own = await attemptsOf(tx, id)
        const subjects = [...(face === undefined ? [] : [face.phone, id]), ...own.map(({ attempt }) => attempt.id)]
        const rows = await tx
          .select({ entry: auditEntries, actor: accounts.login })
          .from(auditEntries)
          .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
          .where(inArray(auditEntries.subject, subjects))
          .orderBy(desc(auditEntries.at), desc(auditEntries.id))
          .limit(limit)
        return rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId }))
      }),
    correct: (id, decide) =>
      write(async (tx) => {
        const before = await faceOf(tx, id)
        if (before === undefined) return refuse('not-found')
        if (before.withdrawnAt !== null) return refuse('contestant-withdrawn')
        const decision = decide(before)
        if (!decision.ok) return decision
        const { fullName, birthDate, contestantKind } = decision.value.after
        await keepSealed(tx, id, before)
        await tx.update(accounts).set({ fullName }).where(eq(accounts.id, id))
        await tx
          .update(contestants)
          .set({ birthDate, contestantKind, sortKey: fold(personSortKey(fullName)), searchText: `${fold(fullName)} ${before.phone}` })
          .where(eq(contestants.id, id))
        await appendAudit(tx, decision.value.audit)
        return accept(decision.value.after)
      }),
    move: (id, unionId, decide) =>
      write(async (tx) => {
        await holdPeople(tx, [id])
        const from = await faceOf(tx, id)
        const to = await first(tx.select({ unionName: unions.name, state: unions.state }).from(unions).where(eq(unions.id, unionId)))
        if (from === undefined) return refuse('not-found')
        if (from.withdrawnAt !== null) return refuse('contestant-withdrawn')
        if (to === undefined) return refuse('unknown-union')
        const decision = decide(from, to)
        if (!decision.ok) return decision
        const { actorId, reason, audit } = decision.value
        await tx.update(accounts).set({ unionId }).where(eq(accounts.id, id))
        await tx.update(contestants).set({ unionId }).where(eq(contestants.id, id))
        await tx.delete(mergedPeople).where(eq(mergedPeople.contestantId, id))
        const unsealed = tx.select({ id: rounds.id }).from(rounds).where(isNull(rounds.sealedRevision))
        await tx
          .update(attempts)
          .set({ unionId })
          .where(and(eq(attempts.contestantId, id), inArray(attempts.roundId, unsealed)))
        const moved = await openRounds(tx, id)
        await appendAudit(tx, audit)
        for (const { roundId, contestId } of moved)
          await append(tx, { kind: 'move', roundId, contestId, contestantId: id, fromUnionId: from.unionId, unionId, actorId, reason }, audit.at)
        return accept({ rounds: moved.length })
      }),
    ...postgresResetCodes(postgres),
  }
}
