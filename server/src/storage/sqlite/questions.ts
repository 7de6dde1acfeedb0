import { and, asc, count, eq, inArray, isNull, like, sql } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { BankEntry } from '../../domain/paper.ts'
import type { QuestionDraft, QuestionVersion } from '../../domain/question.ts'
import { canonical } from '../../domain/receipt.ts'
import type { Ids } from '../../ports/ids.ts'
import type { QuestionFilter, Questions } from '../../ports/questions.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { contests, questions, questionVersions } from './schema.ts'

type Row = typeof questionVersions.$inferSelect
const toVersion = (row: Row): QuestionVersion => ({ ...row.content, id: row.id, questionId: row.questionId, version: row.version })
const toEntry = (row: Row): BankEntry => ({
  versionId: row.id,
  code: row.content.code,
  kind: row.kind,
  topic: row.topic,
  difficulty: row.difficulty,
  optionCount: row.content.options.length,
  keepOrder: row.content.keepOrder,
})

export function sqliteQuestions(sqlite: Sqlite, ids: Ids): Questions {
  const { db, queue } = sqlite
  const banks = new Map<string, { version: number; entries: readonly BankEntry[] }>()
  const pinned = new Map<string, QuestionVersion>()
  const bankVersion = (contestId: string): number =>
    db.select({ version: contests.bankVersion }).from(contests).where(eq(contests.id, contestId)).get()?.version ?? 0
  const current = (contestId: string) => and(eq(questionVersions.contestId, contestId), isNull(questionVersions.untilBank))

  const currentByCode = (contestId: string): Map<string, Row> =>
    new Map(
      db
        .select()
        .from(questionVersions)
        .where(current(contestId))
        .all()
        .map((row) => [row.content.code, row]),
    )
  const changeOf = (draft: QuestionDraft, before: Row | undefined): 'added' | 'changed' | 'unchanged' =>
    before === undefined ? 'added' : canonical(before.content) === canonical(draft) ? 'unchanged' : 'changed'
  const countChanges = (drafts: readonly QuestionDraft[], before: Map<string, Row>) => {
    const counts = { added: 0, changed: 0, unchanged: 0 }
    for (const draft of drafts) counts[changeOf(draft, before.get(draft.code))] += 1
    return counts
  }
  const putVersion = (contestId: string, draft: QuestionDraft, before: Row | undefined, bank: number, now: number): void => {
    const questionId = before?.questionId ?? ids.next(now)
    if (before === undefined) db.insert(questions).values({ id: questionId, contestId, code: draft.code }).run()
    else db.update(questionVersions).set({ untilBank: bank }).where(eq(questionVersions.id, before.id)).run()
    db.insert(questionVersions)
      .values({
        id: ids.next(now),
        questionId,
        contestId,
        version: (before?.version ?? 0) + 1,
        sinceBank: bank,
        untilBank: null,
        createdAt: now,
        kind: draft.kind,
        topic: draft.topic,
        difficulty: draft.difficulty,
        status: draft.status,
        searchText: fold(`${draft.code} ${draft.stem} ${draft.options.join(' ')}`),
        content: draft,
      })
      .run()
  }

  return {
    bank: async (contestId) => {
      const version = bankVersion(contestId)
      const known = banks.get(contestId)
      if (known?.version === version) return known
      const rows = db
        .select()
        .from(questionVersions)
        .where(and(current(contestId), eq(questionVersions.status, 'ready')))
        .all()
      const bank = { version, entries: rows.map(toEntry).sort((a, b) => (a.code < b.code ? -1 : 1)) }
      banks.set(contestId, bank)
      return bank
    },
    versions: async (versionIds) => {
      const missing = versionIds.filter((id) => !pinned.has(id))
      if (missing.length > 0)
        for (const row of db.select().from(questionVersions).where(inArray(questionVersions.id, missing)).all()) pinned.set(row.id, toVersion(row))
      return pinned
    },
    compare: async (contestId, drafts) => countChanges(drafts, currentByCode(contestId)),
    load: (contestId, drafts, now, audit) =>
      queue.write(() => {
        const before = currentByCode(contestId)
        const counts = countChanges(drafts, before)
        const moved = drafts.filter((draft) => changeOf(draft, before.get(draft.code)) !== 'unchanged')
        const bank = bankVersion(contestId) + (moved.length > 0 ? 1 : 0)
        for (const draft of moved) putVersion(contestId, draft, before.get(draft.code), bank, now)
        db.update(contests).set({ bankVersion: bank }).where(eq(contests.id, contestId)).run()
        appendAudit(sqlite, { ...audit, details: { ...counts, bankVersion: bank } })
        return { ...counts, bankVersion: bank }
      }),
    list: async (filter) => list(sqlite, filter, bankVersion(filter.contestId)),
  }
}

function list({ db }: Sqlite, filter: QuestionFilter, bankVersion: number) {
  const inBank = and(eq(questionVersions.contestId, filter.contestId), isNull(questionVersions.untilBank))
  const words = fold(filter.search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const where = and(
    inBank,
    filter.topic === undefined || filter.topic === '' ? undefined : eq(questionVersions.topic, filter.topic),
    filter.status === undefined ? undefined : eq(questionVersions.status, filter.status),
    filter.kind === undefined ? undefined : eq(questionVersions.kind, filter.kind),
    filter.difficulty === undefined ? undefined : eq(questionVersions.difficulty, filter.difficulty),
    ...words.map((word) => like(questionVersions.searchText, `%${word}%`)),
  )
  const rows = db
    .select()
    .from(questionVersions)
    .where(where)
    .orderBy(asc(sql`json_extract(${questionVersions.content}, '$.code')`))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
    .map(toVersion)
  const byStatus = db
    .select({ status: questionVersions.status, total: count() })
    .from(questionVersions)
    .where(inBank)
    .groupBy(questionVersions.status)
    .all()
  return {
    rows,
    bankVersion,
    total: db.select({ total: count() }).from(questionVersions).where(where).get()?.total ?? 0,
    topics: db
      .selectDistinct({ topic: questionVersions.topic })
      .from(questionVersions)
      .where(inBank)
      .orderBy(asc(questionVersions.topic))
      .all()
      .map(({ topic }) => topic),
    byStatus: Object.fromEntries(byStatus.map(({ status, total }) => [status, total])),
  }
}
