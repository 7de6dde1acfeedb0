import type { QuestionDraft } from '../../domain/question.ts'
import type { Contests } from '../../ports/contests.ts'
import type { StoredPicture } from '../../ports/pictures.ts'
import type { QuestionFilter } from '../../ports/questions.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { openForReading } from './open.ts'
import { sqlitePictureReads } from './pictures.ts'
import { matching } from './question-list.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions } from './schema.ts'

/** What workers read of a question bank and its contest, on a read-only connection of their own. */
export function openQuestionsForReading(file: string): {
  contests: Pick<Contests, 'find' | 'rounds'>
  current: (filter: QuestionFilter) => QuestionDraft[]
  picture: (hash: string) => StoredPicture | null
} {
  const db = openForReading(file)
  return {
    contests: sqliteContestReads({ db }),
    current: (filter) =>
      db
        .select({ content: questionVersions.content })
        .from(questionVersions)
        .where(matching(filter))
        .all()
        .map(contentOf)
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    picture: sqlitePictureReads({ db }),
  }
}
