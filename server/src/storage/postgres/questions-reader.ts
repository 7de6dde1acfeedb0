import type { StoredPicture } from '../../ports/pictures.ts'
import type { QuestionReads } from '../../ports/question-files.ts'
import { postgresContestReads } from './contest-reads.ts'
import { openMoment } from './open.ts'
import { matching } from './question-list.ts'
import { contentOf, oneOf } from './question-versions.ts'
import { pictures, questionVersions } from './schema.ts'

/** So many pictures, of which each may be a megabyte, come at a time. */
const PICTURES_AT_ONCE = 50

/** What workers read of a question bank and its contest, on a connection of their own. */
export async function openQuestionsForReading(url: string): Promise<QuestionReads> {
  const { db, close } = await openMoment(url)
  return {
    contests: postgresContestReads({ db }),
    current: async (filter) =>
      (await db.select({ content: questionVersions.content }).from(questionVersions).where(matching(filter)))
        .map(contentOf)
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    async pictures(hashes) {
      const found = new Map<string, StoredPicture>()
      for (let from = 0; from < hashes.length; from += PICTURES_AT_ONCE) {
        const some = oneOf(pictures.hash, hashes.slice(from, from + PICTURES_AT_ONCE))
        const rows = await db.select({ hash: pictures.hash, type: pictures.type, bytes: pictures.bytes }).from(pictures).where(some)
        for (const row of rows) found.set(row.hash, row)
      }
      return found
    },
    close,
  }
}
