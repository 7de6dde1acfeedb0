import { asc, eq } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import { openForReading } from './open.ts'
import { matching } from './question-list.ts'
import { contentOf } from './question-versions.ts'
import { contests, questionVersions, rounds } from './schema.ts'

/** What a trial copies of a contest: itself, its rounds, and the questions that may be drawn; the connection is read-only and closed at once. */
export function openContestForReading(file: string, slug: string): { contest: Contest; rounds: Round[]; ready: QuestionDraft[] } {
  const db = openForReading(file)
  try {
    const found = db.select().from(contests).where(eq(contests.slug, slug)).get()
    if (found === undefined) throw new Error(`there is no contest ${slug} to try`)
    const { bankVersion: _bank, reviewByOther: _review, ...contest } = found
    return {
      contest,
      rounds: db.select().from(rounds).where(eq(rounds.contestId, contest.id)).orderBy(asc(rounds.opensAt), asc(rounds.number)).all(),
      ready: db
        .select({ content: questionVersions.content })
        .from(questionVersions)
        .where(matching({ contestId: contest.id, status: 'ready' }))
        .all()
        .map(contentOf),
    }
  } finally {
    db.$client.close()
  }
}
