import { and, asc, count, desc, eq, isNull } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { BankEntry } from '../../domain/paper.ts'
import { forPractice } from '../../domain/practice.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Questions } from '../../ports/questions.ts'
import { asksTogether } from './asks-together.ts'
import { appendAudit } from './audit.ts'
import { first, type Db, type Postgres } from './open.ts'
import { askedUnsealed } from './practised.ts'
import { listQuestions, matching, practiceColumn, unused, usageOf } from './question-list.ts'
import { bankWriter, contentOf, currentOf, oneOf, toRecord, type VersionRow } from './question-versions.ts'
import { contests, questions, questionVersions } from './schema.ts'

type Bank = Awaited<ReturnType<Questions['bank']>>

/** Versions that are held: those of a few contests under way, 2 KB each. */
const MOST_PINNED = 10_000

const pinnedColumns = {
  id: questionVersions.id,
  questionId: questionVersions.questionId,
  version: questionVersions.version,
  content: questionVersions.content,
}
const toVersion = (row: Pick<VersionRow, keyof typeof pinnedColumns>): QuestionVersion => ({
  ...contentOf(row),
  id: row.id,
  questionId: row.questionId,
  version: row.version,
})

function toEntry(versionId: string, content: VersionRow['content'], practised: boolean): BankEntry {
  const { code, kind, topic, difficulty, options, prompts, keepOrder, keepLast, tags } = contentOf({ content })
  return {
    versionId,
    code,
    kind,
    topic,
    difficulty,
    optionCount: options.length,
    promptCount: prompts.length,
    keepOrder,
    keepLast,
    practice: forPractice(tags) || practised,
  }
}

/** The pool that papers are drawn from and which version of the bank it is: one statement, so that both are of one moment. */
async function readBank(db: Db, contestId: string): Promise<Bank> {
  const ready = and(eq(questionVersions.contestId, contests.id), isNull(questionVersions.untilBank), eq(questionVersions.status, 'ready'))
  const rows = await db
    .select({
      bankVersion: contests.bankVersion,
      versionId: questionVersions.id,
      content: questionVersions.content,
      practised: questions.practised,
    })
    .from(contests)
    .leftJoin(questionVersions, ready)
    .leftJoin(questions, eq(questions.id, questionVersions.questionId))
    .where(eq(contests.id, contestId))
  const entries = rows.flatMap(({ versionId, content, practised }) =>
    versionId === null || content === null ? [] : [toEntry(versionId, content, practised ?? false)],
  )
  return { version: rows[0]?.bankVersion ?? 0, entries: entries.sort((a, b) => (a.code < b.code ? -1 : 1)) }
}

/** A bank is read anew when the database has another version of it, and once, however many want to draw at that moment. */
function bankReader(db: Db): (contestId: string) => Promise<Bank> {
  const banks = new Map<string, { version: number; read: Promise<Bank> }>()
  const versionOf = asksTogether(async (contestIds: readonly string[]) => {
    const { id, bankVersion } = contests
    const rows = await db
      .select({ id, bankVersion })
      .from(contests)
      .where(oneOf(id, [...new Set(contestIds)]))
    return contestIds.map((contestId) => rows.find((row) => row.id === contestId)?.bankVersion ?? 0)
  })
  return async (contestId) => {
    const version = await versionOf(contestId)
    const known = banks.get(contestId)
    if (known?.version === version) return known.read
    const held = { version, read: readBank(db, contestId) }
    banks.set(contestId, held)
    try {
      const bank = await held.read
      held.version = bank.version
      return bank
    } catch (error) {
      if (banks.get(contestId) === held) banks.delete(contestId)
      throw error
    }
  }
}

/** Versions by id. They are held, as no version is ever edited, by whatever server. */
function versionReader(db: Db): (ids: readonly string[]) => Promise<ReadonlyMap<string, QuestionVersion>> {
  let pinned = new Map<string, QuestionVersion>()
  return async (ids) => {
    // Begun anew: whoever was given the old ones still reads in those.
    if (pinned.size > MOST_PINNED) pinned = new Map()
    const held = pinned
    const missing = ids.filter((id) => !held.has(id))
    if (missing.length === 0) return held
    const rows = await db.select(pinnedColumns).from(questionVersions).where(oneOf(questionVersions.id, missing))
    for (const row of rows) held.set(row.id, toVersion(row))
    return held
  }
}

export function postgresQuestions(postgres: Postgres, ids: Ids): Questions {
  const { db, read, write } = postgres

  return {
    bank: bankReader(db),
    askedUnsealed: askedUnsealed(db),
    versions: versionReader(db),
    load: (contestId, drafts, now, audit) =>
      write(async (tx) => {
        const loaded = await bankWriter(tx, ids).load(contestId, drafts, now, { authorId: audit.actorId, reviewerId: null, note: '', importId: null })
        await appendAudit(tx, { ...audit, details: loaded })
        return loaded
      }),
    list: (filter) => read((tx) => listQuestions(tx, filter)),
    history: (questionId) =>
      read(async (tx) => {
        const versions = await tx
          .select()
          .from(questionVersions)
          .where(eq(questionVersions.questionId, questionId))
          .orderBy(desc(questionVersions.version))
        const question = await first(tx.select({ practised: questions.practised }).from(questions).where(eq(questions.id, questionId)))
        const usage = await usageOf(tx, [questionId])
        return { versions: versions.map(toRecord), practised: question?.practised ?? false, usage: usage.get(questionId) ?? unused }
      }),
    current: async (filter) =>
      (await db.select().from(questionVersions).where(matching(filter))).map(toRecord).sort((a, b) => (a.code < b.code ? -1 : 1)),
    counts: (contestId) =>
      db
        .select({
          topic: questionVersions.topic,
          difficulty: questionVersions.difficulty,
          kind: questionVersions.kind,
          status: questionVersions.status,
          practice: practiceColumn,
          count: count(),
        })
        .from(questionVersions)
        .where(currentOf(contestId))
        .groupBy(questionVersions.topic, questionVersions.difficulty, questionVersions.kind, questionVersions.status, practiceColumn)
        .orderBy(
          asc(questionVersions.topic),
          asc(questionVersions.difficulty),
          asc(questionVersions.kind),
          asc(questionVersions.status),
          asc(practiceColumn),
        ),
    add: (contestId, version, at, audit) =>
      write(async (tx) => {
        const bank = bankWriter(tx, ids)
        if ((await bank.currentByCode(contestId, [version.draft.code])).size > 0) return refuse('code-taken')
        const next = (await bank.version(contestId)) + 1
        const made = await bank.put(contestId, version, undefined, next, at)
        await bank.setVersion(contestId, next)
        await appendAudit(tx, audit)
        return accept({ ...made, bankVersion: next })
      }),
    change: (contestId, questionIds, decide) =>
      write(async (tx) => {
        const bank = bankWriter(tx, ids)
        const rows = await tx
          .select()
          .from(questionVersions)
          .where(and(currentOf(contestId), oneOf(questionVersions.questionId, questionIds)))
          .orderBy(asc(questionVersions.questionId))
        const contest = await first(tx.select({ reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, contestId)))
        const decision = decide(rows.map(toRecord), contest?.reviewByOther ?? false)
        if (!decision.ok) return decision
        const { versions, at, audit } = decision.value
        const before = new Map(rows.map((row) => [row.questionId, row]))
        if (await bank.codesTaken(contestId, versions)) return refuse('code-taken')
        const next = (await bank.version(contestId)) + (versions.size > 0 ? 1 : 0)
        const puts = [...versions].map(([questionId, version]) => ({ ...version, before: before.get(questionId) }))
        await bank.putAll(contestId, puts, next, at)
        if (versions.size > 0) await bank.setVersion(contestId, next)
        await appendAudit(tx, audit)
        return accept({ changed: versions.size, bankVersion: next })
      }),
    setReviewing: (contestId, value, audit) =>
      write(async (tx) => {
        await tx.update(contests).set({ reviewByOther: value }).where(eq(contests.id, contestId))
        await appendAudit(tx, audit)
      }),
  }
}
