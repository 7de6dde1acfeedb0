import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { eq } from 'drizzle-orm'
import { reviewedAnswers } from '../../domain/flags-answers.ts'
import { correctedBy, type Corrected } from '../../domain/key-correction.ts'
import { charactersToRead } from '../../domain/flags-speed.ts'
import type { ReviewedAttempt } from '../../domain/flags.ts'
import type { ReviewedPerson } from '../../domain/flags-people.ts'
import type { Seen } from '../../domain/flags-shared.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionDraft } from '../../domain/question.ts'
import type { FlagSource, HeldAnswers } from '../../ports/flags.ts'
import { correctionsOf } from './corrections.ts'
import { openForReading } from './open.ts'
import { contentOf } from './question-versions.ts'
import { questionVersions, rounds } from './schema.ts'

type AttemptRow = Omit<ReviewedAttempt, 'answers' | 'questions'> & { paper: string }
type ResponseRow = { position: number; choice: string; tappedAt: number }
type HeldRow = Omit<HeldAnswers, 'positions'> & { positions: string }

// The statements run a hundred thousand times: they go without the mapper between.
const sql = {
  attempts: `select o.attempt_id as attemptId, o.contestant_id as contestantId, o.union_id as unionId, a.started_at as startedAt,
    o.duration_ms as durationMs, a.paper from outcomes o join attempts a on a.id = o.attempt_id where o.round_id = ? order by o.attempt_id`,
  responses: `select position, choice, tapped_at as tappedAt from responses where attempt_id = ? and choice <> '[]' order by position`,
  durations: `select duration_ms from outcomes where round_id = ?`,
  people: `select c.id as contestantId, n.full_name as fullName, c.birth_date as birthDate, c.union_id as unionId, n.created_at as registeredAt,
    min(o.attempt_id) as attemptId from outcomes o join contestants c on o.contestant_id in (c.id, c.joined_to) join accounts n on n.id = c.id
    where o.round_id = ? and c.withdrawn_at is null group by c.id order by c.id`,
  seen: `select s.attempt_id as attemptId, o.contestant_id as contestantId, s.at, s.device_hash as deviceHash, s.address_hash as addressHash
    from outcomes o join attempt_sightings s on s.round_id = o.round_id and s.attempt_id = o.attempt_id where o.round_id = ? order by o.attempt_id, s.at, s.what`,
  held: `select h.attempt_id as attemptId, o.contestant_id as contestantId, o.submitted_at as submittedAt, max(h.arrived_at) as arrivedAt,
    count(*) as taps, json_group_array(distinct h.position) as positions from held_responses h cross join outcomes o on o.attempt_id = h.attempt_id
    where o.round_id = ? group by h.attempt_id order by h.attempt_id`,
  seq: `select max(seq) from submission_log where round_id = ?`,
  heldTaps: `select count(*) from held_responses h cross join attempts a on a.id = h.attempt_id where a.round_id = ?`,
} as const

/** So many rows go over at a time. */
const AT_ONCE = 200

/** What a pass reads, on a read-only connection of its own, all of one moment. */
export async function openForFlags(file: string, roundId: string): Promise<FlagSource> {
  const db = openForReading(file)
  const client = db.$client
  client.prepare('begin').run()
  const round = db.select({ contestId: rounds.contestId, rules: rounds.rules }).from(rounds).where(eq(rounds.id, roundId)).get()
  if (round === undefined) throw new Error(`round ${roundId} does not exist`)
  const versions = new Map(
    db
      .select({ id: questionVersions.id, content: questionVersions.content })
      .from(questionVersions)
      .where(eq(questionVersions.contestId, round.contestId))
      .all()
      .map((row) => [row.id, contentOf(row)]),
  )
  return {
    mark: async () => ({ seq: numberOf(client, sql.seq, roundId), held: numberOf(client, sql.heldTaps, roundId) }),
    durations: async () => client.prepare<[string], number>(sql.durations).pluck().all(roundId),
    charactersOf: (versionId) => charactersToRead(versions.get(versionId)),
    attempts: () =>
      piecesOf(reviewed(client, { roundId, versions, credit: round.rules.multipleCredit, corrected: correctedBy(correctionsOf({ db })(roundId)) })),
    people: () => piecesOf(client.prepare<[string], ReviewedPerson>(sql.people).iterate(roundId)),
    seen: () => piecesOf(client.prepare<[string], Seen>(sql.seen).iterate(roundId)),
    held: async () =>
      client
        .prepare<[string], HeldRow>(sql.held)
        .all(roundId)
        .map((row) => ({ ...row, positions: (JSON.parse(row.positions) as number[]).sort((a, b) => a - b) })),
    close: async () => void client.close(),
  }
}

/** Rows some at a time: waiting for each of a million would cost as much as reading it. */
async function* piecesOf<Row>(rows: Iterable<Row>): AsyncGenerator<Row[]> {
  let some: Row[] = []
  for (const row of rows) {
    some.push(row)
    if (some.length < AT_ONCE) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

type Client = ReturnType<typeof openForReading>['$client']
const numberOf = (client: Client, statement: string, roundId: string): number =>
  client.prepare<[string], number | null>(statement).pluck().get(roundId) ?? 0

type Reading = { roundId: string; versions: ReadonlyMap<string, QuestionDraft>; credit: RoundRules['multipleCredit']; corrected: Corrected }

function* reviewed(client: Client, { roundId, versions, credit, corrected }: Reading): Generator<ReviewedAttempt> {
  const responses = client.prepare<[string], ResponseRow>(sql.responses)
  const keyOf = (versionId: string): QuestionDraft => {
    const version = versions.get(versionId)
    if (version === undefined) throw new Error(`a paper pins question version ${versionId}, which does not exist`)
    return version
  }
  for (const { paper: written, ...attempt } of client.prepare<[string], AttemptRow>(sql.attempts).iterate(roundId)) {
    const paper = JSON.parse(written) as PaperItem[]
    const saved = responses.all(attempt.attemptId).map((row) => ({ ...row, choice: JSON.parse(row.choice) as string[] }))
    yield { ...attempt, questions: paper.length, answers: reviewedAnswers(paper, saved, { keyOf, corrected, credit }) }
  }
}
