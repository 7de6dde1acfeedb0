import { max, sql, type SQL } from 'drizzle-orm'
import type { PaperItem } from '../../domain/paper.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { GradedPaper, PaperStretch, PrizeReads, RegradeReads } from '../../ports/regrading.ts'
import { postgresAwardReads } from './award-reads.ts'
import { postgresContestReads } from './contest-reads.ts'
import { correctionById, correctionsOf } from './corrections.ts'
import { divisionsOf } from './divisions.ts'
import { postgresLog } from './log.ts'
import { connect, first, rowsOf, type Db, type Postgres } from './open.ts'
import { contentOf, oneOf } from './question-versions.ts'
import { responsesIn, savedResponses } from './saved-responses.ts'
import { questionVersions, submissionLog } from './schema.ts'
import { unionsNow } from './union-boards.ts'

/** `paper` and `responses` are null where the paper holds none of the versions. */
type Row = Omit<GradedPaper, 'paper' | 'responses'> & { seq: number; paper: string | null; responses: string | null }

/** What grading again reads, on a connection of its own. Each stretch is of a moment of its own: grading a large round takes an hour, and rows that were replaced meanwhile would pile up. */
export async function openForRegrading(url: string, sha256: Sha256): Promise<RegradeReads> {
  const postgres = connect({ url, connections: 1 })
  const { db, read, close } = postgres
  return {
    round: postgresContestReads(postgres).round,
    corrections: correctionsOf(db),
    correction: correctionById(db),
    versions: async (ids) =>
      new Map((await db.select().from(questionVersions).where(oneOf(questionVersions.id, ids))).map((row) => [row.id, contentOf(row)])),
    log: postgresLog(postgres, sha256),
    prizes: prizeReads(postgres),
    submissions: async (roundId, before) =>
      (await rowsOf<{ total: number }>(db, sql`select count(*) as total from submission_log where ${submissions(roundId)} and seq < ${before}`))[0]
        ?.total ?? 0,
    papers: (stretch) => read((tx) => papersOf(tx, stretch)),
    close,
  }
}

const submissions = (roundId: string): SQL => sql`round_id = ${roundId} and kind = 'submission'`

async function papersOf(tx: Db, { roundId, after, before, limit, versionIds }: PaperStretch): ReturnType<RegradeReads['papers']> {
  const asOf = (await first(tx.select({ seq: max(submissionLog.seq) }).from(submissionLog)))?.seq ?? 0
  // Whether a paper holds a version is told by its text: most of them need not be sent.
  const some = await rowsOf<Row>(
    tx,
    sql`select p.seq, p.id as "attemptId", p.contestant_id as "contestantId", p.score, p.max_score as "maxScore", p.correct_count as "correctCount",
        p.all_correct as "allCorrect", p.paper, case when p.paper is not null then ${savedResponses(sql`p.id`)} end as responses
      from (
        select l.seq, a.id, a.contestant_id, a.score, a.max_score, a.correct_count, a.all_correct,
          case when exists (select 1 from unnest(${sql.param([...versionIds])}::text[]) v where strpos(a.paper, '"' || v || '"') > 0) then a.paper end as paper
        from (select seq, attempt_id from submission_log where ${submissions(roundId)} and seq > ${after} and seq < ${before} order by seq limit ${limit}) l
        join attempts a on a.id = l.attempt_id
      ) p order by p.seq`,
  )
  const papers = some.flatMap(({ seq: _, paper, responses, ...row }) =>
    paper === null || responses === null ? [] : [{ ...row, paper: JSON.parse(paper) as PaperItem[], responses: responsesIn(responses) }],
  )
  return { asOf, seen: some.length, seenTo: some.at(-1)?.seq ?? after, papers }
}

function prizeReads(postgres: Postgres): PrizeReads {
  const { decisions, placements, elsewhere, faces } = postgresAwardReads(postgres)
  return {
    ...{ decisions, placements, elsewhere, faces },
    rounds: postgresContestReads(postgres).rounds,
    divisions: (contestId) => divisionsOf(postgres.db, contestId),
    unions: async (board) =>
      (await unionsNow(postgres.db, board)).map(({ unionId: id, memberTotal: members, ...union }) => ({ ...union, id, members })),
  }
}
