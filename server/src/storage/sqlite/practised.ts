import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PaperItem } from '../../domain/paper.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { askedQuestions, contests, questions, questionVersions, rounds } from './schema.ts'

type Drawn = { contestId: string; paper: readonly PaperItem[]; bankVersion: number }

/** Notes what a practice paper asks, for good; inside the caller's transaction, so that no such paper exists without its note. */
export function practisedNotes({ db }: Pick<Sqlite, 'db'>): (drawn: Drawn) => void {
  const note = prepared(
    db
      .update(questions)
      .set({ practised: true })
      .where(
        sql`practised = 0 and id in (select question_id from question_versions where id in (select value from json_each(${sql.placeholder('versionIds')})))`,
      ),
  )
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

/**
 * Notes what a real paper asks; inside the caller's transaction, so that practice can never show the answer of a question that it does not know of.
 * What is noted stays: once a paper is committed its questions need no second look.
 */
export function askedNotes({ client }: Pick<Sqlite, 'client'>) {
  const insert = client.prepare<[roundId: string, versionIds: string]>(
    `insert or ignore into asked_questions (round_id, question_id)
     select ?, question_id from question_versions where id in (select value from json_each(?))`,
  )
  const known = new Map<string, Set<string>>()
  const knownOf = (roundId: string): Set<string> => {
    const noted = known.get(roundId) ?? new Set<string>()
    known.set(roundId, noted)
    return noted
  }
  return {
    note(roundId: string, paper: readonly PaperItem[]): void {
      const noted = knownOf(roundId)
      const fresh = paper.filter(({ versionId }) => !noted.has(versionId))
      if (fresh.length > 0) insert.run(roundId, JSON.stringify(fresh.map(({ versionId }) => versionId)))
    },
    committed(roundId: string, paper: readonly PaperItem[]): void {
      const noted = knownOf(roundId)
      for (const { versionId } of paper) noted.add(versionId)
    },
  }
}

/** Every version of the questions that papers of rounds not sealed yet hold. */
export function askedUnsealed({ db }: Pick<Sqlite, 'db'>): (contestId: string) => ReadonlySet<string> {
  const held = prepared(
    db
      .select({ id: questionVersions.id })
      .from(rounds)
      .innerJoin(askedQuestions, eq(askedQuestions.roundId, rounds.id))
      .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
      .where(and(eq(rounds.contestId, sql.placeholder('contestId')), isNull(rounds.sealedRevision))),
  )
  return (contestId) => new Set(held.all({ contestId }).map(({ id }) => id))
}
