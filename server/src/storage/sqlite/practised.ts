import { eq, sql } from 'drizzle-orm'
import type { PaperItem } from '../../domain/paper.ts'
import type { Sqlite } from './open.ts'
import { contests, questions } from './schema.ts'

type Drawn = { contestId: string; paper: readonly PaperItem[]; bankVersion: number }

/** Notes what a practice paper asks, for good; inside the caller's transaction, so that no such paper exists without its note. */
export function practisedNotes({ db }: Pick<Sqlite, 'db'>): (drawn: Drawn) => void {
  const note = db
    .update(questions)
    .set({ practised: true })
    .where(
      sql`practised = 0 and id in (select question_id from question_versions where id in (select value from json_each(${sql.placeholder('versionIds')})))`,
    )
    .prepare()
  return ({ contestId, paper, bankVersion }) => {
    const { changes } = note.run({ versionIds: JSON.stringify(paper.map(({ versionId }) => versionId)) })
    if (changes === 0) return
    // The bank changed between the draw and now: whoever has read the new one must read it again, for it was read without these notes.
    const now = db.select({ version: contests.bankVersion }).from(contests).where(eq(contests.id, contestId)).get()?.version ?? bankVersion
    if (now !== bankVersion)
      db.update(contests)
        .set({ bankVersion: now + 1 })
        .where(eq(contests.id, contestId))
        .run()
  }
}
