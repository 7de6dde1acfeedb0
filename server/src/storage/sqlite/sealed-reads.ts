import type Database from 'better-sqlite3'
import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'
import type { ExportScope } from '../../domain/export-scope.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { ResultRow, SealedFacts } from '../../ports/results.ts'
import type { AboutRevision, OverallRow, SealedReads, SealedUnionRow, VoidedRow } from '../../ports/sealed-reads.ts'
import { inPieces } from './in-pieces.ts'
import { openForReading } from './open.ts'

const ROWS_AT_ONCE = 1_000

type Params = Record<string, string | number>
/** What a scope adds to a question: a condition, and what it asks with. */
type Part = { where: string; with: Params }

const PEOPLE = `join accounts a on a.id = r.contestant_id join contestants c on c.id = r.contestant_id
  left join sealed_faces f on f.revision_id = r.revision_id and f.contestant_id = r.contestant_id`
const NAME = `coalesce(f.full_name, a.full_name)`
/** Empty once it is erased. */
const PHONE = `case when c.birth_date = '' then '' else c.phone end`
const HOUR_MS = 3_600_000
/** Indochina Time, by which files tell the hour. */
const OFFSET_MS = 7 * HOUR_MS

/** Unions of a scope in the tree of a revision: one with everything below it, or a division's with everything below them. */
function unionsOf(scope: ExportScope): string | null {
  const from = {
    union: `values (@unionId)`,
    division: `select union_id from sealed_unions where revision_id = @revisionId and division_id = @divisionId`,
  }
  if (scope.of !== 'union' && scope.of !== 'division') return null
  return `(with recursive below(id) as (${from[scope.of]} union
    select child.union_id from sealed_unions child join below on child.parent_id = below.id where child.revision_id = @revisionId) select id from below)`
}

function within(scope: ExportScope, union: string, kind: string): Part {
  const { of, ...asked } = scope
  const unions = unionsOf(scope)
  return { where: unions !== null ? ` and ${union} in ${unions}` : of === 'kind' ? ` and ${kind} = @contestantKind` : '', with: asked }
}
const ofPeople = (scope: ExportScope): Part => within(scope, 'r.union_id', 'coalesce(f.contestant_kind, c.contestant_kind)')

/** A sealed revision as its files show it, on a read-only connection that sees one moment. */
export async function openSealedReads(file: string, sha256: Sha256): Promise<SealedReads> {
  const client = openForReading(file).$client
  // A ranking names people in no order of theirs: with SQLite's 2 MB each of a million would cost six reads.
  client.pragma('cache_size = -24576')
  client.exec('begin')
  client.function('lot', { deterministic: true }, (head, attemptId) => sha256(`${String(head)}\n${String(attemptId)}`))
  return {
    about: async (revisionId, scope) => aboutOf(client, revisionId, scope),
    rows: (revisionId, scope) => inPieces(rowsOf(client, revisionId, scope), ROWS_AT_ONCE),
    unions: async (revisionId, scope) => sealedUnionsOf(client, revisionId, scope),
    voided: (revisionId, scope) => inPieces(voidedOf(client, revisionId, scope), ROWS_AT_ONCE),
    hours: async (revisionId, scope) => hoursOf(client, revisionId, scope),
    overall: (revisionId) => inPieces(overallOf(client, revisionId), ROWS_AT_ONCE),
    close: async () => void client.close(),
  }
}

type RevisionText = Omit<AboutRevision, 'rules' | 'scopeName' | 'rows' | 'erased' | 'divisions' | 'overallPeople'> & {
  rules: string
  facts: string | null
}

function revisionOf(client: Database.Database, revisionId: string): RevisionText {
  const row = client
    .prepare(
      `select c.title as contest, c.organiser, r.title as round, v.number as revision, v.sealed_at as sealedAt, coalesce(s.full_name, v.actor_id) as sealedBy, v.reason,
         v.chain_seq as chainSeq, v.chain_hash as chainHash, v.results_hash as resultsHash, v.people, v.attempts, v.all_correct_count as allCorrectCount,
         v.prediction_target as predictionTarget, v.rules, v.facts
       from result_revisions v join rounds r on r.id = v.round_id join contests c on c.id = r.contest_id left join accounts s on s.id = v.actor_id
       where v.id = ? and v.state = 'sealed'`,
    )
    .get(revisionId) as RevisionText | undefined
  if (row === undefined) throw new Error(`revision ${revisionId} does not exist`)
  return row
}

const factsIn = ({ facts }: RevisionText): SealedFacts | null => (facts === null ? null : (JSON.parse(facts) as SealedFacts))

function aboutOf(client: Database.Database, revisionId: string, scope: ExportScope): AboutRevision {
  const revision = revisionOf(client, revisionId)
  const { facts: _, rules, ...row } = revision
  const facts = factsIn(revision)
  const part = ofPeople(scope)
  const counted = (): number =>
    client
      .prepare(`select count(*) from result_rows r ${PEOPLE} where r.revision_id = @revisionId${part.where}`)
      .pluck()
      .get({ revisionId, ...part.with }) as number
  // A cross join keeps the order: few are erased.
  const erased = client.prepare(
    `select count(*) as total from erasures e cross join result_places p on p.contestant_id = e.contestant_id where p.revision_id = ?`,
  )
  const divisions = facts?.divisions ?? []
  const overall = facts?.overall ?? null
  const told = facts === null ? {} : { contest: facts.contest, organiser: facts.organiser, round: facts.round, sealedBy: facts.sealedBy }
  return {
    ...row,
    ...told,
    rules: JSON.parse(rules) as RoundRules,
    scopeName: scopeName(client, revisionId, scope, divisions),
    rows: scope.of === 'whole' ? revision.people : counted(),
    erased: (erased.get(revisionId) as { total: number }).total,
    divisions,
    overallPeople: overall === null ? null : peopleOf(client, overall),
  }
}

function peopleOf(client: Database.Database, revisionIds: readonly string[]): number {
  const places = revisionIds.map(() => '?').join(', ')
  const found = client.prepare(`select count(distinct contestant_id) as total from result_places where revision_id in (${places})`)
  return (found.get(...revisionIds) as { total: number }).total
}

function scopeName(client: Database.Database, revisionId: string, scope: ExportScope, divisions: AboutRevision['divisions']): string {
  if (scope.of === 'kind') return scope.contestantKind
  if (scope.of === 'division') return divisions.find(({ id }) => id === scope.divisionId)?.name ?? scope.divisionId
  if (scope.of === 'whole') return ''
  const union = client.prepare(`select name from sealed_unions where revision_id = ? and union_id = ?`).get(revisionId, scope.unionId) as
    | { name: string }
    | undefined
  return union?.name ?? scope.unionId
}

type RowValues = [
  ...[position: number, rank: number, contestantId: string, fullName: string, phone: string, birthDate: string, unionName: string, unionPath: string],
  ...[contestantKind: string, attemptId: string, attemptNumber: number, score: number, maxScore: number, prediction: number | null],
  ...[predictionDistance: number | null, durationMs: number, submittedAt: number, receipt: string],
  ...[decidedBy: ResultRow['decidedBy'], own: number | null, next: number | null],
]

function* rowsOf(client: Database.Database, revisionId: string, scope: ExportScope): Generator<ResultRow> {
  const part = ofPeople(scope)
  const rows = client.prepare(
    `select r.position, r.rank, r.contestant_id, ${NAME}, ${PHONE}, coalesce(f.birth_date, c.birth_date), r.union_name, coalesce(s.path, u.path),
       coalesce(f.contestant_kind, c.contestant_kind), r.attempt_id, r.number, r.score, r.max_score, r.prediction, r.prediction_distance, r.duration_ms,
       r.submitted_at, r.receipt, r.decided_by, r.own, r.next
     from result_rows r ${PEOPLE} join unions u on u.id = r.union_id
     left join sealed_unions s on s.revision_id = r.revision_id and s.union_id = r.union_id
     where r.revision_id = @revisionId${part.where} order by r.position`,
  )
  // Lists: a row with 21 names costs as much again as reading it.
  for (const values of rows.raw().iterate({ revisionId, ...part.with }) as Iterable<RowValues>) {
    // oxfmt-ignore
    const [
      position, rank, contestantId, fullName, phone, birthDate, unionName, unionPath, contestantKind, attemptId, attemptNumber,
      score, maxScore, prediction, predictionDistance, durationMs, submittedAt, receipt, decidedBy, own, next,
    ] = values
    // oxfmt-ignore
    yield {
      position, rank, contestantId, fullName, phone, birthDate, unionName, unionPath, contestantKind, attemptId, attemptNumber,
      score, maxScore, prediction, predictionDistance, durationMs, submittedAt, receipt, decidedBy, own, next,
    }
  }
}

function sealedUnionsOf(client: Database.Database, revisionId: string, scope: ExportScope): SealedUnionRow[] {
  if (scope.of === 'kind') return []
  const part = within(scope, 's.union_id', `''`)
  const rows = client.prepare(
    `select s.code, s.name, s.kind, s.path, s.division_id as divisionId, s.member_total as memberTotal, s.people, s.attempts, s.score_sum as scoreSum,
       s.all_correct as allCorrect
     from sealed_unions s where s.revision_id = @revisionId and s.kind <> ''${part.where} order by s.path, s.code`,
  )
  return rows.all({ revisionId, ...part.with }) as SealedUnionRow[]
}

/** The log's last word by the seal on whether an attempt is void. */
const standing = (attemptId: string): string =>
  `(select max(y.seq) from submission_log y where y.attempt_id = ${attemptId} and y.kind in ('void', 'restore') and y.seq <= v.chain_seq)`

/**
 * Attempts of the revision's round that were void by its seal, found by the index of voids alone: they are few, and the log is long.
 */
const VOIDED = `from result_revisions v join submission_log x indexed by submission_log_standing on x.kind in ('void', 'restore') and x.kind = 'void' and x.round_id = v.round_id
  and x.seq = ${standing('x.attempt_id')} join attempts t on t.id = x.attempt_id join submission_log l on l.receipt = t.receipt`

function voidedOf(client: Database.Database, revisionId: string, scope: ExportScope): Iterable<VoidedRow> {
  const part = within(scope, 't.union_id', 'coalesce(f.contestant_kind, c.contestant_kind)')
  const rows = client.prepare(
    `select ${NAME} as fullName, ${PHONE} as phone, coalesce(nullif(s.name, ''), '') as unionName, t.number, t.submitted_at as submittedAt,
       json_extract(l.payload, '$.score') as score, l.receipt, x.at as voidedAt, coalesce(w.login, json_extract(x.payload, '$.actorId')) as voidedBy,
       json_extract(x.payload, '$.reason') as reason
     ${VOIDED} join accounts a on a.id = t.contestant_id join contestants c on c.id = t.contestant_id
     left join sealed_faces f on f.revision_id = v.id and f.contestant_id = t.contestant_id
     left join sealed_unions s on s.revision_id = v.id and s.union_id = t.union_id
     left join accounts w on w.id = json_extract(x.payload, '$.actorId')
     where v.id = @revisionId${part.where} order by x.seq`,
  )
  return rows.iterate({ revisionId, ...part.with }) as Iterable<VoidedRow>
}

function hoursOf(client: Database.Database, revisionId: string, scope: ExportScope): { at: number; attempts: number }[] {
  const part = within(scope, 't.union_id', 't.contestant_kind')
  // Of everybody the log itself says it: two million attempts, each with its paper, are not read for their hour.
  const whole = scope.of === 'whole'
  const at = whole ? `json_extract(l.payload, '$.submittedAt')` : 't.submitted_at'
  const rows = client.prepare(
    `select (${at} + ${OFFSET_MS}) / ${HOUR_MS} * ${HOUR_MS} - ${OFFSET_MS} as at, count(*) as attempts
     from result_revisions v join submission_log l on l.round_id = v.round_id and l.seq <= v.chain_seq and l.kind = 'submission'
     ${whole ? '' : 'join attempts t on t.id = l.attempt_id'} left join submission_log x on x.kind = 'void' and x.seq = ${standing('l.attempt_id')}
     where v.id = @revisionId and x.seq is null${part.where} group by 1 order by 1`,
  )
  return rows.all({ revisionId, ...part.with }) as { at: number; attempts: number }[]
}

/** What each tie-break orders by in the sum over rounds; a prediction is of one round. */
const ORDERS: Record<Exclude<TieBreak, 'predictionDistance'>, string> = { score: 'score desc', durationMs: 'durationMs', submittedAt: 'submittedAt' }

type Summed = OverallRow & { attemptId: string }

/** The whole contest: scores and durations summed over its rounds, the last hand-in, ranked by the tie-breaks of the first round. */
function* overallOf(client: Database.Database, revisionId: string): Generator<OverallRow> {
  const revision = revisionOf(client, revisionId)
  const ids = factsIn(revision)?.overall ?? []
  if (ids.length === 0) return
  const first = client
    .prepare(
      `select v.rules from result_revisions v join rounds r on r.id = v.round_id where v.id in (${ids.map(() => '?').join(', ')}) order by r.number limit 1`,
    )
    .get(...ids) as { rules: string }
  const rules = JSON.parse(first.rules) as RoundRules
  const chain = rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')
  const order = [...chain.map((tieBreak) => ORDERS[tieBreak]), ...(rules.equals === 'lot' ? ['lot(?, attemptId)'] : []), 'attemptId']
  // With max() SQLite takes the other columns from the row that holds it: the newest one.
  const summed = client.prepare(
    `select 0 as rank, ${NAME} as fullName, ${PHONE} as phone, r.union_name as unionName, count(*) as rounds, round(sum(r.score), 2) as score,
       sum(r.duration_ms) as durationMs, max(r.submitted_at) as submittedAt, r.attempt_id as attemptId
     from result_rows r ${PEOPLE} where r.revision_id in (${ids.map(() => '?').join(', ')}) group by r.contestant_id order by ${order.join(', ')}`,
  )
  let [position, rank, before] = [0, 0, '']
  for (const { attemptId: _, ...row } of summed.iterate(...ids, ...(rules.equals === 'lot' ? [revision.chainHash] : [])) as Iterable<Summed>) {
    position += 1
    const equal = chain.map((tieBreak) => row[tieBreak]).join(' ')
    if (rules.equals === 'lot' || equal !== before) rank = position
    before = equal
    yield { ...row, rank }
  }
}
