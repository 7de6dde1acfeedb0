import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { PaperItem } from '../../domain/paper.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { LevelPeople, PeopleOf, StatisticsJob, StatisticsReads } from '../../ports/statistics.ts'
import { postgresContestReads } from './contest-reads.ts'
import { correctionsOf } from './corrections.ts'
import { piecesOf } from './cursor.ts'
import { postgresLog } from './log.ts'
import { connect, first, openMoment, rowsOf, type Db } from './open.ts'
import { oneOf, toRecord } from './question-versions.ts'
import { responsesIn, savedResponses } from './saved-responses.ts'
import { questionVersions, resultRevisions } from './schema.ts'

/** What the statistics worker reads, on a connection of its own, all of one moment. */
export async function openForStatistics(url: string): Promise<StatisticsReads> {
  const { db, close } = await openMoment(url)
  return {
    contests: postgresContestReads({ db }),
    corrections: correctionsOf(db),
    ...attemptReads(db),
    versions: async (ids) => (await db.select().from(questionVersions).where(oneOf(questionVersions.id, ids))).map(toRecord),
    ...peopleReads(db),
    close,
  }
}

/** The log for whoever ranks again, on a connection of its own. */
export async function openLogForReading(url: string, sha256: Sha256): Promise<SubmissionLog & Pick<StatisticsReads, 'close'>> {
  const postgres = connect({ url, connections: 1 })
  return { ...postgresLog(postgres, sha256), close: postgres.close }
}

function attemptReads(db: Db): Pick<StatisticsReads, 'total' | 'attempts'> {
  const ranked = async (roundId: string): Promise<SQL> => {
    const sealed = and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed'))
    const newest = await first(
      db.select({ id: resultRevisions.id }).from(resultRevisions).where(sealed).orderBy(desc(resultRevisions.number)).limit(1),
    )
    return newest === undefined
      ? sql`exists (select 1 from standings s where s.board_id = ${roundId} and s.contestant_id = o.contestant_id and s.attempt_id = o.attempt_id)`
      : sql`exists (select 1 from result_places p join result_rows r on r.revision_id = p.revision_id and r.position = p.position where p.revision_id = ${newest.id} and p.contestant_id = o.contestant_id and r.attempt_id = o.attempt_id)`
  }
  const earliest = sql`not exists (select 1 from outcomes e where e.contestant_id = o.contestant_id and e.round_id = o.round_id and not e.voided and e.number < o.number)`
  const from = async ({ roundId, taken }: StatisticsJob): Promise<SQL> => {
    const which = { first: async () => earliest, counted: () => ranked(roundId), all: async () => sql`true` }
    return sql`from outcomes o where o.round_id = ${roundId} and not o.voided and ${await which[taken]()}`
  }

  return {
    total: async (asked) => (await rowsOf<{ total: number }>(db, sql`select count(*) as total ${await from(asked)}`))[0]?.total ?? 0,
    async *attempts(asked) {
      // In two steps: papers are large, and need not be sorted.
      for await (const some of piecesOf<{ id: string }>(db, sql`select o.attempt_id as id ${await from(asked)} order by o.attempt_id`)) {
        const ids = some.map(({ id }) => id)
        const rows = await rowsOf<{ id: string; paper: string; responses: string }>(
          db,
          sql`select a.id, a.paper, ${savedResponses(sql`a.id`)} as responses from attempts a where a.id = any(${sql.param(ids)}::text[]) order by a.id`,
        )
        yield rows.map(({ id, paper, responses }) => ({ id, paper: JSON.parse(paper) as PaperItem[], responses: responsesIn(responses) }))
      }
    },
  }
}

function peopleReads(db: Db): Pick<StatisticsReads, 'moments' | 'kinds' | 'levels'> {
  const figures = sql`sum(t.people) as people, sum(t.attempts) as attempts, round(sum(t.score_sum)::numeric, 2) as "scoreSum", sum(t.all_correct) as "allCorrect"`
  const whole = (roundId: string): SQL => sql`t.board_id = ${roundId} and t.span = 'whole' and t.at = 0`
  return {
    async *moments(roundId) {
      const ofEach = sql`select json_agg(submitted_at) as moments from outcomes where round_id = ${roundId} and not voided group by contestant_id`
      for await (const some of piecesOf<{ moments: number[] }>(db, ofEach)) yield some.map(({ moments }) => moments)
    },
    kinds: (roundId) =>
      rowsOf<PeopleOf & { kind: string }>(db, sql`select t.kind, ${figures} from activity t where ${whole(roundId)} group by t.kind order by t.kind`),
    levels: (roundId) =>
      rowsOf<LevelPeople>(
        db,
        sql`select d.depth, u.kind, ${figures} from activity t join unions u on u.id = t.union_id
          join (select union_id, max(depth) as depth from union_ancestors group by union_id) d on d.union_id = u.id
          where ${whole(roundId)} group by d.depth, u.kind order by d.depth, u.kind`,
      ),
  }
}
