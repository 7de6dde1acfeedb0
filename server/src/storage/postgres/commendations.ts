import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Choice } from '../../domain/commendation.ts'
import type { Commendation, Nominee } from '../../domain/commendation-list.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { CommendationRow, Commendations } from '../../ports/commendations.ts'
import { appendAudit } from './audit.ts'
import { texts } from './many-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import {
  accounts,
  commendationChoices,
  commendationLines,
  commendationNominees,
  commendations,
  contestants,
  contests,
  outcomes,
  submissionLog,
} from './schema.ts'

const ROWS_AT_ONCE = 1_000

export function postgresCommendations({ db, write, read }: Postgres): Commendations {
  const find = async (tx: Db, id: string): Promise<Commendation | null> =>
    (await first(tx.select().from(commendations).where(eq(commendations.id, id)))) ?? null
  return {
    lists: (contestId) => rowsOf(db, eq(commendations.contestId, contestId)),
    find: async (id) => (await rowsOf(db, eq(commendations.id, id)))[0] ?? null,
    choices: async (id) => {
      const rows = await db
        .select({ choice: commendationChoices, by: accounts.fullName })
        .from(commendationChoices)
        .leftJoin(accounts, eq(accounts.id, commendationChoices.actorId))
        .where(eq(commendationChoices.commendationId, id))
        .orderBy(asc(commendationChoices.kindKey), asc(commendationChoices.subjectId))
      return rows.map(({ choice: { commendationId: _, ...choice }, by }) => ({ ...choice, by: by ?? choice.actorId }))
    },
    nominees: (id) => nomineesOf(db, id),
    lines: async (id) => {
      const rows = await db.select().from(commendationLines).where(eq(commendationLines.commendationId, id)).orderBy(asc(commendationLines.position))
      return rows.map(({ commendationId: _list, position: _position, ...line }) => line)
    },
    draft: (contestId, decide) =>
      write(async (tx) => {
        const known = await tx.select().from(commendations).where(eq(commendations.contestId, contestId)).orderBy(desc(commendations.number))
        const decided = decide(known)
        if (!decided.ok) return decided
        await tx.insert(commendations).values(decided.value.list)
        await appendAudit(tx, decided.value.audit)
        return accept(decided.value.list)
      }),
    change: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decided = decide(found, { choices: await choicesOf(tx, id), nominees: await nomineesOf(tx, id) })
        if (!decided.ok || found === null) return decided as Decision<never>
        const { rules, papers, choices, nominees, audit } = decided.value
        const edition = found.edition + 1
        await tx
          .update(commendations)
          .set({ edition, ...(rules === undefined ? {} : { rules }), ...(papers === undefined ? {} : { papers }) })
          .where(eq(commendations.id, id))
        if (choices !== undefined) await writeChoices(tx, id, choices)
        if (nominees !== undefined) await writeNominees(tx, id, nominees)
        await appendAudit(tx, audit)
        return accept({ edition })
      }),
    close: (id, decide) =>
      write(async (tx) => {
        const decided = decide(await find(tx, id))
        if (!decided.ok) return decided
        const { at, actorId, reason, facts, digest, lines, audit } = decided.value
        await tx
          .update(commendations)
          .set({ state: 'decided', facts, digest, decidedAt: at, decidedBy: actorId, reason })
          .where(eq(commendations.id, id))
        const rows = lines.map((line, index) => ({ ...line, commendationId: id, position: index + 1 }))
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await tx.insert(commendationLines).values(rows.slice(from, from + ROWS_AT_ONCE))
        await appendAudit(tx, audit)
        return accept({ digest })
      }),
    discard: (id, decide) =>
      write(async (tx) => {
        const decided = decide(await find(tx, id))
        if (!decided.ok) return decided
        await writeChoices(tx, id, [])
        await writeNominees(tx, id, [])
        await tx.delete(commendations).where(eq(commendations.id, id))
        await appendAudit(tx, decided.value)
        return accept(null)
      }),
    praise: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decided = decide(found)
        if (!decided.ok || found === null) return decided as Decision<never>
        const { praisedAt, unpraisedReason, audit } = decided.value
        if (praisedAt !== null)
          await tx
            .update(commendations)
            .set({ praisedAt: null, unpraisedReason: audit.reason })
            .where(and(eq(commendations.contestId, found.contestId), isNotNull(commendations.praisedAt)))
        await tx.update(commendations).set({ praisedAt, unpraisedReason }).where(eq(commendations.id, id))
        await appendAudit(tx, audit)
        return accept(null)
      }),
    praised: async (contestId) => (await rowsOf(db, and(eq(commendations.contestId, contestId), isNotNull(commendations.praisedAt))))[0] ?? null,
    praisedLines: (id, { page, pageSize }) =>
      read(async (tx) => {
        const where = and(eq(commendationLines.commendationId, id), or(isNull(contestants.id), isNull(contestants.withdrawnAt)))
        const person = eq(contestants.id, commendationLines.subjectId)
        const lines = await tx
          .select({
            kindTitle: commendationLines.kindTitle,
            for: commendationLines.for,
            group: commendationLines.group,
            subjectId: commendationLines.subjectId,
            name: commendationLines.name,
            unionName: commendationLines.unionName,
            phone: sql<string>`coalesce(${contestants.phone}, '')`,
          })
          .from(commendationLines)
          .leftJoin(contestants, person)
          .where(where)
          .orderBy(asc(commendationLines.position))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const total = (await first(tx.select({ total: count() }).from(commendationLines).leftJoin(contestants, person).where(where)))?.total ?? 0
        return { lines, total }
      }),
    own: (contestantId) =>
      db
        .select({
          contestTitle: contests.title,
          title: commendationLines.kindTitle,
          decidedAt: sql<number>`coalesce(${commendations.decidedAt}, ${commendations.createdAt})`,
          praised: sql<boolean>`${commendations.praisedAt} is not null`,
        })
        .from(commendationLines)
        .innerJoin(commendations, eq(commendations.id, commendationLines.commendationId))
        .innerJoin(contests, eq(contests.id, commendations.contestId))
        .where(eq(commendationLines.subjectId, contestantId))
        .orderBy(sql`${commendations.decidedAt} desc nulls last`, asc(commendationLines.position)),
    leftOut: async (contestId, barredPhones) => {
      const those = (where: SQL | undefined) => db.select({ id: contestants.id }).from(contestants).where(where)
      const [withdrawn, barred, voided] = await Promise.all([
        those(isNotNull(contestants.withdrawnAt)),
        those(sql`${contestants.phone} = any(${texts(barredPhones)})`),
        db
          .selectDistinct({ id: outcomes.contestantId })
          .from(outcomes)
          .where(and(inArray(outcomes.attemptId, everVoided(db)), eq(outcomes.contestId, contestId), eq(outcomes.voided, true))),
      ])
      return { withdrawn: idsIn(withdrawn), barred: idsIn(barred), voided: idsIn(voided) }
    },
  }
}

const idsIn = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map(({ id }) => id))

/** Attempts whose standing was ever touched: few, and an index of the log knows them. */
const everVoided = (db: Db) =>
  // Written out, as the partial index is.
  db
    .select({ id: submissionLog.attemptId })
    .from(submissionLog)
    .where(sql`kind in ('void', 'restore')`)

const creator = sql<string>`coalesce((select full_name from accounts where accounts.id = ${commendations.createdBy}), ${commendations.createdBy})`
const linesFor = (kind: 'collective' | 'person') =>
  sql<number>`(select count(*) from commendation_lines where commendation_lines.commendation_id = ${commendations.id} and subject_kind = ${kind})`

async function rowsOf(db: Db, where: SQL | undefined): Promise<CommendationRow[]> {
  const rows = await db
    .select({
      list: commendations,
      createdByName: creator,
      decidedByName: accounts.fullName,
      collectives: linesFor('collective'),
      people: linesFor('person'),
    })
    .from(commendations)
    .leftJoin(accounts, eq(accounts.id, commendations.decidedBy))
    .where(where)
    .orderBy(desc(commendations.number))
  return rows.map(({ list, ...about }) => ({ ...list, ...about }))
}

const choicesOf = async (tx: Db, id: string): Promise<Choice[]> =>
  (await tx.select().from(commendationChoices).where(eq(commendationChoices.commendationId, id))).map(({ commendationId: _, ...choice }) => choice)

const nomineesOf = async (tx: Db, id: string): Promise<Nominee[]> => {
  const rows = await tx
    .select()
    .from(commendationNominees)
    .where(eq(commendationNominees.commendationId, id))
    .orderBy(asc(commendationNominees.at), asc(commendationNominees.id))
  return rows.map(({ commendationId: _, ...nominee }) => nominee)
}

async function writeChoices(tx: Db, commendationId: string, choices: readonly Choice[]): Promise<void> {
  await tx.delete(commendationChoices).where(eq(commendationChoices.commendationId, commendationId))
  const rows = choices.map(({ kindKey, subjectId, verdict, upward, words, at, actorId }) => ({
    commendationId,
    kindKey,
    subjectId,
    verdict,
    upward,
    words,
    at,
    actorId,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await tx.insert(commendationChoices).values(rows.slice(from, from + ROWS_AT_ONCE))
}

async function writeNominees(tx: Db, commendationId: string, nominees: readonly Nominee[]): Promise<void> {
  await tx.delete(commendationNominees).where(eq(commendationNominees.commendationId, commendationId))
  if (nominees.length > 0) await tx.insert(commendationNominees).values(nominees.map((nominee) => ({ ...nominee, commendationId })))
}
