import { eq, sql, type SQL } from 'drizzle-orm'
import { reviewedAnswers } from '../../domain/flags-answers.ts'
import { charactersToRead } from '../../domain/flags-speed.ts'
import type { ReviewedAttempt } from '../../domain/flags.ts'
import type { ReviewedPerson } from '../../domain/flags-people.ts'
import type { Seen } from '../../domain/flags-shared.ts'
import { correctedBy } from '../../domain/key-correction.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import type { FlagSource, HeldAnswers } from '../../ports/flags.ts'
import { correctionsOf } from './corrections.ts'
import { piecesOf } from './cursor.ts'
import { first, openMoment, rowsOf, type Db } from './open.ts'
import { contentOf } from './question-versions.ts'
import { responsesIn, savedResponses } from './saved-responses.ts'
import { questionVersions, rounds } from './schema.ts'

type AttemptRow = Omit<ReviewedAttempt, 'answers' | 'questions'> & { paper: string; responses: string }

/** What a pass reads, on a connection of its own, all of one moment. */
export async function openForFlags(url: string, roundId: string): Promise<FlagSource> {
  const { db, close } = await openMoment(url)
  const round = await first(db.select({ contestId: rounds.contestId, rules: rounds.rules }).from(rounds).where(eq(rounds.id, roundId)))
  if (round === undefined) throw new Error(`round ${roundId} does not exist`)
  const contents = await db
    .select({ id: questionVersions.id, content: questionVersions.content })
    .from(questionVersions)
    .where(eq(questionVersions.contestId, round.contestId))
  const versions = new Map(contents.map((row) => [row.id, contentOf(row)]))
  const keyOf = (versionId: string): QuestionDraft => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
    return version
  }
  const total = async (statement: SQL): Promise<number> => (await rowsOf<{ total: number | null }>(db, statement))[0]?.total ?? 0
  return {
    mark: async () => ({
      seq: await total(sql`select max(seq) as total from submission_log where round_id = ${roundId}`),
      held: await total(sql`select count(*) as total from held_responses h join attempts a on a.id = h.attempt_id where a.round_id = ${roundId}`),
    }),
    durations: async () => {
      const durations: number[] = []
      for await (const some of piecesOf<{ ms: number }>(db, sql`select duration_ms as ms from outcomes where round_id = ${roundId}`))
        for (const { ms } of some) durations.push(ms)
      return durations
    },
    charactersOf: (versionId) => charactersToRead(versions.get(versionId)),
    async *attempts() {
      const how = { keyOf, corrected: correctedBy(await correctionsOf(db)(roundId)), credit: round.rules.multipleCredit }
      for await (const some of attemptRows(db, roundId))
        yield some.map(({ paper: written, responses, ...attempt }): ReviewedAttempt => {
          const paper = JSON.parse(written) as PaperItem[]
          return { ...attempt, questions: paper.length, answers: reviewedAnswers(paper, responsesIn(responses), how) }
        })
    },
    people: () => piecesOf<ReviewedPerson>(db, people(roundId)),
    seen: () => piecesOf<Seen>(db, seen(roundId)),
    held: () => rowsOf<HeldAnswers>(db, held(roundId)),
    close,
  }
}

/** In two steps: papers are large, and need not be sorted. */
async function* attemptRows(db: Db, roundId: string): AsyncGenerator<AttemptRow[]> {
  const inOrder = sql`select attempt_id as id from outcomes where round_id = ${roundId} order by attempt_id`
  for await (const some of piecesOf<{ id: string }>(db, inOrder)) {
    const ids = some.map(({ id }) => id)
    yield await rowsOf<AttemptRow>(
      db,
      sql`select o.attempt_id as "attemptId", o.contestant_id as "contestantId", o.union_id as "unionId", a.started_at as "startedAt",
        o.duration_ms as "durationMs", a.paper, ${savedResponses(sql`a.id`)} as responses
        from outcomes o join attempts a on a.id = o.attempt_id where o.attempt_id = any(${sql.param(ids)}::text[]) order by o.attempt_id`,
    )
  }
}

/**
 * With the attempts of an account that was joined to another one goes whoever owns either. Each way has an index of its own: joined by both at once, or
 * by a list of both, everybody may be compared with everybody.
 */
const people = (roundId: string): SQL => {
  const of = sql`c.id, c.birth_date, c.union_id, o.attempt_id`
  const wanted = sql`o.round_id = ${roundId} and c.withdrawn_at is null`
  return sql`select p.id as "contestantId", n.full_name as "fullName", p.birth_date as "birthDate", p.union_id as "unionId",
    n.created_at as "registeredAt", p.first as "attemptId"
    from (
      select id, birth_date, union_id, min(attempt_id) as first from (
        select ${of} from outcomes o join contestants c on c.id = o.contestant_id where ${wanted}
        union all
        select ${of} from contestants c join outcomes o on o.contestant_id = c.joined_to where c.joined_to is not null and ${wanted}
      ) took group by id, birth_date, union_id
    ) p join accounts n on n.id = p.id order by p.id`
}

const seen = (roundId: string): SQL =>
  sql`select s.attempt_id as "attemptId", o.contestant_id as "contestantId", s.at, s.device_hash as "deviceHash", s.address_hash as "addressHash"
    from attempt_sightings s join outcomes o on o.attempt_id = s.attempt_id
    where s.round_id = ${roundId} order by s.attempt_id, s.at, s.what`

const held = (roundId: string): SQL =>
  sql`select h.attempt_id as "attemptId", o.contestant_id as "contestantId", o.submitted_at as "submittedAt", max(h.arrived_at) as "arrivedAt",
    count(*) as taps, json_agg(distinct h.position order by h.position) as positions
    from held_responses h join outcomes o on o.attempt_id = h.attempt_id
    where o.round_id = ${roundId} group by h.attempt_id, o.contestant_id, o.submitted_at order by h.attempt_id`
