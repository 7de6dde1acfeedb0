import { and, eq, isNull, max, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { fold } from '../../domain/names.ts'
import { withoutPictures } from '../../domain/pictures.ts'
import { blankQuestion, type QuestionDraft } from '../../domain/question.ts'
import { changeAgainst } from '../../domain/question-import.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ImportCounts, NewVersion, QuestionRecord } from '../../ports/questions.ts'
import { insertMany } from './many-rows.ts'
import { first, type Db } from './open.ts'
import { contests, questions, questionVersions } from './schema.ts'

export type VersionRow = typeof questionVersions.$inferSelect
/** What is known of a version that gives way to another. */
type Before = Pick<VersionRow, 'id' | 'questionId' | 'version' | 'content'>
/** A version to be written, and the current one that gives way to it; without one it begins a question, or brings one back. */
type Put = NewVersion & { importId?: string | null | undefined; before?: Before | undefined }
type Made = { questionId: string; version: number }

/** Rows that one statement writes. */
const ROWS_AT_ONCE = 500

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

/** Any of a list, however long it is: one parameter. */
export const oneOf = (column: AnyPgColumn, values: readonly string[]): SQL => sql`${column} = any(${sql.param([...values])}::text[])`

/** Rows in pieces of which each fits one statement. */
export const pieces = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, piece) => rows.slice(piece * ROWS_AT_ONCE, (piece + 1) * ROWS_AT_ONCE))

/** Writing to the bank; every call runs inside the caller's transaction. */
export function bankWriter(db: Db, ids: Ids) {
  /** Nobody raises it until the transaction ends: whoever begins a practice round may do so beside the desk. */
  const version = async (contestId: string): Promise<number> => {
    const contest = db.select({ bank: contests.bankVersion }).from(contests).where(eq(contests.id, contestId)).for('no key update')
    return (await first(contest))?.bank ?? 0
  }

  /** Current versions of some codes; those of questions that left the bank are not among them. */
  const currentByCode = async (contestId: string, codes: readonly string[]): Promise<Map<string, Before>> => {
    if (codes.length === 0) return new Map()
    const { id, questionId, version: number, content } = questionVersions
    const rows = await db
      .select({ code: questions.code, row: { id, questionId, version: number, content } })
      .from(questions)
      .innerJoin(questionVersions, and(eq(questionVersions.questionId, questions.id), isNull(questionVersions.untilBank)))
      .where(and(eq(questions.contestId, contestId), oneOf(questions.code, codes)))
    return new Map(rows.map(({ code, row }) => [code, row]))
  }

  const currentCodes = async (contestId: string): Promise<Set<string>> => {
    const rows = await db
      .select({ code: questions.code })
      .from(questionVersions)
      .innerJoin(questions, eq(questions.id, questionVersions.questionId))
      .where(currentOf(contestId))
    return new Set(rows.map(({ code }) => code))
  }

  const close = async (versionIds: readonly string[], bank: number): Promise<void> => {
    if (versionIds.length > 0) await db.update(questionVersions).set({ untilBank: bank }).where(oneOf(questionVersions.id, versionIds))
  }

  /** The questions of codes, those that left the bank too, each with its newest version. */
  const questionsByCode = async (contestId: string, codes: readonly string[]): Promise<Map<string, { id: string; versions: number }>> => {
    if (codes.length === 0) return new Map()
    const rows = await db
      .select({ id: questions.id, code: questions.code, newest: max(questionVersions.version) })
      .from(questions)
      .leftJoin(questionVersions, eq(questionVersions.questionId, questions.id))
      .where(and(eq(questions.contestId, contestId), oneOf(questions.code, codes)))
      .groupBy(questions.id, questions.code)
    return new Map(rows.map(({ id, code, newest }) => [code, { id, versions: newest ?? 0 }]))
  }

  /** One change of the bank in a few statements, however many versions it has; each code once. */
  const putAll = async (contestId: string, puts: readonly Put[], bank: number, now: number): Promise<Made[]> => {
    await close(
      puts.flatMap(({ before }) => before?.id ?? []),
      bank,
    )
    for (const { draft, before } of puts)
      if (before !== undefined && before.content.code !== draft.code)
        await db.update(questions).set({ code: draft.code }).where(eq(questions.id, before.questionId))
    const known = await questionsByCode(
      contestId,
      puts.flatMap(({ before, draft }) => (before === undefined ? [draft.code] : [])),
    )
    const added: (typeof questions.$inferSelect)[] = []
    const begun = (code: string): { id: string; versions: number } => {
      const id = ids.next(now)
      added.push({ id, contestId, code, practised: false })
      return { id, versions: 0 }
    }
    const numbered = puts.map((put) => {
      const { draft, before } = put
      const question = before === undefined ? (known.get(draft.code) ?? begun(draft.code)) : { id: before.questionId, versions: before.version }
      // In the order in which the other store makes them.
      return { put, id: ids.next(now), questionId: question.id, version: question.versions + 1 }
    })
    for (const some of pieces(added)) await insertMany(db, questions, some)
    // Folding a piece's words takes a while, in which nobody is answered: others have their turn between two pieces.
    for (const some of pieces(numbered)) {
      const rows = some.map(({ put, ...numbers }) => ({
        ...columnsOf(put),
        ...numbers,
        contestId,
        sinceBank: bank,
        createdAt: now,
      }))
      await insertMany(db, questionVersions, rows)
    }
    return numbered.map(({ questionId, version }) => ({ questionId, version }))
  }

  const put = async (contestId: string, given: NewVersion, before: Before | undefined, bank: number, now: number): Promise<Made> => {
    const [made] = await putAll(contestId, [{ ...given, before }], bank, now)
    if (made === undefined) throw new Error(`question ${given.draft.code} was not written`)
    return made
  }

  /** Whether one of the codes belongs, or belonged, to another question of the contest. */
  const codesTaken = async (contestId: string, wanted: ReadonlyMap<string, NewVersion>): Promise<boolean> => {
    const known = await questionsByCode(
      contestId,
      [...wanted.values()].map(({ draft }) => draft.code),
    )
    return [...wanted].some(([questionId, { draft }]) => (known.get(draft.code)?.id ?? questionId) !== questionId)
  }

  const setVersion = async (contestId: string, bank: number): Promise<void> => {
    await db.update(contests).set({ bankVersion: bank }).where(eq(contests.id, contestId))
  }

  return {
    version,
    currentByCode,
    currentCodes,
    close,
    put,
    putAll,
    codesTaken,
    setVersion,
    /** Load drafts as one change of the bank; unchanged ones are left alone. */
    async load(
      contestId: string,
      drafts: readonly QuestionDraft[],
      now: number,
      made: Omit<NewVersion, 'draft'> & { importId: string | null },
    ): Promise<ImportCounts & { bankVersion: number }> {
      const codes = drafts.map(({ code }) => code)
      if (new Set(codes).size !== drafts.length) throw new Error('one load holds a code twice')
      const present = await version(contestId)
      const before = await currentByCode(contestId, codes)
      const counts = { added: 0, changed: 0, unchanged: 0 }
      const moved = drafts.filter((draft) => {
        const known = before.get(draft.code)
        const change = changeAgainst(draft, known === undefined ? undefined : contentOf(known))
        counts[change] += 1
        return change !== 'unchanged'
      })
      if (moved.length === 0) return { ...counts, bankVersion: present }
      const bank = present + 1
      await putAll(
        contestId,
        moved.map((draft) => ({ draft, ...made, before: before.get(draft.code) })),
        bank,
        now,
      )
      await setVersion(contestId, bank)
      return { ...counts, bankVersion: bank }
    },
  }
}

/** What a version's own row says of it, besides which version of which question it is. */
const columnsOf = ({ draft, authorId, reviewerId, note, importId = null }: Put) => ({
  untilBank: null,
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
