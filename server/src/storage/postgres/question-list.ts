import { and, asc, count, desc, eq, isNull, like, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { QuestionFilter, QuestionListing, Questions, Usage } from '../../ports/questions.ts'
import { practiceTag } from '../../domain/practice.ts'
import { first, rowsOf, type Db } from './open.ts'
import { contentOf, oneOf } from './question-versions.ts'
import { contests, questionUsage, questionVersions } from './schema.ts'

/** The code of a current version's question. */
const code = sql<string>`(select q.code from questions q where q.id = ${questionVersions.questionId})`
const tags = sql`json_array_elements_text(coalesce(${questionVersions.content}::json -> 'tags', '[]')) as tags (tag)`
/**
 * True for what only practice rounds ask: by its tag, or because one has asked it. The tag is lowered as "C" does it, which is the same on every server and
 * leaves letters with an accent alone. It is written out, so that a statement can also be grouped by it.
 */
export const practiceColumn = sql<boolean>`(exists (select 1 from ${tags} where replace(lower(tag collate "C"), 'Ử', 'ử') = ${sql.raw(`'${practiceTag}'`)})
  or exists (select 1 from questions q where q.id = ${questionVersions.questionId} and q.practised))`

/** Which current questions a filter means. */
export function matching(filter: QuestionFilter): SQL | undefined {
  const given = <T>(value: T | '' | undefined, where: (value: T) => SQL): SQL | undefined =>
    value === undefined || value === '' ? undefined : where(value as T)
  return and(
    eq(questionVersions.contestId, filter.contestId),
    isNull(questionVersions.untilBank),
    given(filter.topic, (topic) => eq(questionVersions.topic, topic)),
    given(filter.status, (status) => eq(questionVersions.status, status)),
    given(filter.kind, (kind) => eq(questionVersions.kind, kind)),
    given(filter.difficulty, (difficulty) => eq(questionVersions.difficulty, difficulty)),
    given(filter.tag, (tag) => sql`exists (select 1 from ${tags} where tag = ${tag})`),
    ...saying(filter.search),
  )
}

/** Every word of a search; folded text knows no capitals, and no sign that `like` would read in its own way. */
export const saying = (search = ''): SQL[] =>
  fold(search)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => like(questionVersions.searchText, `%${word}%`))

/** How questions fared, each over all of its versions. */
export async function usageOf(db: Db, questionIds: readonly string[]): Promise<Map<string, Usage>> {
  const rows = await db
    .select({
      questionId: questionVersions.questionId,
      drawn: sql<number>`sum(${questionUsage.drawn})`,
      answered: sql<number>`sum(${questionUsage.answered})`,
      earned: sql<number>`sum(${questionUsage.earned}) / 100.0`,
    })
    .from(questionUsage)
    .innerJoin(questionVersions, eq(questionVersions.id, questionUsage.versionId))
    .where(oneOf(questionVersions.questionId, questionIds))
    .groupBy(questionVersions.questionId)
  return new Map(rows.map(({ questionId, ...usage }) => [questionId, usage]))
}
export const unused: Usage = { drawn: 0, answered: 0, earned: 0 }

const used = (what: SQL) =>
  sql`(select ${what} from question_usage u join question_versions v on v.id = u.version_id where v.question_id = ${questionVersions.questionId})`
const orders = {
  code,
  topic: sql`${questionVersions.topic}`,
  difficulty: sql`${questionVersions.difficulty}`,
  status: sql`strpos('draft reviewed ready retired', ${questionVersions.status})`,
  newest: sql`${questionVersions.createdAt}`,
  drawn: used(sql`coalesce(sum(u.drawn), 0)`),
  facility: used(sql`sum(u.earned)::float8 / nullif(sum(u.drawn), 0)`),
} satisfies Record<QuestionListing['sort'], SQL>

/** The desk's list of questions: filtered, sorted and paged by the database; inside the caller's transaction. */
export async function listQuestions(db: Db, filter: QuestionListing): ReturnType<Questions['list']> {
  const where = matching(filter)
  const inBank = matching({ contestId: filter.contestId })
  const direction = filter.order === 'asc' ? asc : desc
  const unknownLast = filter.sort === 'facility' ? [asc(sql`${orders.facility} is null`)] : []
  const rows = await db
    .select()
    .from(questionVersions)
    .where(where)
    .orderBy(...unknownLast, direction(orders[filter.sort]), asc(code))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const usage = await usageOf(
    db,
    rows.map(({ questionId }) => questionId),
  )
  const total = await first(db.select({ total: count() }).from(questionVersions).where(where))
  const topics = await db.selectDistinct({ topic: questionVersions.topic }).from(questionVersions).where(inBank).orderBy(asc(questionVersions.topic))
  const everyTag = await rowsOf<{ tag: string }>(
    db,
    sql`select distinct tag collate "C" as tag from ${questionVersions}, ${tags} where ${inBank} order by 1 limit 500`,
  )
  const byStatus = await db
    .select({ status: questionVersions.status, total: count() })
    .from(questionVersions)
    .where(inBank)
    .groupBy(questionVersions.status)
  const contest = await first(
    db.select({ bankVersion: contests.bankVersion, reviewByOther: contests.reviewByOther }).from(contests).where(eq(contests.id, filter.contestId)),
  )
  return {
    rows: rows.map((row) => ({
      ...contentOf(row),
      id: row.id,
      questionId: row.questionId,
      version: row.version,
      usage: usage.get(row.questionId) ?? unused,
    })),
    total: total?.total ?? 0,
    topics: topics.map(({ topic }) => topic),
    tags: everyTag.map(({ tag }) => tag),
    byStatus: Object.fromEntries(byStatus.map(({ status, total: questionsOfIt }) => [status, questionsOfIt])),
    bankVersion: contest?.bankVersion ?? 0,
    reviewByOther: contest?.reviewByOther ?? false,
  }
}
