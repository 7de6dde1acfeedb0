import { and, asc, count, desc, eq, like, sql } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import type { Corrections } from '../../ports/corrections.ts'
import type { Sqlite } from './open.ts'
import { contentOf } from './question-versions.ts'
import { askedQuestions, questionUsage, questionVersions } from './schema.ts'

const drawn = sql<number>`coalesce((select sum(u.drawn) from question_usage u join question_versions v on v.id = u.version_id where v.question_id = ${askedQuestions.questionId}), 0)`
const earned = sql<number>`coalesce((select sum(u.earned) from question_usage u join question_versions v on v.id = u.version_id where v.question_id = ${askedQuestions.questionId}), 0) / 100.0`

/** The questions that papers of a round hold, each by its newest version. */
export function askedQuestionReads({ db }: Pick<Sqlite, 'db'>): Pick<Corrections, 'asked' | 'askedVersions'> {
  const code = sql<string>`json_extract(${questionVersions.content}, '$.code')`
  const newest = sql`${questionVersions.version} = (select max(version) from question_versions v where v.question_id = ${askedQuestions.questionId})`
  const orders = { facility: [asc(sql`${drawn} = 0`), asc(sql`${earned} / ${drawn}`), asc(code)], code: [asc(code)] }
  return {
    asked: async ({ roundId, search = '', sort, page, pageSize }) => {
      const words = fold(search)
        .split(' ')
        .filter((word) => word !== '')
      const where = and(eq(askedQuestions.roundId, roundId), newest, ...words.map((word) => like(questionVersions.searchText, `%${word}%`)))
      const from = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
        db.select(columns).from(askedQuestions).innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId)).where(where)
      const rows = from({ questionId: askedQuestions.questionId, content: questionVersions.content, drawn, earned })
        .orderBy(...orders[sort])
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return {
        rows: rows.map(({ content, ...row }) => {
          const { code, kind, stem } = contentOf({ content })
          return { ...row, code, kind, stem }
        }),
        total: from({ total: count() }).get()?.total ?? 0,
      }
    },
    askedVersions: async (roundId, questionId) =>
      db
        .select({ version: questionVersions, drawn: questionUsage.drawn, earned: questionUsage.earned })
        .from(askedQuestions)
        .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
        .leftJoin(questionUsage, eq(questionUsage.versionId, questionVersions.id))
        .where(and(eq(askedQuestions.roundId, roundId), eq(askedQuestions.questionId, questionId)))
        .orderBy(desc(questionVersions.version))
        .all()
        .map(({ version: { id, version, createdAt, ...row }, drawn, earned }) => ({
          ...contentOf(row),
          ...{ id, questionId, version, createdAt },
          drawn: drawn ?? 0,
          earned: (earned ?? 0) / 100,
        })),
  }
}
