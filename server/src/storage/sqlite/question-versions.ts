import { and, eq, isNull, max, ne, sql } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { withoutPictures } from '../../domain/pictures.ts'
import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { changeAgainst } from '../../domain/question-import.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ImportCounts, NewVersion, QuestionRecord } from '../../ports/questions.ts'
import type { Sqlite } from './open.ts'
import { assignments, placeholders } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { contests, questions, questionVersions } from './schema.ts'
import { unlessChanged } from './table-watch.ts'

export type VersionRow = typeof questionVersions.$inferSelect

/** What a version says, with every field that a later release added. */
export const contentOf = (row: Pick<VersionRow, 'content'>): QuestionDraft => ({ ...blankQuestion(), ...row.content })

export const toRecord = (row: VersionRow): QuestionRecord => ({
  ...contentOf(row),
  id: row.id,
  questionId: row.questionId,
  version: row.version,
  contestId: row.contestId,
  createdAt: row.createdAt,
  authorId: row.authorId,
  reviewerId: row.reviewerId,
  note: row.note,
  current: row.untilBank === null,
})

/** What a list is searched by. */
const searchText = ({ code, stem, options, prompts, answers, tags, legalReference }: QuestionDraft): string =>
  fold([code, withoutPictures(stem), ...options, ...prompts, ...answers.map(({ text }) => text), ...tags, legalReference].join(' '))

export const currentOf = (contestId: string) => and(eq(questionVersions.contestId, contestId), isNull(questionVersions.untilBank))

/** Writing to the bank; every call runs inside the caller's transaction. */
export function bankWriter({ db }: Pick<Sqlite, 'db'>, ids: Ids) {
  const bankVersion = db.$client.prepare<[contestId: string], number>('select bank_version from contests where id = ?').pluck()
  const version = unlessChanged(db.$client, ['rounds', 'contests'], (contestId) => bankVersion.get(contestId) ?? 0)

  /** Current versions by code; those of questions that left the bank are not among them. */
  const currentByCode = (contestId: string): Map<string, VersionRow> =>
    new Map(
      db
        .select()
        .from(questionVersions)
        .where(currentOf(contestId))
        .all()
        .map((row) => [row.content.code, row]),
    )

  const closeVersion = prepared(
    db
      .update(questionVersions)
      .set(assignments('untilBank'))
      .where(eq(questionVersions.id, sql.placeholder('id'))),
  )
  const close = (versionId: string, bank: number): void => void closeVersion.run({ id: versionId, untilBank: bank })

  const questionByCode = prepared(
    db
      .select({ id: questions.id })
      .from(questions)
      .where(and(eq(questions.contestId, sql.placeholder('contestId')), eq(questions.code, sql.placeholder('code')))),
  )
  const newestVersion = prepared(
    db
      .select({ version: max(questionVersions.version) })
      .from(questionVersions)
      .where(eq(questionVersions.questionId, sql.placeholder('questionId'))),
  )
  const addQuestion = prepared(db.insert(questions).values(placeholders('id', 'contestId', 'code')))
  const addVersion = prepared(
    db.insert(questionVersions).values({
      ...placeholders(
        'id',
        'questionId',
        'contestId',
        'version',
        'sinceBank',
        'createdAt',
        'kind',
        'topic',
        'difficulty',
        'status',
        'searchText',
        'content',
        'authorId',
        'reviewerId',
        'note',
        'importId',
      ),
      untilBank: null,
    }),
  )

  /** The question of a code; one that left the bank comes back under its old id. */
  const questionOf = (contestId: string, code: string, now: number): { id: string; versions: number } => {
    const known = questionByCode.get({ contestId, code })
    if (known !== undefined) return { id: known.id, versions: newestVersion.get({ questionId: known.id })?.version ?? 0 }
    const id = ids.next(now)
    addQuestion.run({ id, contestId, code })
    return { id, versions: 0 }
  }

  const put = (
    contestId: string,
    { draft, authorId, reviewerId, note, importId = null }: NewVersion & { importId?: string | null },
    before: VersionRow | undefined,
    bank: number,
    now: number,
  ): { questionId: string; version: number } => {
    const question = before === undefined ? questionOf(contestId, draft.code, now) : { id: before.questionId, versions: before.version }
    if (before !== undefined) {
      close(before.id, bank)
      if (before.content.code !== draft.code) db.update(questions).set({ code: draft.code }).where(eq(questions.id, before.questionId)).run()
    }
    const version = question.versions + 1
    addVersion.run({
      id: ids.next(now),
      questionId: question.id,
      contestId,
      version,
      sinceBank: bank,
      createdAt: now,
      kind: draft.kind,
      topic: draft.topic,
      difficulty: draft.difficulty,
      status: draft.status,
      searchText: searchText(draft),
      content: draft,
      authorId,
      reviewerId,
      note,
      importId,
    })
    return { questionId: question.id, version }
  }

  /** Whether another question of the contest has, or had, a code. */
  const codeTaken = (contestId: string, code: string, questionId: string): boolean =>
    db
      .select({ id: questions.id })
      .from(questions)
      .where(and(eq(questions.contestId, contestId), eq(questions.code, code), ne(questions.id, questionId)))
      .get() !== undefined

  const setVersion = (contestId: string, bank: number): void => {
    db.update(contests).set({ bankVersion: bank }).where(eq(contests.id, contestId)).run()
  }

  return {
    version,
    currentByCode,
    close,
    put,
    codeTaken,
    setVersion,
    /** Load drafts as one change of the bank; unchanged ones are left alone. */
    load(
      contestId: string,
      drafts: readonly QuestionDraft[],
      now: number,
      made: Omit<NewVersion, 'draft'> & { importId: string | null },
    ): ImportCounts & { bankVersion: number } {
      if (new Set(drafts.map(({ code }) => code)).size !== drafts.length) throw new Error('one load holds a code twice')
      const before = currentByCode(contestId)
      const counts = { added: 0, changed: 0, unchanged: 0 }
      const moved = drafts.filter((draft) => {
        const known = before.get(draft.code)
        const change = changeAgainst(draft, known === undefined ? undefined : contentOf(known))
        counts[change] += 1
        return change !== 'unchanged'
      })
      const bank = version(contestId) + (moved.length > 0 ? 1 : 0)
      for (const draft of moved) put(contestId, { draft, ...made }, before.get(draft.code), bank, now)
      setVersion(contestId, bank)
      return { ...counts, bankVersion: bank }
    },
  }
}
