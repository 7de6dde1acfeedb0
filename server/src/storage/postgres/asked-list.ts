import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { Corrections } from '../../ports/corrections.ts'
import { first, type Postgres } from './open.ts'
import { saying } from './question-list.ts'
import { contentOf } from './question-versions.ts'
import { askedQuestions, questions, questionUsage, questionVersions } from './schema.ts'

const summed = sql`from question_usage u join question_versions v on v.id = u.version_id where v.question_id = ${askedQuestions.questionId}`
const drawn = sql<number>`coalesce((select sum(u.drawn) ${summed}), 0)`
const earned = sql<number>`coalesce((select sum(u.earned) ${summed}), 0) / 100.0`
const facility = sql`(select sum(u.earned)::float8 / nullif(sum(u.drawn), 0) ${summed})`

/** The questions that papers of a round hold, each by its newest version. */
export function askedQuestionReads({ db, read }: Pick<Postgres, 'db' | 'read'>): Pick<Corrections, 'asked' | 'askedVersions'> {
  const newest = sql`${questionVersions.version} = (select max(version) from question_versions v where v.question_id = ${askedQuestions.questionId})`
  const orders = { facility: [asc(sql`${drawn} = 0`), asc(facility), asc(questions.code)], code: [asc(questions.code)] }
  return {
    asked: ({ roundId, search, sort, page, pageSize }) =>
      read(async (tx) => {
        const from = <Columns extends Parameters<typeof tx.select>[0]>(columns: NonNullable<Columns>) =>
          tx
            .select(columns)
            .from(askedQuestions)
            .innerJoin(questions, eq(questions.id, askedQuestions.questionId))
            .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
            .where(and(eq(askedQuestions.roundId, roundId), newest, ...saying(search)))
        const rows = await from({ questionId: askedQuestions.questionId, content: questionVersions.content, drawn, earned })
          .orderBy(...orders[sort])
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(from({ total: count() }))
        return {
          rows: rows.map(({ content, ...row }) => {
            const { code, kind, stem } = contentOf({ content })
            return { ...row, code, kind, stem }
          }),
          total: all?.total ?? 0,
        }
      }),
    askedVersions: async (roundId, questionId) => {
      const rows = await db
        .select({ version: questionVersions, drawn: questionUsage.drawn, earned: questionUsage.earned })
        .from(askedQuestions)
        .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
        .leftJoin(questionUsage, eq(questionUsage.versionId, questionVersions.id))
        .where(and(eq(askedQuestions.roundId, roundId), eq(askedQuestions.questionId, questionId)))
        .orderBy(desc(questionVersions.version))
      return rows.map(({ version: { id, version, createdAt, ...row }, ...usage }) => ({
        ...contentOf(row),
        ...{ id, questionId, version, createdAt },
        drawn: usage.drawn ?? 0,
        earned: (usage.earned ?? 0) / 100,
      }))
    },
  }
}
