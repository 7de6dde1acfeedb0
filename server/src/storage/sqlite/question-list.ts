import { and, asc, count, desc, eq, isNull, like, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { QuestionFilter, QuestionListing, Questions, Usage } from '../../ports/questions.ts'
import { practiceTag } from '../../domain/practice.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { contentOf } from './question-versions.ts'
import { contests, questionUsage, questionVersions } from './schema.ts'

const code = sql<string>`json_extract(${questionVersions.content}, '$.code')`
const tags = sql`coalesce(json_extract(${questionVersions.content}, '$.tags'), '[]')`
/** 1 for what only practice rounds ask: by its tag, or because one has asked it. SQLite's `lower` knows no letter with an accent. */
export const practiceColumn = sql<number>`(exists (select 1 from json_each(${tags}) where replace(lower(value), 'Ử', 'ử') = ${practiceTag})
  or exists (select 1 from questions q where q.id = ${questionVersions.questionId} and q.practised = 1))`

/** Which current questions a filter means. */
export function matching(filter: QuestionFilter): SQL | undefined {
  const words = fold(filter.search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const given = <T>(value: T | '' | undefined, where: (value: T) => SQL): SQL | undefined =>
    value === undefined || value === '' ? undefined : where(value as T)
  return and(
    eq(questionVersions.contestId, filter.contestId),
    isNull(questionVersions.untilBank),
    given(filter.topic, (topic) => eq(questionVersions.topic, topic)),
    given(filter.status, (status) => eq(questionVersions.status, status)),
    given(filter.kind, (kind) => eq(questionVersions.kind, kind)),
    given(filter.difficulty, (difficulty) => eq(questionVersions.difficulty, difficulty)),
    given(filter.tag, (tag) => sql`exists (select 1 from json_each(${tags}) where value = ${tag})`),
    ...words.map((word) => like(questionVersions.searchText, `%${word}%`)),
  )
}

/** How a question fared, over all of its versions. */
export function usageOf({ db }: Pick<Sqlite, 'db'>) {
  const statement = prepared(
    db
      .select({
        drawn: sql<number>`coalesce(sum(${questionUsage.drawn}), 0)`,
        answered: sql<number>`coalesce(sum(${questionUsage.answered}), 0)`,
        earned: sql<number>`coalesce(sum(${questionUsage.earned}), 0) / 100.0`,
      })
      .from(questionUsage)
      .innerJoin(questionVersions, eq(questionVersions.id, questionUsage.versionId))
      .where(eq(questionVersions.questionId, sql.placeholder('questionId'))),
  )
  return (questionId: string): Usage => statement.get({ questionId }) ?? { drawn: 0, answered: 0, earned: 0 }
}

const used = (what: SQL) =>
  sql`(select ${what} from question_usage u join question_versions v on v.id = u.version_id where v.question_id = ${questionVersions.questionId})`
const orders = {
  code,
  topic: sql`${questionVersions.topic}`,
  difficulty: sql`${questionVersions.difficulty}`,
  status: sql`instr('draft reviewed ready retired', ${questionVersions.status})`,
  newest: sql`${questionVersions.createdAt}`,
  drawn: used(sql`coalesce(sum(u.drawn), 0)`),
  facility: used(sql`sum(u.earned) * 1.0 / sum(u.drawn)`),
} satisfies Record<QuestionListing['sort'], SQL>

/** The desk's list of questions: filtered, sorted and paged by the database. */
export function listQuestions(sqlite: Pick<Sqlite, 'db'>, filter: QuestionListing): Awaited<ReturnType<Questions['list']>> {
  const { db } = sqlite
  const usage = usageOf(sqlite)
  const where = matching(filter)
  const inBank = matching({ contestId: filter.contestId })
  const direction = filter.order === 'asc' ? asc : desc
  const unknownLast = filter.sort === 'facility' ? [asc(sql`${orders.facility} is null`)] : []
  const rows = db
    .select()
    .from(questionVersions)
    .where(where)
    .orderBy(...unknownLast, direction(orders[filter.sort]), asc(code))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
  const byStatus = db
    .select({ status: questionVersions.status, total: count() })
    .from(questionVersions)
    .where(inBank)
    .groupBy(questionVersions.status)
    .all()
  const contest = db.select().from(contests).where(eq(contests.id, filter.contestId)).get()
  return {
    rows: rows.map((row) => ({ ...contentOf(row), id: row.id, questionId: row.questionId, version: row.version, usage: usage(row.questionId) })),
    total: db.select({ total: count() }).from(questionVersions).where(where).get()?.total ?? 0,
    topics: db
      .selectDistinct({ topic: questionVersions.topic })
      .from(questionVersions)
      .where(inBank)
      .orderBy(asc(questionVersions.topic))
      .all()
      .map(({ topic }) => topic),
    tags: db
      .all<{ value: string }>(sql`select distinct j.value from ${questionVersions}, json_each(${tags}) j where ${inBank} order by 1 limit 500`)
      .map(({ value }) => value),
    byStatus: Object.fromEntries(byStatus.map(({ status, total }) => [status, total])),
    bankVersion: contest?.bankVersion ?? 0,
    reviewByOther: contest?.reviewByOther ?? false,
  }
}
