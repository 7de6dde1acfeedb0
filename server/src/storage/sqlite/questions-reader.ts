import type { QuestionDraft } from '../../domain/question.ts'
import type { StoredPicture } from '../../ports/pictures.ts'
import type { QuestionFilter } from '../../ports/questions.ts'
import { openForReading } from './open.ts'
import { sqlitePictureReads } from './pictures.ts'
import { matching } from './question-list.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions } from './schema.ts'

/** What a worker that reads and writes question files needs, on a read-only connection of its own. */
export function openQuestionsForReading(file: string): {
  current: (filter: QuestionFilter) => QuestionDraft[]
  picture: (hash: string) => StoredPicture | null
} {
  const db = openForReading(file)
  return {
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
