import type { QuestionReads } from '../../ports/question-files.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { openForReading } from './open.ts'
import { sqlitePictureReads } from './pictures.ts'
import { matching } from './question-list.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions } from './schema.ts'

/** What workers read of a question bank and its contest, on a read-only connection of their own. */
export async function openQuestionsForReading(file: string): Promise<QuestionReads> {
  const db = openForReading(file)
  const picture = sqlitePictureReads({ db })
  return {
    contests: sqliteContestReads({ db }),
    current: async (filter) =>
      db
        .select({ content: questionVersions.content })
        .from(questionVersions)
        .where(matching(filter))
        .all()
        .map(contentOf)
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    pictures: async (hashes) =>
      new Map(
        hashes.flatMap((hash) => {
          const found = picture(hash)
          return found === null ? [] : [[hash, found]]
        }),
      ),
    close: async () => void db.$client.close(),
  }
}
