import { asc, inArray, max, sql } from 'drizzle-orm'
import type { SavedResponse } from '../../domain/attempt.ts'
import type { Grade } from '../../domain/grading.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { PaperStretch, PrizeReads, RegradeReads } from '../../ports/regrading.ts'
import { sqliteAwardReads } from './award-reads.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { correctionById, correctionsOf } from './corrections.ts'
import { divisionsOf } from './divisions.ts'
import { sqliteLog } from './log.ts'
import { openForReading, type Sqlite } from './open.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions, responses, submissionLog } from './schema.ts'
import { unionsNow } from './union-boards.ts'

type Row = { seq: number; attemptId: string; contestantId: string; paper: string } & Omit<Grade, 'allCorrect'> & { allCorrect: number }

/** Whether a paper, as its text, holds one of some versions; reading the text is much cheaper than parsing it. */
const holderOf =
  (versionIds: readonly string[]) =>
  (paper: string): boolean =>
    versionIds.some((id) => paper.includes(`"${id}"`))

/** What grading again reads, on a read-only connection of its own. */
export async function openForRegrading(file: string, sha256: Sha256): Promise<RegradeReads> {
  const db = openForReading(file)
  const client = db.$client
  const rows = client.prepare<[roundId: string, after: number, before: number, limit: number], Row>(
    `select l.seq, a.id as attemptId, a.contestant_id as contestantId, a.paper, a.score, a.max_score as maxScore, a.correct_count as correctCount,
       a.all_correct as allCorrect
     from submission_log l join attempts a on a.id = l.attempt_id
     where l.round_id = ? and l.kind = 'submission' and l.seq > ? and l.seq < ? order by l.seq limit ?`,
  )
  const counted = client.prepare<[roundId: string, before: number], { total: number }>(
    `select count(*) as total from submission_log where round_id = ? and kind = 'submission' and seq < ?`,
  )
  const responsesOf = (attemptIds: readonly string[]): Map<string, SavedResponse[]> => {
    const found = new Map<string, SavedResponse[]>(attemptIds.map((id) => [id, []]))
    const saved = db
      .select()
      .from(responses)
      .where(inArray(responses.attemptId, [...attemptIds]))
    for (const { attemptId, position, choice, tappedAt } of saved.orderBy(asc(responses.attemptId), asc(responses.position)).all())
      found.get(attemptId)?.push({ position, choice: JSON.parse(choice) as string[], tappedAt })
    return found
  }
  const corrections = correctionsOf({ db })
  const correction = correctionById({ db })
  const papersOf = client.transaction(({ roundId, after, before, limit, versionIds }: PaperStretch) => {
    const asOf =
      db
        .select({ seq: max(submissionLog.seq) })
        .from(submissionLog)
        .get()?.seq ?? 0
    const some = rows.all(roundId, after, before, limit)
    const holds = holderOf(versionIds)
    const held = some.filter(({ paper }) => holds(paper))
    const saved = responsesOf(held.map(({ attemptId }) => attemptId))
    const papers = held.map(({ seq: _, paper, allCorrect, ...row }) => ({
      ...row,
      allCorrect: allCorrect === 1,
      paper: JSON.parse(paper) as PaperItem[],
      responses: saved.get(row.attemptId) ?? [],
    }))
    return { asOf, seen: some.length, seenTo: some.at(-1)?.seq ?? after, papers }
  })
  return {
    round: sqliteContestReads({ db }).round,
    corrections: async (roundId) => corrections(roundId),
    correction: async (id) => correction(id),
    versions: async (ids) =>
      new Map(
        db
          .select()
          .from(questionVersions)
          // Thousands of them at once, as one value.
          .where(inArray(questionVersions.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
          .all()
          .map((row) => [row.id, contentOf(row)]),
      ),
    log: sqliteLog({ db }, sha256),
    prizes: prizeReads({ db }),
    submissions: async (roundId, before) => counted.get(roundId, before)?.total ?? 0,
    papers: async (stretch) => papersOf(stretch),
    close: async () => void client.close(),
  }
}

function prizeReads(sqlite: Pick<Sqlite, 'db'>): PrizeReads {
  const { decisions, placements, elsewhere, faces } = sqliteAwardReads(sqlite)
  return {
    ...{ decisions, placements, elsewhere, faces },
    rounds: sqliteContestReads(sqlite).rounds,
    divisions: async (contestId) => divisionsOf(sqlite, contestId),
    unions: async (board) => unionsNow(sqlite, board).map(({ unionId: id, memberTotal: members, ...union }) => ({ ...union, id, members })),
  }
}
