import type Database from 'better-sqlite3'
import type { SealedPlace } from '../../domain/sealing.ts'
import type { AnswerKey } from '../../domain/grading.ts'
import type { Sha256 } from '../../domain/receipt.ts'
import { Unreadable } from '../../domain/unreadable.ts'
import type { RegradeEvent } from '../../domain/log-event.ts'
import type { ProofReader, RawEntry, StoredCorrection, StoredRow, StoredUnion } from '../../ports/proof.ts'
import { sqliteLog } from './log.ts'
import { openForReading } from './open.ts'
import { attemptReader } from './proof-attempts.ts'
import { proofRecount } from './proof-recount.ts'
import { contentOf, type VersionRow } from './question-versions.ts'
import { sealingBook } from '../sealing-book.ts'

const ENTRY = `seq, kind, at, round_id as roundId, attempt_id as attemptId, receipt, payload, prev_hash as prevHash, hash`

/** A database as one moment, on a read-only connection: it may be the one that a server writes meanwhile, or a copy. */
export function openForProof(file: string, sha256: Sha256): ProofReader {
  const db = openForReading(file)
  const client = db.$client
  client.pragma('cache_size = -65536')
  client.pragma('temp_store = FILE')
  // Nothing of the temporary tables is ever rolled back.
  client.pragma('temp.journal_mode = OFF')
  client.exec('begin')
  const recount = proofRecount(db, client)
  return {
    damage: () => damageIn(client),
    log: sqliteLog({ db }, sha256),
    ...logReads(client),
    attempts: attemptReader(client),
    keyOf: keyReader(client),
    ...correctionReads(client),
    ...attemptReads(client),
    ...revisionReads(client),
    audited: auditReader(client),
    exportFiles: () =>
      client
        .prepare(
          `select r.title as round, v.number as revision, f.format, f.scope_name as scopeName, f.bytes, f.sha256, max(f.made_at) as madeAt
           from export_files f join result_revisions v on v.id = f.revision_id join rounds r on r.id = v.round_id
           group by f.revision_id, f.scope, f.format order by r.number, v.number, f.scope_name, f.format`,
        )
        .all() as ReturnType<ProofReader['exportFiles']>,
    faces: (ids) => facesOf(client, ids),
    recount,
    openBook: sealingBook,
    close: () => client.close(),
  }
}

/** A database that is damaged badly cannot even be looked through. */
function damageIn(client: Database.Database): string[] {
  try {
    const rows = client.pragma('integrity_check') as { integrity_check: string }[]
    return rows.map((row) => row.integrity_check).filter((found) => found !== 'ok')
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function logReads(client: Database.Database): Pick<ProofReader, 'entriesAfter' | 'entry' | 'lastUntil' | 'loggedBetween'> {
  const after = client.prepare(`select ${ENTRY} from submission_log where seq > ? order by seq limit ?`)
  const one = client.prepare(`select ${ENTRY} from submission_log where seq = ?`)
  const until = client.prepare(`select coalesce(max(seq), 0) as seq from submission_log where at <= ?`)
  const between = client.prepare(`select seq from submission_log where round_id = ? and seq > ? and seq < ? order by seq limit 1`)
  return {
    entriesAfter: (seq, limit) => after.all(seq, limit) as RawEntry[],
    entry: (seq) => (one.get(seq) as RawEntry | undefined) ?? null,
    lastUntil: (at) => (until.get(at) as { seq: number }).seq,
    loggedBetween: (roundId, seq, before) => (between.get(roundId, seq, before) as { seq: number } | undefined)?.seq ?? null,
  }
}

/** Versions are asked for again and again: what each says is read once. */
function keyReader(client: Database.Database): ProofReader['keyOf'] {
  const version = client.prepare(`select content from question_versions where id = ?`)
  const known = new Map<string, AnswerKey | null>()
  return (versionId) => {
    if (!known.has(versionId)) {
      const row = version.get(versionId) as { content: string } | undefined
      known.set(
        versionId,
        row === undefined ? null : contentOf({ content: read('question_versions', versionId, 'content', row.content) as VersionRow['content'] }),
      )
    }
    return known.get(versionId) ?? null
  }
}

function correctionReads(client: Database.Database): Pick<ProofReader, 'corrections' | 'regradesOf'> {
  const regrades = client.prepare(`select payload from submission_log where attempt_id = ? and kind = 'regrade' order by seq`)
  const corrections = client.prepare(
    `select id, round_id as roundId, seq, question_id as questionId, treatment, versions, salt, actor_id as actorId, reason, state
     from key_corrections where round_id = ? order by seq`,
  )
  const known = new Map<string, StoredCorrection[]>()
  return {
    regradesOf: (attemptId) =>
      (regrades.all(attemptId) as { payload: string }[]).map(({ payload }) => read('submission_log', attemptId, 'payload', payload) as RegradeEvent),
    corrections: (roundId) => {
      const rows =
        known.get(roundId) ??
        (corrections.all(roundId) as (Omit<StoredCorrection, 'versions'> & { versions: string })[]).map((row) => ({
          ...row,
          versions: read('key_corrections', row.id, 'versions', row.versions) as StoredCorrection['versions'],
        }))
      known.set(roundId, rows)
      return rows
    },
  }
}

function attemptReads(
  client: Database.Database,
): Pick<ProofReader, 'unloggedAttempts' | 'loggedTwice' | 'submissionOf' | 'voidBefore' | 'personKnown' | 'unionKnown' | 'wrongOwners'> {
  const ids = (sql: string) => {
    const statement = client.prepare(sql)
    return (limit: number) => (statement.all(limit) as { id: string }[]).map(({ id }) => id)
  }
  const submission = client.prepare(
    `select l.seq, a.round_id as roundId from attempts a join submission_log l on l.receipt = a.receipt where a.id = ?`,
  )
  const standing = client.prepare(
    `select kind from submission_log where attempt_id = ? and kind in ('void', 'restore') and seq < ? order by seq desc limit 1`,
  )
  const person = client.prepare(`select 1 from contestants where id = ?`)
  const union = client.prepare(`select 1 from unions where id = ?`)
  const wrong = client.prepare(
    `select a.id, a.contestant_id as ofStored, a.number as storedNumber, a.union_id as storedUnion, o.contestant_id as ofCounted, o.number as countedNumber,
       o.union_id as countedUnion
     from temp.outcomes o join attempts a on a.id = o.attempt_id
     where a.union_id is not o.union_id or a.contestant_id is not o.contestant_id or a.number is not o.number limit ?`,
  )
  type Wrong = Record<'id' | 'ofStored' | 'storedUnion' | 'ofCounted' | 'countedUnion', string> & Record<'storedNumber' | 'countedNumber', number>
  return {
    unloggedAttempts: ids(
      `select a.id from attempts a join rounds r on r.id = a.round_id left join submission_log l on l.receipt = a.receipt and l.attempt_id = a.id
       where a.submitted_at is not null and r.practice = 0 and l.seq is null limit ?`,
    ),
    loggedTwice: ids(`select attempt_id as id from submission_log where kind = 'submission' group by attempt_id having count(*) > 1 limit ?`),
    submissionOf: (attemptId) => (submission.get(attemptId) as ReturnType<ProofReader['submissionOf']> | undefined) ?? null,
    voidBefore: (attemptId, seq) => (standing.get(attemptId, seq) as { kind: string } | undefined)?.kind === 'void',
    personKnown: (contestantId) => person.get(contestantId) !== undefined,
    unionKnown: (unionId) => union.get(unionId) !== undefined,
    wrongOwners: (limit) =>
      (wrong.all(limit) as Wrong[]).map((row) => ({
        attemptId: row.id,
        stored: { contestantId: row.ofStored, number: row.storedNumber, unionId: row.storedUnion },
        counted: { contestantId: row.ofCounted, number: row.countedNumber, unionId: row.countedUnion },
      })),
  }
}

type RulesText = { id: string; rules: string }

function revisionReads(
  client: Database.Database,
): Pick<ProofReader, 'rounds' | 'publicRounds' | 'revisions' | 'resultRows' | 'resultPlaces' | 'sealedUnions'> {
  const rows = client.prepare(
    `select r.position, r.rank, r.contestant_id as contestantId, r.attempt_id as attemptId, r.union_id as unionId, r.number, r.score, r.max_score as maxScore,
       r.prediction, r.prediction_distance as predictionDistance, r.duration_ms as durationMs, r.submitted_at as submittedAt, r.receipt,
       r.decided_by as decidedBy, r.own, r.next, r.union_name as unionName, case when u.kind <> '' then u.name end as sealedName
     from result_rows r left join sealed_unions u on u.revision_id = r.revision_id and u.union_id = r.union_id
     where r.revision_id = ? and r.position > ? order by r.position limit ?`,
  )
  const places = client.prepare(
    'select contestant_id, position from result_places where revision_id = ? and contestant_id > ? order by contestant_id limit ?',
  )
  const unions = client.prepare(
    `select union_id as unionId, parent_id as parentId, people, attempts, score_sum as scoreSum, all_correct as allCorrect from sealed_unions where revision_id = ?`,
  )
  return {
    rounds: () =>
      (
        client
          .prepare(
            `select r.id, r.contest_id as contestId, c.slug, r.number, r.title, r.practice, r.rules, r.sealed_revision as sealedRevision
             from rounds r join contests c on c.id = r.contest_id order by c.slug, r.number`,
          )
          .all() as RulesText[]
      ).map((row) => ({
        ...row,
        practice: 'practice' in row && row.practice === 1,
        rules: read('rounds', row.id, 'rules', row.rules),
      })) as ReturnType<ProofReader['rounds']>,
    publicRounds: () =>
      client
        .prepare(
          `select r.id, c.title as contest, c.slug, r.number, r.title from rounds r join contests c on c.id = r.contest_id
           where c.state = 'published' and r.practice = 0 order by c.slug, r.number`,
        )
        .all() as ReturnType<ProofReader['publicRounds']>,
    revisions: () =>
      (
        client
          .prepare(
            `select id, round_id as roundId, number, state, sealed_at as sealedAt, actor_id as actorId, reason, chain_seq as chainSeq, chain_hash as chainHash,
               results_hash as resultsHash, rules, people, attempts, all_correct_count as allCorrectCount, prediction_target as predictionTarget
             from result_revisions order by round_id, number`,
          )
          .all() as RulesText[]
      ).map((row) => ({ ...row, rules: read('result_revisions', row.id, 'rules', row.rules) })) as ReturnType<ProofReader['revisions']>,
    resultRows: (revisionId, after, limit) => rows.all(revisionId, after, limit) as StoredRow[],
    resultPlaces: (revisionId, after, limit) => places.raw().all(revisionId, after, limit) as SealedPlace[],
    sealedUnions: (revisionId) => unions.all(revisionId) as StoredUnion[],
  }
}

function auditReader(client: Database.Database): ProofReader['audited'] {
  const entries = client.prepare(`select at, actor_id as actorId, reason from audit_entries where action = ?`)
  const known = new Map<string, ReadonlySet<string>>()
  return (action) => {
    const before = known.get(action)
    if (before !== undefined) return before
    const found = new Set(
      (entries.all(action) as { at: number; actorId: string; reason: string }[]).map(({ at, actorId, reason }) => `${at} ${actorId} ${reason}`),
    )
    known.set(action, found)
    return found
  }
}

function facesOf(client: Database.Database, ids: readonly string[]): ReturnType<ProofReader['faces']> {
  const face = client.prepare(
    `select a.full_name as fullName, u.name as unionName from contestants c join accounts a on a.id = c.id join unions u on u.id = c.union_id where c.id = ?`,
  )
  return new Map(
    ids.flatMap((id) => {
      const found = face.get(id) as { fullName: string; unionName: string } | undefined
      return found === undefined ? [] : [[id, found] as const]
    }),
  )
}

/** JSON as it is stored; what cannot be read says where it stands. */
function read(table: string, key: string, field: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Unreadable({ table, key, field, found: text })
  }
}

/** How many migrations a database has seen. */
export function migrationsOf(file: string): number {
  const client = openForReading(file).$client
  try {
    return (client.prepare(`select count(*) as total from __drizzle_migrations`).get() as { total: number }).total
  } finally {
    client.close()
  }
}
