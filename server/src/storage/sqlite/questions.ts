import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import type { BankEntry } from '../../domain/paper.ts'
import { forPractice } from '../../domain/practice.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Questions } from '../../ports/questions.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { askedUnsealed } from './practised.ts'
import { prepared } from './prepared.ts'
import { listQuestions, matching, practiceColumn, usageOf } from './question-list.ts'
import { bankWriter, contentOf, currentOf, toRecord, type VersionRow } from './question-versions.ts'
import { contests, questions, questionVersions } from './schema.ts'

/** Versions that are held: those of a few contests under way, 2 KB each. */
const MOST_PINNED = 10_000

const toVersion = (row: VersionRow): QuestionVersion => ({ ...contentOf(row), id: row.id, questionId: row.questionId, version: row.version })

function toEntry(row: VersionRow, practised: ReadonlySet<string>): BankEntry {
  const { code, kind, topic, difficulty, options, prompts, keepOrder, keepLast, tags } = contentOf(row)
  return {
    versionId: row.id,
    code,
    kind,
    topic,
    difficulty,
    optionCount: options.length,
    promptCount: prompts.length,
    keepOrder,
    keepLast,
    practice: forPractice(tags) || practised.has(row.questionId),
  }
}

export function sqliteQuestions(sqlite: Sqlite, ids: Ids): Questions {
  const { db, queue } = sqlite
  const banks = new Map<string, { version: number; entries: readonly BankEntry[] }>()
  let pinned = new Map<string, QuestionVersion>()
  const bank = bankWriter(sqlite, ids)
  const usage = usageOf(sqlite)
  const askedIn = askedUnsealed(sqlite)
  const practisedIn = prepared(
    db
      .select({ id: questions.id })
      .from(questions)
      .where(and(eq(questions.contestId, sql.placeholder('contestId')), eq(questions.practised, true))),
  )
  const versionById = prepared(
    db
      .select()
      .from(questionVersions)
      .where(eq(questionVersions.id, sql.placeholder('id'))),
  )
  const reviewByOther = (contestId: string): boolean =>
    db.select({ value: contests.reviewByOther }).from(contests).where(eq(contests.id, contestId)).get()?.value ?? false

  return {
    bank: async (contestId) => {
      const version = bank.version(contestId)
      const known = banks.get(contestId)
      if (known?.version === version) return known
      const rows = db
        .select()
        .from(questionVersions)
        .where(and(currentOf(contestId), eq(questionVersions.status, 'ready')))
        .all()
      const practised = new Set(practisedIn.all({ contestId }).map(({ id }) => id))
      const found = { version, entries: rows.map((row) => toEntry(row, practised)).sort((a, b) => (a.code < b.code ? -1 : 1)) }
      banks.set(contestId, found)
      return found
    },
    askedUnsealed: async (contestId) => askedIn(contestId),
    versions: async (versionIds) => {
      // Begun anew: whoever was given the old ones still reads in those.
      if (pinned.size > MOST_PINNED) pinned = new Map()
      for (const id of versionIds) {
        if (pinned.has(id)) continue
        const row = versionById.get({ id })
        if (row !== undefined) pinned.set(id, toVersion(row))
      }
      return pinned
    },
    load: (contestId, drafts, now, audit) =>
      queue.write(() => {
        const loaded = bank.load(contestId, drafts, now, { authorId: audit.actorId, reviewerId: null, note: '', importId: null })
        appendAudit(sqlite, { ...audit, details: loaded })
        return loaded
      }),
    list: async (filter) => listQuestions(sqlite, filter),
    history: async (questionId) => ({
      versions: db
        .select()
        .from(questionVersions)
        .where(eq(questionVersions.questionId, questionId))
        .orderBy(desc(questionVersions.version))
        .all()
        .map(toRecord),
      practised: db.select({ practised: questions.practised }).from(questions).where(eq(questions.id, questionId)).get()?.practised ?? false,
      usage: usage(questionId),
    }),
    current: async (filter) =>
      db
        .select()
        .from(questionVersions)
        .where(matching(filter))
        .all()
        .map(toRecord)
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    counts: async (contestId) =>
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
        .orderBy(asc(questionVersions.topic), asc(questionVersions.difficulty), asc(questionVersions.kind), asc(questionVersions.status))
        .all()
        .map((row) => ({ ...row, practice: row.practice === 1 })),
    add: (contestId, version, at, audit) =>
      queue.write(() => {
        if (bank.currentByCode(contestId).has(version.draft.code)) return refuse('code-taken')
        const next = bank.version(contestId) + 1
        const made = bank.put(contestId, version, undefined, next, at)
        bank.setVersion(contestId, next)
        appendAudit(sqlite, audit)
        return accept({ ...made, bankVersion: next })
      }),
    change: (contestId, questionIds, decide) =>
      queue.write(() => {
        const rows = db
          .select()
          .from(questionVersions)
          .where(and(currentOf(contestId), inArray(questionVersions.questionId, [...questionIds])))
          .orderBy(asc(questionVersions.questionId))
          .all()
        const decision = decide(rows.map(toRecord), reviewByOther(contestId))
        if (!decision.ok) return decision
        const { versions, at, audit } = decision.value
        const before = new Map(rows.map((row) => [row.questionId, row]))
        if ([...versions].some(([questionId, { draft }]) => bank.codeTaken(contestId, draft.code, questionId))) return refuse('code-taken')
        const next = bank.version(contestId) + (versions.size > 0 ? 1 : 0)
        for (const [questionId, version] of versions) bank.put(contestId, version, before.get(questionId), next, at)
        bank.setVersion(contestId, next)
        appendAudit(sqlite, audit)
        return accept({ changed: versions.size, bankVersion: next })
      }),
    setReviewing: (contestId, value, audit) =>
      queue.write(() => {
        db.update(contests).set({ reviewByOther: value }).where(eq(contests.id, contestId)).run()
        appendAudit(sqlite, audit)
      }),
  }
}
