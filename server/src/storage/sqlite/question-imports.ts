import { and, asc, count, desc, eq, gte, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { Ids } from '../../ports/ids.ts'
import type { QuestionImports, StagedFilter, Undone } from '../../ports/question-imports.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { assignments, placeholders } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { bankWriter, contentOf } from './question-versions.ts'
import { attempts, questionImports, questionVersions, rounds, stagedQuestions } from './schema.ts'

const shown = {
  all: () => undefined,
  alike: () => isNotNull(stagedQuestions.likeness),
  added: () => eq(stagedQuestions.change, 'added'),
  changed: () => eq(stagedQuestions.change, 'changed'),
  unchanged: () => eq(stagedQuestions.change, 'unchanged'),
} satisfies Record<StagedFilter['show'], () => unknown>

export function sqliteQuestionImports(sqlite: Sqlite, ids: Ids): QuestionImports {
  const { db, queue } = sqlite
  const bank = bankWriter(sqlite, ids)
  const find = (id: string) => db.select().from(questionImports).where(eq(questionImports.id, id)).get() ?? null
  const addRow = prepared(
    db
      .insert(stagedQuestions)
      // The mapper would write JSON's null as a text; a question that is like none has SQL's.
      .values({ ...placeholders('importId', 'position', 'line', 'draft', 'change', 'proposed'), ...assignments('likeness') }),
  )
  const replacedBy = prepared(
    db
      .select()
      .from(questionVersions)
      .where(and(eq(questionVersions.questionId, sql.placeholder('questionId')), eq(questionVersions.untilBank, sql.placeholder('bank')))),
  )
  const stagedOf = (importId: string) =>
    db
      .select()
      .from(stagedQuestions)
      .where(eq(stagedQuestions.importId, importId))
      .orderBy(asc(stagedQuestions.position))
      .all()
      .map(({ importId: _, ...row }) => row)

  const forget = (importIds: string[]): void => {
    db.delete(stagedQuestions).where(inArray(stagedQuestions.importId, importIds)).run()
    db.delete(questionImports)
      .where(and(inArray(questionImports.id, importIds), eq(questionImports.state, 'staged')))
      .run()
  }

  return {
    stage: (head) =>
      queue.write(
        () =>
          void db
            .insert(questionImports)
            .values({ ...head, state: 'staged' })
            .run(),
      ),
    addStaged: (importId, rows) =>
      queue.write(() => {
        for (const row of rows) addRow.run({ importId, ...row, likeness: row.likeness === null ? null : JSON.stringify(row.likeness) })
      }),
    find: async (id) => find(id),
    list: async (contestId, { page, pageSize }) => ({
      rows: db
        .select()
        .from(questionImports)
        .where(eq(questionImports.contestId, contestId))
        .orderBy(desc(questionImports.createdAt), desc(questionImports.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all(),
      total: db.select({ total: count() }).from(questionImports).where(eq(questionImports.contestId, contestId)).get()?.total ?? 0,
    }),
    staged: async (importId, { page, pageSize, show }) => {
      const where = and(eq(stagedQuestions.importId, importId), shown[show]())
      const rows = db
        .select()
        .from(stagedQuestions)
        .where(where)
        .orderBy(asc(stagedQuestions.position))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return {
        rows: rows.map(({ importId: _, ...row }) => row),
        total: db.select({ total: count() }).from(stagedQuestions).where(where).get()?.total ?? 0,
      }
    },
    confirm: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decision = decide(found)
        if (!decision.ok) return decision
        if (found === null) return refuse('not-found')
        const { plan, authorId, at, audit } = decision.value
        const codes = bank.currentByCode(found.contestId)
        const { drafts, skipped } = plan((code) => codes.has(code), stagedOf(id))
        const loaded = bank.load(found.contestId, drafts, at, { authorId, reviewerId: null, note: '', importId: id })
        db.update(questionImports)
          .set({
            state: 'loaded',
            loadedAt: at,
            bankVersion: loaded.bankVersion,
            summary: { ...found.summary, added: loaded.added, changed: loaded.changed },
          })
          .where(eq(questionImports.id, id))
          .run()
        const done = { ...loaded, skipped }
        appendAudit(sqlite, { ...audit(done), details: done })
        return accept(done)
      }),
    undo: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decision = decide(found)
        if (!decision.ok) return decision
        if (found === null || found.bankVersion === null) return refuse('import-not-loaded')
        const made = db.select().from(questionVersions).where(eq(questionVersions.importId, id)).orderBy(asc(questionVersions.id)).all()
        if (made.some((row) => row.untilBank !== null)) return refuse('import-changed-since')
        if (wasDrawn(sqlite, id, found.contestId, found.bankVersion)) return refuse('import-drawn')
        const undone = takeBack(made, decision.value.at)
        db.update(questionImports)
          .set({ state: 'undone', undoneAt: decision.value.at, undoReason: decision.value.reason })
          .where(eq(questionImports.id, id))
          .run()
        appendAudit(sqlite, { ...decision.value.audit, details: undone })
        return accept(undone)
      }),
    discard: (id) =>
      queue.write(() => {
        if (find(id)?.state !== 'staged') return false
        forget([id])
        return true
      }),
    forgetStagedBefore: (moment) =>
      queue.write(() => {
        const old = db
          .select({ id: questionImports.id })
          .from(questionImports)
          .where(and(lt(questionImports.createdAt, moment), eq(questionImports.state, 'staged')))
          .limit(20)
          .all()
        if (old.length > 0) forget(old.map(({ id }) => id))
        return old.length
      }),
  }

  /** New questions leave the bank; a question that was there before gets a copy of its last version, so that history stays whole. */
  function takeBack(made: (typeof questionVersions.$inferSelect)[], at: number): Undone {
    const contestId = made[0]?.contestId
    if (contestId === undefined) return { removed: 0, restored: 0, bankVersion: 0 }
    const next = bank.version(contestId) + 1
    let restored = 0
    for (const row of made) {
      const before = replacedBy.get({ questionId: row.questionId, bank: row.sinceBank })
      if (before === undefined) {
        bank.close(row.id, next)
        continue
      }
      const { authorId, reviewerId, note } = before
      bank.put(contestId, { draft: contentOf(before), authorId, reviewerId, note }, row, next, at)
      restored += 1
    }
    bank.setVersion(contestId, next)
    return { removed: made.length - restored, restored, bankVersion: next }
  }
}

/** Whether a paper drawn from the import's bank or a later one holds one of its questions. Told by bank version, not by time: a rehearsal has its own. */
function wasDrawn({ db }: Pick<Sqlite, 'db'>, importId: string, contestId: string, bankVersion: number): boolean {
  const own = db.select({ id: questionVersions.id }).from(questionVersions).where(eq(questionVersions.importId, importId))
  const ofContest = db.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId))
  const found = db
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        inArray(attempts.roundId, ofContest),
        gte(attempts.bankVersion, bankVersion),
        sql`exists (select 1 from json_each(${attempts.paper}) where json_extract(value, '$.versionId') in ${own})`,
      ),
    )
    .limit(1)
    .get()
  return found !== undefined
}
