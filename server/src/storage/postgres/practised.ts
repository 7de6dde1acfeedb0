import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PaperItem } from '../../domain/paper.ts'
import { first, rowsOf, type Db } from './open.ts'
import { askedQuestions, contests, questionVersions, rounds } from './schema.ts'

type Drawn = { contestId: string; paper: readonly PaperItem[]; bankVersion: number }

const idsOf = (paper: readonly PaperItem[]) => sql`${sql.param(paper.map(({ versionId }) => versionId))}::text[]`

/** Notes what a practice paper asks, for good; inside the caller's transaction, so that no such paper exists without its note. */
export function practisedNotes(tx: Db): (drawn: Drawn) => Promise<void> {
  return async ({ contestId, paper, bankVersion }) => {
    // In one order, so that two who practise at once never wait for each other.
    const noted = await rowsOf(
      tx,
      sql`
      with fresh as (
        select question.id from questions question
        where not question.practised and question.id in (select question_id from question_versions where id = any(${idsOf(paper)}))
        order by question.id for no key update
      )
      update questions set practised = true from fresh where questions.id = fresh.id returning questions.id`,
    )
    if (noted.length === 0) return
    // The bank changed between the draw and now: whoever has read the new one must read it again, for it was read without these notes.
    const now =
      (await first(tx.select({ version: contests.bankVersion }).from(contests).where(eq(contests.id, contestId)).for('no key update')))?.version ??
      bankVersion
    if (now !== bankVersion)
      await tx
        .update(contests)
        .set({ bankVersion: now + 1 })
        .where(eq(contests.id, contestId))
  }
}

/** Rounds whose questions are kept in mind; a question more than once noted does no harm. */
const MOST_KNOWN = 1_000

/**
 * Notes what a real paper asks; inside the caller's transaction, so that practice can never show the answer of a question that it does not know of.
 * What is noted stays: once a paper is committed its questions need no second look, on this server.
 */
export function askedNotes() {
  const known = new Map<string, Set<string>>()
  const knownOf = (roundId: string): Set<string> => {
    const noted = known.get(roundId) ?? new Set<string>()
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(roundId, noted)
    return noted
  }
  return {
    async note(tx: Db, roundId: string, paper: readonly PaperItem[]): Promise<void> {
      const noted = knownOf(roundId)
      const fresh = paper.filter(({ versionId }) => !noted.has(versionId))
      if (fresh.length === 0) return
      await tx.execute(sql`
        insert into asked_questions (round_id, question_id)
        select distinct ${roundId}::text, version.question_id from question_versions version
        where version.id = any(${idsOf(fresh)})
          and not exists (select 1 from asked_questions asked where asked.round_id = ${roundId}::text and asked.question_id = version.question_id)
        order by 2 on conflict do nothing`)
    },
    committed(roundId: string, paper: readonly PaperItem[]): void {
      const noted = knownOf(roundId)
      for (const { versionId } of paper) noted.add(versionId)
    },
  }
}

/** Every version of the questions that papers of rounds not sealed yet hold. */
export function askedUnsealed(db: Db): (contestId: string) => Promise<ReadonlySet<string>> {
  return async (contestId) => {
    const held = await db
      .select({ id: questionVersions.id })
      .from(rounds)
      .innerJoin(askedQuestions, eq(askedQuestions.roundId, rounds.id))
      .innerJoin(questionVersions, eq(questionVersions.questionId, askedQuestions.questionId))
      .where(and(eq(rounds.contestId, contestId), isNull(rounds.sealedRevision)))
    return new Set(held.map(({ id }) => id))
  }
}
