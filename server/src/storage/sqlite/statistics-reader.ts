import { and, asc, count, desc, eq, gt, inArray, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { SavedResponse } from '../../domain/attempt.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { SubmissionLog } from '../../ports/log.ts'
import type { LevelPeople, StatisticsJob, StatisticsReads } from '../../ports/statistics.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { correctionsOf } from './corrections.ts'
import { sqliteLog } from './log.ts'
import { openForReading, type Sqlite } from './open.ts'
import { toRecord } from './question-versions.ts'
import { activity, attempts, outcomes, questionVersions, responses, resultRevisions, unionAncestors, unions } from './schema.ts'

const AT_ONCE = 500

/** What the statistics worker reads, on a read-only connection of its own. */
export async function openForStatistics(file: string): Promise<StatisticsReads> {
  const db = openForReading(file)
  const corrections = correctionsOf({ db })
  return {
    contests: sqliteContestReads({ db }),
    corrections: async (roundId) => corrections(roundId),
    ...attemptReads(db),
    versions: versionsOf(db),
    ...peopleReads(db),
    close: async () => void db.$client.close(),
  }
}

/** The log for whoever ranks again, on a read-only connection of its own. */
export async function openLogForReading(file: string, sha256: Sha256): Promise<SubmissionLog & Pick<StatisticsReads, 'close'>> {
  const db = openForReading(file)
  return { ...sqliteLog({ db }, sha256), close: async () => void db.$client.close() }
}

function attemptReads(db: Sqlite['db']): Pick<StatisticsReads, 'total' | 'attempts'> {
  const row = sql<number>`${outcomes}.rowid`
  const valid = (roundId: string): SQL | undefined => and(eq(unindexed(outcomes.roundId), roundId), eq(outcomes.voided, false))
  const newestRevision = (roundId: string): string | null =>
    db
      .select({ id: resultRevisions.id })
      .from(resultRevisions)
      .where(and(eq(resultRevisions.roundId, roundId), eq(resultRevisions.state, 'sealed')))
      .orderBy(desc(resultRevisions.number))
      .limit(1)
      .get()?.id ?? null
  const ranked = (roundId: string): SQL => {
    const revisionId = newestRevision(roundId)
    return revisionId === null
      ? sql`exists (select 1 from standings s where s.board_id = ${roundId} and s.contestant_id = ${outcomes.contestantId} and s.attempt_id = ${outcomes.attemptId})`
      : sql`exists (select 1 from result_places p join result_rows r on r.revision_id = p.revision_id and r.position = p.position where p.revision_id = ${revisionId} and p.contestant_id = ${outcomes.contestantId} and r.attempt_id = ${outcomes.attemptId})`
  }
  const earlier = sql`not exists (select 1 from outcomes e where e.contestant_id = ${outcomes.contestantId} and e.round_id = ${outcomes.roundId} and e.voided = 0 and e.number < ${outcomes.number})`
  const where = ({ roundId, taken }: StatisticsJob): SQL | undefined =>
    and(valid(roundId), { first: () => earlier, counted: () => ranked(roundId), all: () => undefined }[taken]())
  const answers = sql<string>`(select json_group_array(json_array(${responses.position}, json(${responses.choice}))) from ${responses} where ${responses.attemptId} = ${attempts.id})`

  return {
    total: async (asked) => db.select({ total: count() }).from(outcomes).where(where(asked)).get()?.total ?? 0,
    async *attempts(asked) {
      const which = where(asked)
      // In the order of the table itself, once through it: an index of the round would be gone through for every piece.
      for (let after = 0; ;) {
        const rows = db
          .select({ row, id: attempts.id, paper: attempts.paper, answers })
          .from(outcomes)
          .innerJoin(attempts, eq(attempts.id, outcomes.attemptId))
          .where(and(which, gt(row, after)))
          .orderBy(asc(row))
          .limit(AT_ONCE)
          .all()
        const last = rows.at(-1)
        if (last === undefined) return
        yield rows.map(({ id, paper, answers: said }) => ({ id, paper, responses: responsesIn(said) }))
        after = last.row
      }
    },
  }
}

/** A column that no index is chosen by. */
const unindexed = (column: SQLWrapper): SQL => sql`+${column}`

const responsesIn = (said: string): SavedResponse[] =>
  (JSON.parse(said) as [number, string[]][]).map(([position, choice]) => ({ position, choice, tappedAt: 0 }))

const versionsOf =
  (db: Sqlite['db']): StatisticsReads['versions'] =>
  async (ids) =>
    db
      .select()
      .from(questionVersions)
      // Thousands of them at once, as one value.
      .where(inArray(questionVersions.id, sql`(select value from json_each(${JSON.stringify(ids)}))`))
      .all()
      .map(toRecord)

function peopleReads(db: Sqlite['db']): Pick<StatisticsReads, 'moments' | 'kinds' | 'levels'> {
  const figures = {
    people: sql<number>`sum(${activity.people})`,
    attempts: sql<number>`sum(${activity.attempts})`,
    scoreSum: sql<number>`round(sum(${activity.scoreSum}), 2)`,
    allCorrect: sql<number>`sum(${activity.allCorrect})`,
  }
  const whole = (roundId: string): SQL | undefined => and(eq(activity.boardId, roundId), eq(activity.span, 'whole'), eq(activity.at, 0))
  const depth = sql<number>`(select max(${unionAncestors.depth}) from ${unionAncestors} where ${unionAncestors.unionId} = ${unions.id})`
  return {
    async *moments(roundId) {
      for (let after = ''; ;) {
        const rows = db
          .select({ contestantId: outcomes.contestantId, moments: sql<string>`json_group_array(${outcomes.submittedAt})` })
          .from(outcomes)
          .where(and(eq(unindexed(outcomes.roundId), roundId), eq(outcomes.voided, false), gt(outcomes.contestantId, after)))
          .groupBy(outcomes.contestantId)
          .orderBy(asc(outcomes.contestantId))
          .limit(AT_ONCE)
          .all()
        const last = rows.at(-1)
        if (last === undefined) return
        yield rows.map((row) => JSON.parse(row.moments) as number[])
        after = last.contestantId
      }
    },
    kinds: async (roundId) =>
      db
        .select({ kind: activity.kind, ...figures })
        .from(activity)
        .where(whole(roundId))
        .groupBy(activity.kind)
        .orderBy(asc(activity.kind))
        .all(),
    levels: async (roundId): Promise<LevelPeople[]> =>
      db
        .select({ depth, kind: unions.kind, ...figures })
        .from(activity)
        .innerJoin(unions, eq(unions.id, activity.unionId))
        .where(whole(roundId))
        .groupBy(depth, unions.kind)
        .orderBy(asc(depth), asc(unions.kind))
        .all(),
  }
}
