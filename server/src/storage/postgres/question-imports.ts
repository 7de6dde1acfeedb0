import { and, asc, count, desc, eq, gte, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { accept, refuse } from '../../domain/decision.ts'
import type { Ids } from '../../ports/ids.ts'
import type { QuestionImport, QuestionImports, StagedFilter, Undone } from '../../ports/question-imports.ts'
import { appendAudit } from './audit.ts'
import { insertMany } from './many-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import { bankWriter, contentOf, pieces, type VersionRow } from './question-versions.ts'
import { askedQuestions, attempts, questionImports, questions, questionVersions, rounds, stagedQuestions } from './schema.ts'

const shown = {
  all: () => undefined,
  alike: () => isNotNull(stagedQuestions.likeness),
  added: () => eq(stagedQuestions.change, 'added'),
  changed: () => eq(stagedQuestions.change, 'changed'),
  unchanged: () => eq(stagedQuestions.change, 'unchanged'),
} satisfies Record<StagedFilter['show'], () => unknown>

const find = async (db: Db, id: string): Promise<QuestionImport | null> =>
  (await first(db.select().from(questionImports).where(eq(questionImports.id, id)))) ?? null

async function stagedOf(db: Db, importId: string) {
  const rows = await db.select().from(stagedQuestions).where(eq(stagedQuestions.importId, importId)).orderBy(asc(stagedQuestions.position))
  return rows.map(({ importId: _, ...row }) => row)
}

async function forget(tx: Db, importIds: string[]): Promise<void> {
  await tx.delete(stagedQuestions).where(inArray(stagedQuestions.importId, importIds))
  await tx.delete(questionImports).where(and(inArray(questionImports.id, importIds), eq(questionImports.state, 'staged')))
}

export function postgresQuestionImports({ db, read, write }: Postgres, ids: Ids): QuestionImports {
  return {
    stage: (head) => write(async (tx) => void (await tx.insert(questionImports).values({ ...head, state: 'staged' }))),
    addStaged: (importId, rows) =>
      write(async (tx) => {
        for (const some of pieces(rows))
          await insertMany(
            tx,
            stagedQuestions,
            some.map((row) => ({ importId, ...row })),
          )
      }),
    find: (id) => find(db, id),
    list: (contestId, { page, pageSize }) =>
      read(async (tx) => {
        const rows = await tx
          .select()
          .from(questionImports)
          .where(eq(questionImports.contestId, contestId))
          .orderBy(desc(questionImports.createdAt), desc(questionImports.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(tx.select({ total: count() }).from(questionImports).where(eq(questionImports.contestId, contestId)))
        return { rows, total: all?.total ?? 0 }
      }),
    staged: (importId, { page, pageSize, show }) =>
      read(async (tx) => {
        const where = and(eq(stagedQuestions.importId, importId), shown[show]())
        const rows = await tx
          .select()
          .from(stagedQuestions)
          .where(where)
          .orderBy(asc(stagedQuestions.position))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(tx.select({ total: count() }).from(stagedQuestions).where(where))
        return { rows: rows.map(({ importId: _, ...row }) => row), total: all?.total ?? 0 }
      }),
    confirm: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decision = decide(found)
        if (!decision.ok) return decision
        if (found === null) return refuse('not-found')
        const { plan, authorId, at, audit } = decision.value
        const bank = bankWriter(tx, ids)
        const codes = await bank.currentCodes(found.contestId)
        const { drafts, skipped } = plan((code) => codes.has(code), await stagedOf(tx, id))
        const loaded = await bank.load(found.contestId, drafts, at, { authorId, reviewerId: null, note: '', importId: id })
        await tx
          .update(questionImports)
          .set({
            state: 'loaded',
            loadedAt: at,
            bankVersion: loaded.bankVersion,
            summary: { ...found.summary, added: loaded.added, changed: loaded.changed },
          })
          .where(eq(questionImports.id, id))
        const done = { ...loaded, skipped }
        await appendAudit(tx, { ...audit(done), details: done })
        return accept(done)
      }),
    undo: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decision = decide(found)
        if (!decision.ok) return decision
        if (found === null || found.bankVersion === null) return refuse('import-not-loaded')
        const made = await tx.select().from(questionVersions).where(eq(questionVersions.importId, id)).orderBy(asc(questionVersions.id))
        if (made.some((row) => row.untilBank !== null)) return refuse('import-changed-since')
        if (await wasDrawn(tx, id, found.contestId, found.bankVersion)) return refuse('import-drawn')
        const undone = await takeBack(tx, ids, made, decision.value.at)
        await tx
          .update(questionImports)
          .set({ state: 'undone', undoneAt: decision.value.at, undoReason: decision.value.reason })
          .where(eq(questionImports.id, id))
        await appendAudit(tx, { ...decision.value.audit, details: undone })
        return accept(undone)
      }),
    discard: (id) =>
      write(async (tx) => {
        if ((await find(tx, id))?.state !== 'staged') return false
        await forget(tx, [id])
        return true
      }),
    forgetStagedBefore: (moment) =>
      write(async (tx) => {
        const old = await tx
          .select({ id: questionImports.id })
          .from(questionImports)
          .where(and(lt(questionImports.createdAt, moment), eq(questionImports.state, 'staged')))
          .limit(20)
        if (old.length > 0)
          await forget(
            tx,
            old.map(({ id }) => id),
          )
        return old.length
      }),
  }
}

/** New questions leave the bank; a question that was there before gets a copy of its last version, so that history stays whole. */
async function takeBack(tx: Db, ids: Ids, made: readonly VersionRow[], at: number): Promise<Undone> {
  const [one] = made
  if (one === undefined || one.importId === null) return { removed: 0, restored: 0, bankVersion: 0 }
  const { contestId, importId } = one
  const bank = bankWriter(tx, ids)
  const next = (await bank.version(contestId)) + 1
  const replaced = await replacedBy(tx, importId)
  const puts = made.flatMap((row) => {
    const before = replaced.get(row.questionId)
    if (before === undefined) return []
    const { authorId, reviewerId, note } = before
    return [{ draft: contentOf(before), authorId, reviewerId, note, before: row }]
  })
  await bank.close(
    made.filter(({ questionId }) => !replaced.has(questionId)).map(({ id }) => id),
    next,
  )
  await bank.putAll(contestId, puts, next, at)
  await bank.setVersion(contestId, next)
  return { removed: made.length - puts.length, restored: puts.length, bankVersion: next }
}

/** The versions that gave way to those of an import, by question. */
async function replacedBy(tx: Db, importId: string): Promise<Map<string, VersionRow>> {
  const own = alias(questionVersions, 'own')
  const rows = await tx
    .select({ version: questionVersions })
    .from(own)
    .innerJoin(questionVersions, and(eq(questionVersions.questionId, own.questionId), eq(questionVersions.untilBank, own.sinceBank)))
    .where(eq(own.importId, importId))
  return new Map(rows.map(({ version }) => [version.questionId, version]))
}

/** Whether a paper drawn from the import's bank or a later one holds one of its questions. Told by bank version, not by time: a rehearsal has its own. */
async function wasDrawn(tx: Db, importId: string, contestId: string, bankVersion: number): Promise<boolean> {
  const own = eq(questionVersions.importId, importId)
  const versions = tx.select({ id: questionVersions.id }).from(questionVersions).where(own)
  const noted = sql`exists ${tx
    .select({ id: askedQuestions.questionId })
    .from(askedQuestions)
    .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
    .where(and(own, eq(askedQuestions.roundId, rounds.id)))}`
  const practised = sql`exists ${tx
    .select({ id: questions.id })
    .from(questions)
    .innerJoin(questionVersions, eq(questionVersions.questionId, questions.id))
    .where(and(own, eq(questions.practised, true)))}`
  // Papers of a million are opened only where one of its questions was noted as asked, maybe by an older version.
  const asking = tx
    .select({ id: rounds.id })
    .from(rounds)
    .where(and(eq(rounds.contestId, contestId), sql`(${noted} or ${rounds.practice} and ${practised})`))
  const found = await first(
    tx
      .select({ id: attempts.id })
      .from(attempts)
      .where(
        and(
          inArray(attempts.roundId, asking),
          gte(attempts.bankVersion, bankVersion),
          sql`exists (select 1 from json_array_elements(${attempts.paper}::json) as items (item) where item ->> 'versionId' in ${versions})`,
        ),
      )
      .limit(1),
  )
  return found !== undefined
}
