import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { closeSync, copyFileSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { correctKey } from '../../server/src/features/corrections/actions.ts'
import { canonical, chainHash } from '../../server/src/domain/receipt.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import type { Fault } from '../../server/src/verify/fault.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { MINUTE, openWorld, type Person, type World } from '../http/world.ts'
import { root } from '../support/services.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let world: World
let whole: string
let mover: { organiser: Person; person: Person }
let copies = 0

/** A sealed round with a second revision after a void, a person who was moved, an attempt that ran out, and a round that is still open. */
beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 2, blueprint: [{ count: 6 }] } })
  const [judge, organiser] = [await world.staff('judge'), await world.staff('organiser')]
  const people: Person[] = []
  for (const [index, code] of ['T-A-1', 'T-A-1', 'T-A-2', 'T-B-1'].entries()) {
    const person = await world.contestant(code)
    people.push(person)
    for (const right of [index, 6 - index]) await world.play(person, { right, prediction: index })
  }
  const moved = { unionId: world.unionId('T-B-1'), reason: 'chọn nhầm đơn vị' }
  await organiser.ask('moveContestant', { params: { contestantId: people[2]!.id }, body: moved })
  await keyCorrected(judge.id)
  await world.play(await world.contestant('T-B-1'), { right: 2 })
  const late = await world.contestant('T-A-2')
  await late.ask('startAttempt', { params: { roundId: world.roundId } })
  world.clock.set('2021-05-10T00:01:00+07:00')
  await judge.ask('sealRound', { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })
  const first = await judge.ask('getResults', { params: { roundId: world.roundId } })
  await judge.ask('voidAttempt', { params: { attemptId: first.rows[0]!.attemptId }, body: { reason: 'thi hộ người khác' } })
  for (const person of people.slice(0, 2)) await world.play(person, { round: 1, right: 3, takes: 2 * MINUTE })
  await world.services.projector.catchUp()
  mover = { organiser, person: people[0]! }
  whole = await copyOf(join(world.folder, 'hoithi.sqlite'))
})
afterAll(() => world.end())

/** A judge decides that everybody is right on the first question of the bank. */
async function keyCorrected(actorId: string): Promise<void> {
  const { services, fixture, roundId } = world
  const question = (await services.storage.questions.current({ contestId: fixture.contestId })).find(({ code }) => code === 'Q-1')!
  const wish = { questionId: question.questionId, versionId: question.id, treatment: 'fullCredit', key: null } as const
  expect(await correctKey(services, { roundId, actorId, reason: 'đáp án in nhầm' }, wish)).toMatchObject({ ok: true })
  await services.regrader.catchUp()
}

async function copyOf(file: string): Promise<string> {
  const to = join(world.folder, `copy-${++copies}.sqlite`)
  const live = new Database(file, { readonly: true })
  await live.backup(to)
  live.close()
  return to
}

async function verified(file: string): Promise<{ faults: Fault[]; checked: Record<string, number> }> {
  const reader = openForProof(file, sha256)
  try {
    const { ledger } = await verifyAll(reader, sha256)
    return { faults: ledger.faults(), checked: Object.fromEntries(ledger.tallies().map(([name, tally]) => [name, tally.checked])) }
  } finally {
    reader.close()
  }
}

/** The faults of the data after somebody with the file in hand has changed it. */
async function faultsAfter(change: string | ((client: Database.Database) => void)): Promise<Fault[]> {
  const file = join(world.folder, `changed-${++copies}.sqlite`)
  copyFileSync(whole, file)
  const client = new Database(file)
  client.pragma('foreign_keys = OFF')
  for (const { name } of client.prepare(`select name from sqlite_master where type = 'trigger'`).all() as { name: string }[])
    client.exec(`drop trigger "${name}"`)
  if (typeof change === 'string') expect(client.prepare(change).run().changes).toBeGreaterThan(0)
  else change(client)
  client.close()
  return (await verified(file)).faults
}
const told = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ check, table, field }) => `${check}: ${table}.${field}`))]

test('nothing differs in data that nobody touched, and everything was looked at', async () => {
  const { faults, checked } = await verified(whole)
  expect(faults).toEqual([])
  const log = await world.logged()
  const submissions = log.filter(({ kind }) => kind === 'submission').length
  expect(checked).toMatchObject({
    chain: log.length,
    entries: log.length,
    attempts: submissions,
    answers: submissions,
    seals: 2,
  })
  const regrades = log.filter(({ kind }) => kind === 'regrade').length
  expect(checked).toMatchObject({ scores: submissions + regrades, changes: 3 + regrades, audit: 5, ranks: 2 * 6, sealedUnions: 12 })
  expect(log.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['submission', 'void', 'seal', 'move', 'correction', 'regrade']))
})

test('it runs beside the server that writes', async () => {
  expect((await verified(join(world.folder, 'hoithi.sqlite'))).faults).toEqual([])
})

test('what the boards have not counted yet is no fault: attempts are held against the whole log', async () => {
  const { organiser, person } = mover
  const moved = { unionId: world.unionId('T-B-1'), reason: 'chọn nhầm đơn vị' }
  await organiser.ask('moveContestant', { params: { contestantId: person.id }, body: moved })
  await world.play(person, { round: 1, right: 1 })
  const { storage } = world.services
  expect((await storage.log.head()).seq - (await storage.boards.progress())).toBe(2)
  expect((await verified(join(world.folder, 'hoithi.sqlite'))).faults).toEqual([])
})

const ONE = `(select attempt_id from submission_log where seq = 2)`
/** A hash with another first digit. */
const otherDigit = (column: string): string => `iif(${column} like '0%', '1', '0') || substr(${column}, 2)`
const NEWEST = `(select id from result_revisions order by number desc limit 1)`

describe('a changed value is found and named', () => {
  test.each<[what: string, sql: string, named: string[]]>([
    // the log itself
    [
      'a score in the log',
      `update submission_log set payload = replace(payload, '"correctCount":', '"correctCount":1') where seq = 2`,
      ['chain: submission_log.hash'],
    ],
    ['a moment in the log', `update submission_log set at = at + 1 where seq = 3`, ['chain: submission_log.hash']],
    [
      'a hash in the log',
      `update submission_log set hash = ${otherDigit('hash')} where seq = 3`,
      ['chain: submission_log.hash', 'chain: submission_log.prevHash'],
    ],
    ['a link in the log', `update submission_log set prev_hash = ${otherDigit('prev_hash')} where seq = 3`, ['chain: submission_log.prevHash']],
    ['a kind in the log', `update submission_log set kind = 'gift' where seq = 3`, ['entries: submission_log.kind']],
    ['a round beside the payload', `update submission_log set round_id = 'x' where seq = 3`, ['entries: submission_log.roundId']],
    ['an attempt beside the payload', `update submission_log set attempt_id = 'x' where seq = 3`, ['entries: submission_log.attemptId']],
    ['a receipt beside the payload', `update submission_log set receipt = 'AAAA-BBBB-CCCC' where seq = 3`, ['entries: submission_log.receipt']],
    ['a payload that is no JSON', `update submission_log set payload = '{' where seq = 3`, ['entries: submission_log.payload']],
    [
      'a score that is no number',
      `update submission_log set payload = json_set(payload, '$.score', json('{}')) where seq = 2`,
      ['chain: submission_log.hash', 'attempts: attempts.score', 'seals: result_revisions.resultsHash'],
    ],
    ['an entry cut out', `delete from submission_log where seq = 3`, ['chain: submission_log.seq', 'attempts: attempts.receipt']],
    ['the last entry cut off', `delete from submission_log where seq = (select max(seq) from submission_log)`, ['attempts: attempts.receipt']],
    // attempts and answers
    ['the score of an attempt', `update attempts set score = score + 1 where id = ${ONE}`, ['attempts: attempts.score']],
    ['how long an attempt took', `update attempts set duration_ms = duration_ms - 1 where id = ${ONE}`, ['attempts: attempts.durationMs']],
    ['when it was handed in', `update attempts set submitted_at = submitted_at - 1 where id = ${ONE}`, ['attempts: attempts.submittedAt']],
    ['when it began', `update attempts set started_at = started_at + 1 where id = ${ONE}`, ['attempts: attempts.startedAt']],
    ['a pause that was not', `update attempts set paused_ms = 1 where id = ${ONE}`, ['times: attempts.durationMs']],
    ['a deadline before the hand-in', `update attempts set deadline_at = 0 where id = ${ONE}`, ['times: attempts.deadlineAt']],
    ['its prediction', `update attempts set prediction = 99 where id = ${ONE}`, ['attempts: attempts.prediction']],
    ['whose it is', `update attempts set contestant_id = 'x' where id = ${ONE}`, ['attempts: attempts.contestantId']],
    ['its union', `update attempts set union_id = 'x' where id = ${ONE}`, ['attempts: attempts.unionId']],
    ['its kind of contestant', `update attempts set contestant_kind = 'officer' where id = ${ONE}`, ['attempts: attempts.contestantKind']],
    ['its seed', `update attempts set seed = 'x' where id = ${ONE}`, ['answers: attempts.receipt']],
    ['its receipt', `update attempts set receipt = 'AAAA-BBBB-CCCC' where id = ${ONE}`, ['attempts: attempts.receipt']],
    ['its paper', `update attempts set paper = '[]' where id = ${ONE}`, ['attempts: attempts.shape', 'scores: attempts.score']],
    [
      'an answer',
      `update responses set choice = iif(choice = '["d"]', '["a"]', '["d"]') where attempt_id = ${ONE} and position = 1`,
      ['answers: responses.responsesHash'],
    ],
    ['when an answer was tapped', `update responses set tapped_at = tapped_at - 1 where attempt_id = ${ONE}`, ['answers: responses.responsesHash']],
    ['an answer taken away', `delete from responses where attempt_id = ${ONE}`, ['answers: responses.responsesHash']],
    ['an attempt taken away', `delete from attempts where id = ${ONE}`, ['attempts: attempts.id']],
    ['an attempt called handed in', `update attempts set submitted_at = null, receipt = null where id = ${ONE}`, ['attempts: attempts.submittedAt']],
    // the key and the rules
    ['the key of a question', `update question_versions set content = json_set(content, '$.correct', json('[3]'))`, ['scores: attempts.score']],
    ['a version that papers pin', `delete from question_versions`, ['scores: attempts.paper']],
    [
      'the points of a round',
      `update rounds set rules = json_set(rules, '$.points', 7)`,
      ['scores: attempts.score', 'seals: result_revisions.rules'],
    ],
    ['rules that cannot be read', `update rounds set rules = '{'`, ['entries: rounds.rules']],
    // boards
    ['a row of the outcomes', `update outcomes set score = score + 1`, ['boards: outcomes.score']],
    ['a voided attempt that counts again', `update outcomes set voided = 0`, ['boards: outcomes.voided']],
    ['a place on a board', `update standings set k1 = k1 - 100`, ['boards: standings.k1']],
    [
      'somebody missing on a board',
      `delete from standings where contestant_id = (select contestant_id from outcomes limit 1)`,
      ['boards: standings.*'],
    ],
    ['the people of a union', `update union_tallies set people = people + 1`, ['boards: union_tallies.people']],
    ['the scores of a union', `update union_tallies set score_sum = score_sum + 0.01`, ['boards: union_tallies.score_sum']],
    ['a union made up', `insert into union_tallies values ('x', 'y', 1, 1, 1, 1)`, ['boards: union_tallies.*']],
    ['the activity of an hour', `update activity set attempts = attempts + 1 where span = 'hour'`, ['boards: activity.attempts']],
    ['how a question fared', `update question_usage set earned = earned + 1`, ['boards: question_usage.earned']],
    // sealed results
    ['a rank', `update result_rows set rank = rank + 1 where revision_id = ${NEWEST}`, ['ranks: result_rows.rank']],
    ['a sealed score', `update result_rows set score = score + 1 where revision_id = ${NEWEST}`, ['ranks: result_rows.score']],
    [
      'whose a rank is',
      `update result_rows set contestant_id = 'x' where revision_id = ${NEWEST} and position = 1`,
      ['ranks: result_rows.contestantId'],
    ],
    [
      'why a row stands above the next',
      `update result_rows set decided_by = 'lot' where revision_id = ${NEWEST} and position = 1`,
      ['ranks: result_rows.decidedBy'],
    ],
    [
      'the name of a union',
      `update result_rows set union_name = 'x' where revision_id = ${NEWEST} and position = 1`,
      ['ranks: result_rows.unionName'],
    ],
    ['a row taken out', `delete from result_rows where revision_id = ${NEWEST} and position = 4`, ['ranks: result_rows.attemptId']],
    [
      'a row put in',
      `insert into result_rows select revision_id, 9, 9, 'x', attempt_id, union_id, union_name, number, score, max_score, prediction, prediction_distance, duration_ms, submitted_at, receipt, decided_by, own, next from result_rows where position = 1 and revision_id = ${NEWEST}`,
      ['ranks: result_rows.attemptId'],
    ],
    [
      'where a person stands',
      `update result_places set position = position + 1 where revision_id = ${NEWEST} and position = 1`,
      ['ranks: result_places.position'],
    ],
    ['a place taken out', `delete from result_places where revision_id = ${NEWEST} and position = 4`, ['ranks: result_places.position']],
    ['a place put in', `insert into result_places select id, 'x', 1 from result_revisions where id = ${NEWEST}`, ['ranks: result_places.position']],
    ['the people of a revision', `update result_revisions set people = people + 1 where id = ${NEWEST}`, ['seals: result_revisions.people']],
    [
      'the target of a prediction',
      `update result_revisions set prediction_target = 9 where id = ${NEWEST}`,
      ['seals: result_revisions.predictionTarget'],
    ],
    ['the hash of a revision', `update result_revisions set results_hash = 'x' where id = ${NEWEST}`, ['seals: result_revisions.resultsHash']],
    ['the head that a revision names', `update result_revisions set chain_hash = 'x' where id = ${NEWEST}`, ['seals: result_revisions.chainHash']],
    [
      'where in the log it was sealed',
      `update result_revisions set chain_seq = chain_seq - 1 where id = ${NEWEST}`,
      ['seals: result_revisions.chainSeq'],
    ],
    ['who sealed it', `update result_revisions set actor_id = 'x' where id = ${NEWEST}`, ['seals: result_revisions.actorId']],
    ['why it was sealed', `update result_revisions set reason = 'x' where id = ${NEWEST}`, ['seals: result_revisions.reason']],
    [
      'the rules of a revision',
      `update result_revisions set rules = json_set(rules, '$.equals', 'lot') where id = ${NEWEST}`,
      ['seals: result_revisions.rules'],
    ],
    ['a revision taken away', `delete from result_revisions where id = ${NEWEST}`, ['seals: result_revisions.number']],
    ['which revision stands', `update rounds set sealed_revision = 1 where sealed_revision = 2`, ['seals: rounds.sealedRevision']],
    [
      'a sealed total of a union',
      `update sealed_unions set people = people + 1 where revision_id = ${NEWEST}`,
      ['sealedUnions: sealed_unions.people'],
    ],
    ['the sealed tree', `update sealed_unions set parent_id = null where revision_id = ${NEWEST}`, ['sealedUnions: sealed_unions.people']],
    // decisions on keys
    [
      'what was decided on a key',
      `update key_corrections set treatment = 'voidDropped'`,
      ['changes: key_corrections.treatment', 'scores: attempts.score'],
    ],
    ['the keys of a decision', `update key_corrections set versions = '{}'`, ['changes: key_corrections.decisionHash', 'scores: attempts.score']],
    ['a decision taken away', `delete from key_corrections`, ['changes: key_corrections.id', 'changes: submission_log.causeId']],
    ['why a key was corrected', `update key_corrections set reason = 'x'`, ['changes: key_corrections.reason']],
    [
      'figures of an attempt that was graded again',
      `update attempts set score = score - 1 where id = (select attempt_id from submission_log where kind = 'regrade')`,
      ['attempts: attempts.score'],
    ],
    // the audit trail
    ['why an attempt was voided', `update audit_entries set reason = 'x' where action = 'voidAttempt'`, ['audit: audit_entries.action']],
    ['who sealed', `delete from audit_entries where action = 'sealRound'`, ['audit: audit_entries.action']],
    ['who moved somebody', `update audit_entries set actor_id = 'x' where action = 'moveContestant'`, ['audit: audit_entries.action']],
  ])('%s', async (_what, sql, named) => {
    expect(told(await faultsAfter(sql))).toEqual(expect.arrayContaining(named))
  })

  it('names the one row, with what it should be and what it is', async () => {
    const event = (await world.logged())[1]!
    if (event.kind !== 'submission') throw new Error('the second entry is a submission')
    const { attemptId, score } = event
    const faults = await faultsAfter(`update attempts set score = score + 1 where id = '${attemptId}'`)
    expect(faults).toEqual([
      { check: 'attempts', table: 'attempts', key: attemptId, field: 'score', expected: String(score), found: String(score + 1) },
    ])
  })

  it('a log that was written anew with right hashes is still found: seal, receipts, answers and key do not follow', async () => {
    const faults = await faultsAfter((client) => {
      const rows = client.prepare(`select seq, kind, at, payload from submission_log order by seq`).all() as {
        seq: number
        kind: string
        at: number
        payload: string
      }[]
      let before = '0'.repeat(64)
      for (const row of rows) {
        const event = JSON.parse(row.payload) as { score?: number }
        const payload = row.seq === 2 ? canonical({ ...event, score: 0 }) : row.payload
        const hash = chainHash(sha256, before, { ...row, payload })
        client.prepare(`update submission_log set payload = ?, prev_hash = ?, hash = ? where seq = ?`).run(payload, before, hash, row.seq)
        before = hash
      }
      client.prepare(`update attempts set score = 0 where id = ${ONE}`).run()
    })
    expect(told(faults)).toEqual(expect.arrayContaining(['scores: attempts.score', 'seals: result_revisions.chainHash', 'ranks: result_rows.score']))
    expect(told(faults).filter((name) => name.startsWith('chain'))).toEqual([])
  })

  it('a page that the disk lost', async () => {
    const file = join(world.folder, 'lost-page.sqlite')
    copyFileSync(whole, file)
    const client = new Database(file)
    const { rootpage } = client.prepare(`select rootpage from sqlite_master where name = 'attempts_started'`).get() as { rootpage: number }
    const size = client.pragma('page_size', { simple: true }) as number
    client.close()
    const disk = openSync(file, 'r+')
    writeSync(disk, Buffer.alloc(size, 0x5a), 0, size, (rootpage - 1) * size)
    closeSync(disk)
    expect(told((await verified(file)).faults)).toContain('pages: hoithi.sqlite.')
  })
})

/** `npm run verify` as a process of its own. */
function run(...args: string[]): Promise<{ code: number | null; printed: string; failed: string }> {
  const child = spawn(join(root, 'node_modules/.bin/tsx'), ['scripts/verify.ts', ...args], { cwd: root })
  let [printed, failed] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, printed, failed })))
}

describe('the command', () => {
  it('ends with 0 and says what was checked, in Vietnamese', async () => {
    const { code, printed, failed } = await run('--data', world.folder)
    expect([code, failed]).toEqual([0, ''])
    expect(printed).toMatch(/Chuỗi băm của sổ nhận bài +\d+ +0\n/)
    expect(printed).toContain('Nguyên vẹn')
  })

  it('ends with 1 and names the place, in English and for programs', async () => {
    const file = join(world.folder, 'changed-for-command.sqlite')
    copyFileSync(whole, file)
    const client = new Database(file)
    client.exec(`drop trigger result_rows_no_update; update result_rows set score = 99 where position = 1`)
    client.close()
    const [english, json] = await Promise.all([run('--data', file, '--lang', 'en'), run('--data', file, '--json')])
    expect([english.code, json.code]).toEqual([1, 1])
    expect(english.printed).toMatch(/✗ Sealed ranks.*table result_rows, row Kỳ 1 \(\d\) 1, field score: should be \d+, is 99/)
    expect(JSON.parse(json.printed)).toMatchObject({ whole: false, checks: { ranks: { faults: 2 }, chain: { faults: 0 } } })
  })

  it('ends with 2 where there is nothing to check', async () => {
    const { code, printed, failed } = await run('--data', join(world.folder, 'nowhere'))
    expect([code, printed]).toEqual([2, ''])
    expect(failed).toMatch(/^Nothing was verified: there is no database in .*\.\n$/)
  })
})

test('accounts that were joined are followed through the log, and a number that was changed afterwards is found', async () => {
  const joined = await openWorld({ rules: { attemptsPerRound: 2, blueprint: [{ count: 6 }] } })
  const judge = await joined.staff('judge')
  const organiser = await joined.staff('organiser')
  const [kept, from] = [await joined.contestant('T-A-1'), await joined.contestant('T-A-2')]
  await joined.play(kept, { right: 3 })
  const { attemptId } = await joined.play(from, { right: 5 })
  await joined.play(from, { right: 1 })
  await judge.ask('voidAttempt', { params: { attemptId }, body: { reason: 'thi hộ người khác' } })
  const moved = { unionId: joined.unionId('T-B-1'), reason: 'chọn nhầm đơn vị' }
  await organiser.ask('moveContestant', { params: { contestantId: from.id }, body: moved })
  await judge.ask('joinContestants', { params: { contestantId: kept.id }, body: { fromId: from.id, reason: 'một người hai số' } })
  await joined.services.projector.catchUp()
  const file = join(joined.folder, 'hoithi.sqlite')
  expect((await joined.logged()).map(({ kind }) => kind)).toContain('join')
  expect((await verified(file)).faults).toEqual([])
  const client = new Database(file)
  client.exec(`update attempts set number = 9 where id = '${attemptId}'`)
  client.close()
  expect(told((await verified(file)).faults)).toEqual(['attempts: attempts.number'])
  await joined.end()
})
