import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Choice } from '../../domain/commendation.ts'
import type { Commendation, Nominee } from '../../domain/commendation-list.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { CommendationRow, Commendations } from '../../ports/commendations.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
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

type Db = Pick<Sqlite, 'db'>
const ROWS_AT_ONCE = 200
/** SQLite takes this many values in one list without complaint. */
const IDS_AT_ONCE = 500

export function sqliteCommendations(sqlite: Sqlite): Commendations {
  const { db, queue } = sqlite
  const find = (id: string): Commendation | null => db.select().from(commendations).where(eq(commendations.id, id)).get() ?? null
  return {
    lists: async (contestId) => rowsOf(sqlite, eq(commendations.contestId, contestId)),
    find: async (id) => rowsOf(sqlite, eq(commendations.id, id))[0] ?? null,
    choices: async (id) =>
      db
        .select({ choice: commendationChoices, by: accounts.fullName })
        .from(commendationChoices)
        .leftJoin(accounts, eq(accounts.id, commendationChoices.actorId))
        .where(eq(commendationChoices.commendationId, id))
        .orderBy(asc(commendationChoices.kindKey), asc(commendationChoices.subjectId))
        .all()
        .map(({ choice: { commendationId: _, ...choice }, by }) => ({ ...choice, by: by ?? choice.actorId })),
    nominees: async (id) => nomineesOf(sqlite, id),
    lines: async (id) =>
      db
        .select()
        .from(commendationLines)
        .where(eq(commendationLines.commendationId, id))
        .orderBy(asc(commendationLines.position))
        .all()
        .map(({ commendationId: _list, position: _position, ...line }) => line),
    draft: (contestId, decide) =>
      queue.write(() => {
        const known = db.select().from(commendations).where(eq(commendations.contestId, contestId)).orderBy(desc(commendations.number)).all()
        const decided = decide(known)
        if (!decided.ok) return decided
        db.insert(commendations).values(decided.value.list).run()
        appendAudit(sqlite, decided.value.audit)
        return accept(decided.value.list)
      }),
    change: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decided = decide(found, { choices: choicesOf(sqlite, id), nominees: nomineesOf(sqlite, id) })
        if (!decided.ok || found === null) return decided as Decision<never>
        const { rules, papers, choices, nominees, audit } = decided.value
        const edition = found.edition + 1
        db.update(commendations)
          .set({ edition, ...(rules === undefined ? {} : { rules }), ...(papers === undefined ? {} : { papers }) })
          .where(eq(commendations.id, id))
          .run()
        if (choices !== undefined) writeChoices(sqlite, id, choices)
        if (nominees !== undefined) writeNominees(sqlite, id, nominees)
        appendAudit(sqlite, audit)
        return accept({ edition })
      }),
    close: (id, decide) =>
      queue.write(() => {
        const decided = decide(find(id))
        if (!decided.ok) return decided
        const { at, actorId, reason, facts, digest, lines, audit } = decided.value
        db.update(commendations)
          .set({ state: 'decided', facts, digest, decidedAt: at, decidedBy: actorId, reason })
          .where(eq(commendations.id, id))
          .run()
        const rows = lines.map((line, index) => ({ ...line, commendationId: id, position: index + 1 }))
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
          db.insert(commendationLines)
            .values(rows.slice(from, from + ROWS_AT_ONCE))
            .run()
        appendAudit(sqlite, audit)
        return accept({ digest })
      }),
    discard: (id, decide) =>
      queue.write(() => {
        const decided = decide(find(id))
        if (!decided.ok) return decided
        writeChoices(sqlite, id, [])
        writeNominees(sqlite, id, [])
        db.delete(commendations).where(eq(commendations.id, id)).run()
        appendAudit(sqlite, decided.value)
        return accept(null)
      }),
    praise: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decided = decide(found)
        if (!decided.ok || found === null) return decided as Decision<never>
        const { praisedAt, unpraisedReason, audit } = decided.value
        if (praisedAt !== null)
          db.update(commendations)
            .set({ praisedAt: null, unpraisedReason: audit.reason })
            .where(and(eq(commendations.contestId, found.contestId), isNotNull(commendations.praisedAt)))
            .run()
        db.update(commendations).set({ praisedAt, unpraisedReason }).where(eq(commendations.id, id)).run()
        appendAudit(sqlite, audit)
        return accept(null)
      }),
    praised: async (contestId) => rowsOf(sqlite, and(eq(commendations.contestId, contestId), isNotNull(commendations.praisedAt)))[0] ?? null,
    praisedLines: async (id, { page, pageSize }) => {
      const where = and(eq(commendationLines.commendationId, id), or(isNull(contestants.id), isNull(contestants.withdrawnAt)))
      const person = eq(contestants.id, commendationLines.subjectId)
      const lines = db
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
        .all()
      const total = db.select({ total: count() }).from(commendationLines).leftJoin(contestants, person).where(where).get()?.total ?? 0
      return { lines, total }
    },
    own: async (contestantId) =>
      db
        .select({
          contestTitle: contests.title,
          title: commendationLines.kindTitle,
          decidedAt: sql<number>`coalesce(${commendations.decidedAt}, ${commendations.createdAt})`,
          praised: sql<boolean>`${commendations.praisedAt} is not null`.mapWith(Boolean),
        })
        .from(commendationLines)
        .innerJoin(commendations, eq(commendations.id, commendationLines.commendationId))
        .innerJoin(contests, eq(contests.id, commendations.contestId))
        .where(eq(commendationLines.subjectId, contestantId))
        .orderBy(desc(commendations.decidedAt), asc(commendationLines.position))
        .all(),
    leftOut: async (contestId, barredPhones) => {
      const those = (where: SQL | undefined) => db.select({ id: contestants.id }).from(contestants).where(where).all()
      const barred: { id: string }[] = []
      for (let from = 0; from < barredPhones.length; from += IDS_AT_ONCE)
        barred.push(...those(inArray(contestants.phone, barredPhones.slice(from, from + IDS_AT_ONCE))))
      const voided = db
        .selectDistinct({ id: outcomes.contestantId })
        .from(outcomes)
        .where(and(inArray(outcomes.attemptId, everVoided(sqlite)), eq(outcomes.contestId, contestId), eq(outcomes.voided, true)))
        .all()
      return { withdrawn: idsIn(those(isNotNull(contestants.withdrawnAt))), barred: idsIn(barred), voided: idsIn(voided) }
    },
  }
}

const idsIn = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map(({ id }) => id))

/** Attempts whose standing was ever touched: few, and an index of the log knows them. */
const everVoided = ({ db }: Db) =>
  // Written out, as the partial index is.
  db
    .select({ id: submissionLog.attemptId })
    .from(submissionLog)
    .where(sql`kind in ('void', 'restore')`)

const creator = sql<string>`coalesce((select full_name from accounts where accounts.id = ${commendations.createdBy}), ${commendations.createdBy})`
const linesFor = (kind: 'collective' | 'person') =>
  sql<number>`(select count(*) from commendation_lines where commendation_lines.commendation_id = ${commendations.id} and subject_kind = ${kind})`

function rowsOf({ db }: Db, where: SQL | undefined): CommendationRow[] {
  return db
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
    .all()
    .map(({ list, ...about }) => ({ ...list, ...about }))
}

const choicesOf = ({ db }: Db, id: string): Choice[] =>
  db
    .select()
    .from(commendationChoices)
    .where(eq(commendationChoices.commendationId, id))
    .all()
    .map(({ commendationId: _, ...choice }) => choice)

const nomineesOf = ({ db }: Db, id: string): Nominee[] =>
  db
    .select()
    .from(commendationNominees)
    .where(eq(commendationNominees.commendationId, id))
    .orderBy(asc(commendationNominees.at), asc(commendationNominees.id))
    .all()
    .map(({ commendationId: _, ...nominee }) => nominee)

function writeChoices({ db }: Db, commendationId: string, choices: readonly Choice[]): void {
  db.delete(commendationChoices).where(eq(commendationChoices.commendationId, commendationId)).run()
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
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    db.insert(commendationChoices)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .run()
}

function writeNominees({ db }: Db, commendationId: string, nominees: readonly Nominee[]): void {
  db.delete(commendationNominees).where(eq(commendationNominees.commendationId, commendationId)).run()
  for (const nominee of nominees)
    db.insert(commendationNominees)
      .values({ ...nominee, commendationId })
      .run()
}
