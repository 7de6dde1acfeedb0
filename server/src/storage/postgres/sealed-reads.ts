import { sql, type SQL } from 'drizzle-orm'
import type { RoundRules, TieBreak } from '@hoithi/shared/contracts/rules'
import type { ExportScope } from '../../domain/export-scope.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import type { ResultRow, SealedFacts } from '../../ports/results.ts'
import type { AboutRevision, OverallRow, SealedReads, SealedUnionRow, VoidedRow } from '../../ports/sealed-reads.ts'
import { piecesOf } from './cursor.ts'
import { first, openMoment, rowsOf, type Db } from './open.ts'

const PEOPLE = sql`join accounts a on a.id = r.contestant_id join contestants c on c.id = r.contestant_id
  left join sealed_faces f on f.revision_id = r.revision_id and f.contestant_id = r.contestant_id`
const NAME = sql`coalesce(f.full_name, a.full_name)`
const KIND = sql`coalesce(f.contestant_kind, c.contestant_kind)`
/** Empty once it is erased. */
const PHONE = sql`case when c.birth_date = '' then '' else c.phone end`
const HOUR_MS = sql.raw('3600000')
/** Indochina Time, by which files tell the hour. */
const OFFSET_MS = sql.raw('25200000')

/** Unions of a scope in the tree of a revision: one with everything below it, or a division's with everything below them. */
function unionsOf(revisionId: string, scope: ExportScope): SQL | null {
  if (scope.of !== 'union' && scope.of !== 'division') return null
  const from =
    scope.of === 'union'
      ? sql`values (${scope.unionId}::text collate "C")`
      : sql`select union_id from sealed_unions where revision_id = ${revisionId} and division_id = ${scope.divisionId}`
  return sql`(with recursive below(id) as (${from} union
    select child.union_id from sealed_unions child join below on child.parent_id = below.id where child.revision_id = ${revisionId}) select id from below)`
}

/** What a scope adds to the condition of a question. */
function within(revisionId: string, scope: ExportScope, union: SQL, kind: SQL): SQL {
  const unions = unionsOf(revisionId, scope)
  if (unions !== null) return sql` and ${union} in ${unions}`
  return scope.of === 'kind' ? sql` and ${kind} = ${scope.contestantKind}` : sql``
}
const ofPeople = (revisionId: string, scope: ExportScope): SQL => within(revisionId, scope, sql`r.union_id`, KIND)

/** A sealed revision as its files show it, on a connection that sees one moment. */
export async function openSealedReads(url: string, _sha256: Sha256): Promise<SealedReads> {
  const { db, close } = await openMoment(url)
  return {
    about: (revisionId, scope) => aboutOf(db, revisionId, scope),
    rows: (revisionId, scope) => rankedOf(db, revisionId, scope),
    unions: (revisionId, scope) => sealedUnionsOf(db, revisionId, scope),
    voided: (revisionId, scope) => voidedOf(db, revisionId, scope),
    hours: (revisionId, scope) => hoursOf(db, revisionId, scope),
    overall: (revisionId) => overallOf(db, revisionId),
    close,
  }
}

type RevisionText = Omit<AboutRevision, 'rules' | 'scopeName' | 'rows' | 'erased' | 'divisions' | 'overallPeople'> & {
  rules: string
  facts: string | null
}

async function revisionOf(db: Db, revisionId: string): Promise<RevisionText> {
  const row = await first(
    rowsOf<RevisionText>(
      db,
      sql`select c.title as contest, c.organiser, r.title as round, v.number as revision, v.sealed_at as "sealedAt", coalesce(s.full_name, v.actor_id) as "sealedBy",
         v.reason, v.chain_seq as "chainSeq", v.chain_hash as "chainHash", v.results_hash as "resultsHash", v.people, v.attempts,
         v.all_correct_count as "allCorrectCount", v.prediction_target as "predictionTarget", v.rules, v.facts
       from result_revisions v join rounds r on r.id = v.round_id join contests c on c.id = r.contest_id left join accounts s on s.id = v.actor_id
       where v.id = ${revisionId} and v.state = 'sealed'`,
    ),
  )
  if (row === undefined) throw new Error(`revision ${revisionId} does not exist`)
  return row
}

const factsIn = ({ facts }: RevisionText): SealedFacts | null => (facts === null ? null : (JSON.parse(facts) as SealedFacts))

async function total(db: Db, statement: SQL): Promise<number> {
  return (await first(rowsOf<{ total: number }>(db, statement)))?.total ?? 0
}

async function aboutOf(db: Db, revisionId: string, scope: ExportScope): Promise<AboutRevision> {
  const revision = await revisionOf(db, revisionId)
  const { facts: _, rules, ...row } = revision
  const facts = factsIn(revision)
  const divisions = facts?.divisions ?? []
  const overall = facts?.overall ?? null
  const told = facts === null ? {} : { contest: facts.contest, organiser: facts.organiser, round: facts.round, sealedBy: facts.sealedBy }
  const counted = sql`select count(*) as total from result_rows r ${PEOPLE} where r.revision_id = ${revisionId}${ofPeople(revisionId, scope)}`
  const erased = sql`select count(*) as total from erasures e join result_places p on p.contestant_id = e.contestant_id where p.revision_id = ${revisionId}`
  return {
    ...row,
    ...told,
    rules: JSON.parse(rules) as RoundRules,
    scopeName: await scopeName(db, revisionId, scope, divisions),
    rows: scope.of === 'whole' ? revision.people : await total(db, counted),
    erased: await total(db, erased),
    divisions,
    overallPeople:
      overall === null
        ? null
        : await total(db, sql`select count(distinct contestant_id) as total from result_places where revision_id = ${anyOf(overall)}`),
  }
}

const anyOf = (ids: readonly string[]): SQL => sql`any(${sql.param(ids)}::text[])`

async function scopeName(db: Db, revisionId: string, scope: ExportScope, divisions: AboutRevision['divisions']): Promise<string> {
  if (scope.of === 'kind') return scope.contestantKind
  if (scope.of === 'division') return divisions.find(({ id }) => id === scope.divisionId)?.name ?? scope.divisionId
  if (scope.of === 'whole') return ''
  const named = sql`select name from sealed_unions where revision_id = ${revisionId} and union_id = ${scope.unionId}`
  return (await first(rowsOf<{ name: string }>(db, named)))?.name ?? scope.unionId
}

function rankedOf(db: Db, revisionId: string, scope: ExportScope): AsyncIterable<ResultRow[]> {
  return piecesOf<ResultRow>(
    db,
    sql`select r.position, r.rank, r.contestant_id as "contestantId", ${NAME} as "fullName", ${PHONE} as phone, coalesce(f.birth_date, c.birth_date) as "birthDate",
       r.union_name as "unionName", coalesce(s.path, u.path) as "unionPath", ${KIND} as "contestantKind", r.attempt_id as "attemptId", r.number as "attemptNumber",
       r.score, r.max_score as "maxScore", r.prediction, r.prediction_distance as "predictionDistance", r.duration_ms as "durationMs",
       r.submitted_at as "submittedAt", r.receipt, r.decided_by as "decidedBy", r.own, r.next
     from result_rows r ${PEOPLE} join unions u on u.id = r.union_id
     left join sealed_unions s on s.revision_id = r.revision_id and s.union_id = r.union_id
     where r.revision_id = ${revisionId}${ofPeople(revisionId, scope)} order by r.position`,
  )
}

async function sealedUnionsOf(db: Db, revisionId: string, scope: ExportScope): Promise<SealedUnionRow[]> {
  if (scope.of === 'kind') return []
  return rowsOf<SealedUnionRow>(
    db,
    sql`select s.code, s.name, s.kind, s.path, s.division_id as "divisionId", s.member_total as "memberTotal", s.people, s.attempts, s.score_sum as "scoreSum",
       s.all_correct as "allCorrect"
     from sealed_unions s where s.revision_id = ${revisionId} and s.kind <> ''${within(revisionId, scope, sql`s.union_id`, sql`''`)} order by s.path, s.code`,
  )
}

/** The log's last word by the seal on each attempt of the revision's round that was ever void; they are few, and the log is long. */
const lastWords = (revisionId: string): SQL =>
  sql`(select distinct on (y.attempt_id) y.attempt_id, y.kind, y.seq, y.at, y.payload::json as payload
     from result_revisions w join submission_log y on y.round_id = w.round_id and y.seq <= w.chain_seq
     where w.id = ${revisionId} and y.kind in ('void', 'restore') order by y.attempt_id, y.seq desc)`

function voidedOf(db: Db, revisionId: string, scope: ExportScope): AsyncIterable<VoidedRow[]> {
  return piecesOf<VoidedRow>(
    db,
    sql`select ${NAME} as "fullName", ${PHONE} as phone, coalesce(s.name, '') as "unionName", t.number, t.submitted_at as "submittedAt",
       (l.payload::json ->> 'score')::double precision as score, l.receipt, x.at as "voidedAt", coalesce(w.login, x.payload ->> 'actorId') as "voidedBy",
       x.payload ->> 'reason' as reason
     from result_revisions v join ${lastWords(revisionId)} x on x.kind = 'void' join attempts t on t.id = x.attempt_id join submission_log l on l.receipt = t.receipt
     join accounts a on a.id = t.contestant_id join contestants c on c.id = t.contestant_id
     left join sealed_faces f on f.revision_id = v.id and f.contestant_id = t.contestant_id
     left join sealed_unions s on s.revision_id = v.id and s.union_id = t.union_id
     left join accounts w on w.id = x.payload ->> 'actorId'
     where v.id = ${revisionId}${within(revisionId, scope, sql`t.union_id`, KIND)} order by x.seq`,
  )
}

function hoursOf(db: Db, revisionId: string, scope: ExportScope): Promise<{ at: number; attempts: number }[]> {
  // Of everybody the log itself says it: two million attempts, each with its paper, are not read for their hour.
  const whole = scope.of === 'whole'
  const at = whole ? sql`(l.payload::json ->> 'submittedAt')::bigint` : sql`t.submitted_at`
  const attempts = whole ? sql`` : sql`join attempts t on t.id = l.attempt_id`
  return rowsOf<{ at: number; attempts: number }>(
    db,
    sql`select (${at} + ${OFFSET_MS}) / ${HOUR_MS} * ${HOUR_MS} - ${OFFSET_MS} as at, count(*) as attempts
     from result_revisions v join submission_log l on l.round_id = v.round_id and l.seq <= v.chain_seq and l.kind = 'submission' ${attempts}
     where v.id = ${revisionId} and not exists (select 1 from ${lastWords(revisionId)} x where x.kind = 'void' and x.attempt_id = l.attempt_id)
     ${within(revisionId, scope, sql`t.union_id`, sql`t.contestant_kind`)} group by 1 order by 1`,
  )
}

/** What each tie-break orders by in the sum over rounds; a prediction is of one round. */
const ORDERS: Record<Exclude<TieBreak, 'predictionDistance'>, SQL> = {
  score: sql`score desc`,
  durationMs: sql`"durationMs"`,
  submittedAt: sql`"submittedAt"`,
}

/** The whole contest: scores and durations summed over its rounds, the last hand-in, ranked by the tie-breaks of the first round. */
async function* overallOf(db: Db, revisionId: string): AsyncGenerator<OverallRow[]> {
  const revision = await revisionOf(db, revisionId)
  const ids = factsIn(revision)?.overall ?? []
  if (ids.length === 0) return
  const rules = await firstRules(db, ids)
  const chain = rules.tieBreaks.filter((tieBreak) => tieBreak !== 'predictionDistance')
  // The SHA-256 that lots are everywhere.
  const lot = sql`encode(sha256(convert_to(${revision.chainHash}::text || chr(10) || "attemptId", 'UTF8')), 'hex') collate "C"`
  const order = [...chain.map((tieBreak) => ORDERS[tieBreak]), ...(rules.equals === 'lot' ? [lot] : []), sql`"attemptId"`]
  let [position, rank, before] = [0, 0, '']
  for await (const some of piecesOf<OverallRow & { attemptId: string }>(db, sql`${summedOf(ids)} order by ${sql.join(order, sql`, `)}`))
    yield some.map(({ attemptId: _, ...row }) => {
      position += 1
      const equal = chain.map((tieBreak) => row[tieBreak]).join(' ')
      if (rules.equals === 'lot' || equal !== before) rank = position
      before = equal
      return { ...row, rank }
    })
}

async function firstRules(db: Db, ids: readonly string[]): Promise<RoundRules> {
  const rows = rowsOf<{ rules: string }>(
    db,
    sql`select v.rules from result_revisions v join rounds r on r.id = v.round_id where v.id = ${anyOf(ids)} order by r.number limit 1`,
  )
  const found = await first(rows)
  if (found === undefined) throw new Error(`revisions ${ids.join(', ')} do not exist`)
  return JSON.parse(found.rules) as RoundRules
}

/** A row for each person; what names them is of their newest row. */
const summedOf = (ids: readonly string[]): SQL =>
  sql`select * from (
    select 0 as rank, ${NAME} as "fullName", ${PHONE} as phone, r.union_name as "unionName", r.rounds, round(r.total::numeric, 2) as score,
      r.duration as "durationMs", r.submitted_at as "submittedAt", r.attempt_id as "attemptId"
    from (
      select revision_id, contestant_id, union_name, attempt_id, submitted_at, count(*) over own as rounds, sum(score) over own as total,
        sum(duration_ms) over own as duration, row_number() over newest as nth
      from result_rows where revision_id = ${anyOf(ids)}
      window own as (partition by contestant_id), newest as (partition by contestant_id order by submitted_at desc, attempt_id desc)
    ) r ${PEOPLE} where r.nth = 1
  ) summed`
