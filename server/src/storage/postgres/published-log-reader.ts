import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { GENESIS_HASH } from '../../domain/receipt.ts'
import type { LogRow, PublishedLogReads } from '../../ports/published-log.ts'
import { piecesOf } from './cursor.ts'
import { first, openMoment } from './open.ts'
import { contests, resultRevisions, rounds, submissionLog } from './schema.ts'

/** The log and what was sealed of it, on a connection that sees one moment. */
export async function openPublishedLog(url: string): Promise<PublishedLogReads> {
  const { db, close } = await openMoment(url)
  return {
    head: async () =>
      (await first(
        db.select({ seq: submissionLog.seq, hash: submissionLog.hash }).from(submissionLog).orderBy(desc(submissionLog.seq)).limit(1),
      )) ?? {
        seq: 0,
        hash: GENESIS_HASH,
      },
    rounds: async () =>
      db
        .select({ id: rounds.id, contest: contests.title, slug: contests.slug, number: rounds.number, title: rounds.title })
        .from(rounds)
        .innerJoin(contests, eq(contests.id, rounds.contestId))
        .where(and(eq(contests.state, 'published'), eq(rounds.practice, false)))
        .orderBy(asc(contests.slug), asc(rounds.number)),
    revisions: async () => {
      const { roundId, number, chainSeq, chainHash, resultsHash, rules } = resultRevisions
      return db
        .select({ roundId, number, chainSeq, chainHash, resultsHash, rules })
        .from(resultRevisions)
        .where(eq(resultRevisions.state, 'sealed'))
        .orderBy(asc(roundId), asc(number))
    },
    entries: () =>
      piecesOf<LogRow>(
        db,
        sql`select seq, kind, at, round_id as "roundId", receipt, payload, prev_hash as "prevHash", hash from submission_log order by seq`,
      ),
    close,
  }
}
