import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import { sha256 } from '../../server/src/sha256.ts'
import { copiedTables, RANKED } from '../../server/src/storage/copied-tables.ts'
import { copyStore } from '../../server/src/storage/copy-store.ts'
import { countsOf, placeOf } from '../../server/src/storage/copying.ts'
import { connect } from '../../server/src/storage/postgres/open.ts'
import { rankIndex } from '../../server/src/storage/postgres/rank-index.ts'
import { scratchCopy } from '../../server/src/storage/scratch-copy.ts'
import { holdFolder } from '../../server/src/storage/sqlite/folder-hold.ts'
import { verifyCopy } from '../../server/src/storage/verify-copy.ts'
import { openWorld, type Person, type World } from '../http/world.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { root } from '../support/services.ts'

let world: World
/** A file that nobody else opens, with the contest in it. */
let whole: string
/** The contest in PostgreSQL; tests that change it make one of their own. */
let url: string
const folder = mkdtempSync(join(tmpdir(), 'hoithi-migrate-'))
const drops: (() => Promise<void>)[] = []

/** Two revisions of a sealed round, an attempt that was voided twice, a union that was merged, pictures, an open round, and a name that no quoting may break. */
beforeAll(async () => {
  world = await openWorld({ rules: { attemptsPerRound: 2, blueprint: [{ count: 6 }] } })
  const [judge, organiser] = [await world.staff('judge'), await world.staff('organiser')]
  const people: Person[] = []
  for (const [index, [code, name]] of people0.entries()) {
    const person = await world.contestant(code, name)
    people.push(person)
    for (const right of [index, 6 - index]) await world.play(person, { right, prediction: index })
  }
  const pictures = [Buffer.from([0, 255, 92, 34, 39]), Buffer.alloc(70_000, 7), Buffer.alloc(0)]
  const kept = pictures.map((bytes) => ({ hash: createHash('sha256').update(bytes).digest('hex'), type: 'image/png' as const, bytes }))
  await world.services.storage.pictures.keep(kept, world.clock.now())
  const merged = { intoId: world.unionId('T-A-2'), reason: 'sáp nhập hai cơ sở' }
  await organiser.ask('mergeUnion', { params: { unionId: world.unionId('T-B-1') }, body: merged })
  world.clock.set('2021-05-10T00:01:00+07:00')
  const seal = { params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } }
  await judge.ask('sealRound', seal)
  const { rows } = await judge.ask('getResults', { params: { roundId: world.roundId } })
  const attempt = { params: { attemptId: rows[0]!.attemptId }, body: { reason: 'thi hộ người khác' } }
  for (const route of ['voidAttempt', 'restoreAttempt', 'voidAttempt'] as const) await judge.ask(route, attempt)
  await world.play(people[0]!, { round: 1, right: 3 })
  await people[1]!.ask('startAttempt', { params: { roundId: world.secondRoundId } })
  await world.services.projector.catchUp()
  whole = join(folder, 'whole.sqlite')
  const live = new Database(join(world.folder, 'hoithi.sqlite'), { readonly: true })
  await live.backup(whole)
  live.close()
  url = await filled()
})
afterAll(async () => {
  await world.end()
  for (const drop of drops) await drop()
  rmSync(folder, { recursive: true, force: true })
})

const people0: [code: string, name: string][] = [
  ['T-A-1', 'Nguyễn Văn "Tèo" \\ {NULL}'],
  ['T-A-1', 'NULL'],
  ['T-A-2', "Trần Thị 𠮷; it's, {a,b}"],
  ['T-B-1', 'Ẩn\n\tdanh'],
]

async function empty(): Promise<string> {
  const made = await emptyPostgres()
  drops.push(made.drop)
  return made.url
}

async function filled(): Promise<string> {
  const to = await empty()
  await copyStore(whole, to)
  return to
}

let places = 0
const place = (): string => join(folder, `other-${++places}`, 'hoithi.sqlite')

/** What a file holds, each value in the words of SQLite itself, which tell a number from its text and a blob from both. */
function dump(file: string): Record<string, string[]> {
  const client = new Database(file, { readonly: true })
  const tables = client.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`).pluck().all()
  const rows = (table: string): string[] => {
    const columns = (client.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => `quote("${name}")`)
    const found = client
      .prepare(`select ${columns.join(` || ' ' || `)} from "${table}"`)
      .pluck()
      .all() as string[]
    return found.sort((a, b) => (a < b ? -1 : 1))
  }
  const dumped = Object.fromEntries((tables as string[]).map((table) => [table, rows(table)]))
  client.close()
  return dumped
}

async function asked<Row extends pg.QueryResultRow>(to: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: to })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}
const rowsIn = async (to: string): Promise<number> =>
  (await asked<{ rows: string }>(to, countsOf(copiedTables()))).reduce((sum, { rows }) => sum + Number(rows), 0)
/** Past our triggers, as whoever has the database's password could. */
const forged = (to: string, change: string): Promise<unknown> => asked(to, `begin; set local session_replication_role = replica; ${change}; commit`)

describe('a contest that is moved', () => {
  it('is the same after SQLite → PostgreSQL → SQLite, table by table and byte by byte, and the source is as it was', async () => {
    const before = readFileSync(whole)
    const told: string[] = []
    const to = await empty()
    const there = await copyStore(whole, to, { told: (part, done, total) => void told.push(`${part} ${done}/${total}`) })
    const back = place()
    const here = await copyStore(to, back)
    expect(dump(back)).toEqual(dump(whole))
    expect(readFileSync(whole).equals(before)).toBe(true)
    expect(readdirSync(join(back, '..')).sort()).toEqual(['.running', 'hoithi.sqlite'])
    expect(here).toEqual(there)
    const held = dump(whole)
    expect(there.tables.map(({ name, rows }) => [name, rows])).toEqual(copiedTables().map(({ name }) => [name, held[name]?.length]))
    expect(told).toEqual(expect.arrayContaining([`copying ${there.rows}/${there.rows}`, `checking ${there.rows}/${there.rows}`]))
    const { seq, hash } = await world.services.storage.log.head()
    expect([there.head, there.boards, there.differences]).toEqual([{ seq, hash }, 3, []])
    for (const table of ['result_rows', 'sealed_unions', 'pictures', 'responses', 'audit_entries', 'merged_people', 'union_ancestors'])
      expect([table, held[table]?.length]).not.toEqual([table, 0])
  })

  it('has its foreign keys, its triggers and its ranks in PostgreSQL', async () => {
    const constraints = `select conname, pg_get_constraintdef(oid) as said from pg_constraint where connamespace = 'public'::regnamespace order by conname`
    expect(await asked(url, constraints)).toEqual(await asked(await empty(), constraints))
    await expect(asked(url, `insert into responses values ('nobody', 1, '[]', 0, 0)`)).rejects.toThrow('foreign key')
    await expect(asked(url, `insert into result_rows select * from result_rows`)).rejects.toThrow('a sealed revision never changes')
    const standings = await asked<{ board_id: string; attempt_id: string; keys: string[] }>(
      url,
      `select board_id, attempt_id, array[k1, k2, k3, k4] as keys from standings order by ${RANKED.join(', ')}`,
    )
    const { db, close } = connect({ url, connections: 1 })
    const before = new Map<string, number>()
    for (const { board_id: board, attempt_id: attemptId, keys } of standings) {
      const ahead = before.get(board) ?? 0
      before.set(board, ahead + 1)
      expect(await rankIndex(db).ahead(board, { attemptId, keys: keys.map(Number) as [number, number, number, number] })).toBe(ahead)
    }
    await close()
  })

  it('keeps what few rows hold: the last digit of a number, zero bytes of a blob', async () => {
    const odd = join(folder, 'odd.sqlite')
    copyFileSync(whole, odd)
    const client = new Database(odd)
    const same = 'round_id, contest_id, contestant_id, union_id, number, max_score, all_correct, submitted_at, receipt, voided'
    const outcome = client.prepare(`insert into outcomes (attempt_id, score, duration_ms, ${same}) select ?, ?, ?, ${same} from outcomes limit 1`)
    for (const [index, score] of [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -1e-7, 1e21, 3].entries())
      outcome.run(`lẻ-${index}`, score, index % 2 === 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER)
    client.close()
    const [to, back] = [await empty(), place()]
    await copyStore(odd, to)
    await copyStore(to, back)
    expect(dump(back)).toEqual(dump(odd))
  })

  it('may be copied while a server has it open', async () => {
    const to = await empty()
    await copyStore(join(world.folder, 'hoithi.sqlite'), to, { whileRunning: true })
    expect((await verifyCopy(join(world.folder, 'hoithi.sqlite'), to)).differences).toEqual([])
  })
})

describe('nothing is overwritten', () => {
  it('a database of PostgreSQL that is not empty is refused and unchanged', async () => {
    const to = await empty()
    await asked(to, `insert into revoked_sessions values ('one', 1)`)
    await expect(copyStore(whole, to)).rejects.toThrow(`${placeOf(to)} is not empty (revoked_sessions holds rows)`)
    expect(await rowsIn(to)).toBe(1)
  })

  it('nor is one that holds something else, which is not even migrated', async () => {
    const to = await empty()
    await asked(to, `drop schema public cascade; create schema public; create table guests (name text)`)
    await expect(copyStore(whole, to)).rejects.toThrow('holds tables of something else (guests)')
    expect(await asked(to, `select tablename from pg_tables where schemaname = 'public'`)).toEqual([{ tablename: 'guests' }])
  })

  it('nor is a data folder with a database, its log or the clock of a rehearsal', async () => {
    for (const name of ['hoithi.sqlite', 'hoithi.sqlite-wal', 'rehearsal-clock']) {
      const to = place()
      mkdirSync(join(to, '..'))
      writeFileSync(join(to, '..', name), 'kept')
      await expect(copyStore(url, to)).rejects.toThrow(`holds ${name} already`)
      expect([readdirSync(join(to, '..')), readFileSync(join(to, '..', name), 'utf8')]).toEqual([[name], 'kept'])
    }
  })

  it('nor is an address where a server is running', async () => {
    const to = await empty()
    const server = connect({ url: to, connections: 1 })
    await server.db.execute('select 1')
    await expect(copyStore(whole, to)).rejects.toThrow('stop every server first')
    await expect(copyStore(to, place())).rejects.toThrow('--while-running')
    await server.close()
  })
})

it('a server behind a pooler is known by the lease that it holds', async () => {
  const to = await empty()
  await copyStore(whole, to)
  await asked(to, `insert into leases (name, holder, until) values ('background', 'a server', (extract(epoch from now()) * 1000)::bigint + 60000)`)
  await expect(copyStore(to, place())).rejects.toThrow('--while-running')
  await asked(to, `update leases set until = 0`)
  await copyStore(to, place())
})

describe('a copy that is interrupted leaves nothing', () => {
  it.each(['copying', 'checking'] as const)('while %s, and can be started again', async (when) => {
    const [to, back] = [await empty(), place()]
    const told = (part: string, done: number, total: number): void => {
      if (part === when && done > total / 2) throw new Error('pulled')
    }
    await expect(copyStore(whole, to, { told })).rejects.toThrow('pulled')
    expect(await rowsIn(to)).toBe(0)
    await copyStore(whole, to)
    await expect(copyStore(to, back, { told })).rejects.toThrow('pulled')
    expect(readdirSync(join(back, '..'))).toEqual(['.running'])
    await copyStore(to, back)
    expect(dump(back)).toEqual(dump(whole))
  })

  it('also when PostgreSQL goes away in the middle of it, which is told in a sentence', async () => {
    const to = await filled()
    const readers = `from pg_stat_activity where application_name = 'hoithi reader' and datname = current_database()`
    const cut = (): void => void asked(to, `select pg_terminate_backend(pid) ${readers}`)
    const back = place()
    await expect(copyStore(to, back, { told: cut })).rejects.toThrow(/^(PostgreSQL at|the connection to) postgres:\/\/127\.0\.0\.1:\d+\/t_\w+ /)
    expect(existsSync(back)).toBe(false)
  })

  it('what a copy that was killed left is taken away by the next one', async () => {
    const to = place()
    mkdirSync(join(to, '..'))
    writeFileSync(join(to, '..', '.copying-999999999-hoithi.sqlite'), 'half')
    await copyStore(url, to)
    expect(readdirSync(join(to, '..')).sort()).toEqual(['.running', 'hoithi.sqlite'])
  })
})

describe('a source is refused', () => {
  const changed = (change: string): string => {
    const file = join(folder, `changed-${++places}.sqlite`)
    copyFileSync(whole, file)
    const client = new Database(file)
    client.pragma('foreign_keys = OFF')
    client.exec(change)
    client.close()
    return file
  }

  let to: string
  beforeAll(async () => {
    to = await empty()
  })
  afterEach(async () => expect(await rowsIn(to)).toBe(0))

  it.each<[what: string, change: string, sentence: string]>([
    [
      'of an older release',
      'delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations)',
      'older release: start this one on it once',
    ],
    ['of a newer release', 'insert into __drizzle_migrations (hash, created_at) values (1, 9999999999999)', 'newer release: use that one'],
    ['that is none of ours', 'drop table __drizzle_migrations', 'is no database of hoithi'],
    ['with a text that PostgreSQL cannot hold', `update unions set note = 'a' || char(0) where code = 'T'`, 'holds text with a zero byte in note'],
    ['with a number that loses digits', 'update unions set member_count = 9007199254740993', 'holds no whole number below 2^53 in member_count'],
    ['with a flag that is neither', 'update rounds set practice = 2', 'holds neither true nor false in practice'],
    ['with a number that is none', `update outcomes set score = 'many'`, 'holds no finite number in score'],
    ['with a row whose parent is missing', `update unions set parent_id = 'nobody' where code = 'T-A-1'`, 'violates foreign key constraint'],
  ])('%s, and nothing is written', async (_, change, sentence) => {
    await expect(copyStore(changed(change), to)).rejects.toThrow(sentence)
  })

  it('whose log does not hold together', async () => {
    const triggers = 'drop trigger submission_log_no_update'
    const file = changed(`${triggers}; update submission_log set at = at + 1 where seq = 3`)
    await expect(copyStore(file, to)).rejects.toThrow('submission_log 3 does not follow from the line before it')
  })

  it('of PostgreSQL in the same words', async () => {
    await asked(to, 'delete from migrations where made_at = (select max(made_at) from migrations)')
    await expect(copyStore(to, place())).rejects.toThrow('older release: start this one on it once')
    await asked(to, 'drop table migrations')
    await expect(copyStore(to, place())).rejects.toThrow('holds no contest of hoithi')
  })
})

describe('what was changed on the other side', () => {
  const changes: [what: string, change: string, named: string[]][] = [
    ['a value', `update attempts set score = score + 1e-9 where id = (select min(id) from attempts)`, ['attempts has another score']],
    ['a word', `update contestants set phone = phone || ' ' where id = (select max(id) from contestants)`, ['contestants has another phone']],
    ['a byte', `update pictures set bytes = '\\x00ff5c2228' where length(bytes) = 5`, ['pictures has another bytes']],
    ['JSON in other words', `update contests set settings = settings || ' '`, ['contests has another settings']],
    [
      'a row taken away',
      `delete from responses where (attempt_id, position) = (select attempt_id, position from responses limit 1)`,
      ['responses is missing'],
    ],
    ['a row put in', `insert into revoked_sessions values ('x', 1)`, ['revoked_sessions is not in the source']],
    [
      'a line of the log',
      `update submission_log set at = at + 1 where seq = 3`,
      ['submission_log has another at', 'submission_log does not follow from the line before it'],
    ],
    [
      'a place on a board',
      `update standings set k1 = k1 - 1e9 where (board_id, contestant_id) = (select board_id, contestant_id from standings order by k1 desc limit 1)`,
      ['standings has another k1', 'standings is ranked in another order'],
    ],
  ]

  it(`is found and named: ${changes.map(([what]) => what).join(', ')}`, async () => {
    const other = await filled()
    for (const [, change] of changes) await forged(other, change)
    const { differences } = await verifyCopy(whole, other)
    const said = differences.map(({ table, what }) => `${table} ${what}`)
    expect(said.sort()).toEqual(changes.flatMap(([, , named]) => named).sort())
    expect(differences.filter(({ key }) => key === '')).toEqual([])
    expect(differences.find(({ what }) => what.startsWith('does not'))?.key).toBe('3')
  })

  it('is nothing where nobody was', async () => {
    expect((await verifyCopy(url, whole)).differences).toEqual([])
  })
})

test('a scratch copy holds the tables that were named, of a database whatever it holds, and goes away', async () => {
  const other = await filled()
  await forged(other, `update submission_log set kind = 'void', attempt_id = (select attempt_id from submission_log where kind = 'void' limit 1)`)
  const { file, remove } = await scratchCopy(other, ['submission_log', 'result_rows'])
  const held = dump(file)
  expect([held['submission_log']?.length, held['result_rows']?.length, held['attempts']]).toEqual([
    (await world.services.storage.log.head()).seq,
    dump(whole)['result_rows']?.length,
    [],
  ])
  remove()
  expect(existsSync(file)).toBe(false)
  await expect(scratchCopy(other, ['guests'])).rejects.toThrow('there is no table guests')
})

function run(script: string, args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; printed: string; failed: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], { cwd: root, env: { ...process.env, ...env } })
  let [printed, failed] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (failed += chunk.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, printed, failed })))
}

describe('npm run migrate-store', () => {
  it('moves a data folder and says what was moved, what was not, and no secret', async () => {
    const data = join(folder, 'data')
    mkdirSync(data)
    copyFileSync(whole, join(data, 'hoithi.sqlite'))
    writeFileSync(join(data, 'jwt-secret'), 'a-secret-of-this-folder')
    const to = await empty()
    const { code, printed, failed } = await run('migrate-store', ['--from', `sqlite:${data}`, '--to', to])
    const { seq, hash } = await world.services.storage.log.head()
    expect([code, failed]).toEqual([0, expect.stringMatching(/^copying .*\n(.*\n)*checking .* 100 %/)])
    expect(printed).toMatch(new RegExp(`^Moved ${data}/hoithi.sqlite to ${placeOf(to)}: \\d+ rows of ${copiedTables().length} tables in `))
    expect(printed).toContain(`${seq} entries, head hash ${hash}`)
    expect(printed).toContain(`${data}/jwt-secret: set JWT_SECRET to what it holds for every server, or everybody logs in once more`)
    for (const secret of ['a-secret-of-this-folder', new URL(to).password, 'hoithi@'])
      expect([secret, (printed + failed).includes(secret)]).toEqual([secret, false])
    expect((await verifyCopy(whole, to)).differences).toEqual([])
    const again = await run('migrate-store', ['--from', `sqlite:${data}`, '--to', to])
    expect([again.code, again.printed]).toEqual([1, ''])
    expect(again.failed).toMatch(
      /^Nothing was moved: postgres:\/\/127.* is not empty \(.* holds rows\), and nothing is ever overwritten: make a new database \(createdb\)\.\n$/,
    )
  })

  it('refuses while a server runs, unless it is told that it may; then it names the moment', async () => {
    const data = join(folder, 'served')
    mkdirSync(data)
    copyFileSync(whole, join(data, 'hoithi.sqlite'))
    const letGo = holdFolder(data)
    const to = await empty()
    const refused = await run('migrate-store', ['--from', `sqlite:${data}`, '--to', to])
    expect([refused.code, refused.failed]).toEqual([1, expect.stringMatching(/^Nothing was moved: a server is running on .*: stop it first, .*\n$/)])
    const taken = await run('migrate-store', ['--from', `sqlite:${data}`, '--to', to, '--while-running'])
    expect([taken.code, taken.printed]).toEqual([0, expect.stringMatching(/as it was at \d{4}-.*Z: what the server took since then is not in it/)])
    const held = await run('migrate-store', ['--from', to, '--to', `sqlite:${data}`, '--while-running'])
    expect([held.code, held.failed]).toEqual([1, expect.stringMatching(/holds hoithi.sqlite.* already, and nothing is ever overwritten/)])
    letGo()
  })

  it.each<[what: string, args: string[], sentence: string]>([
    ['nothing named', [], '--from is wrong (write it like sqlite:data/live or postgres://'],
    ['no such folder', ['--from', 'sqlite:/nowhere', '--to', 'sqlite:/tmp/x'], 'there is no database at /nowhere/hoithi.sqlite'],
    [
      'nobody at the address',
      ['--from', 'postgres://a:geheim@127.0.0.1:1/x', '--to', 'sqlite:/tmp/x'],
      '127.0.0.1:1/x does not answer: start PostgreSQL',
    ],
  ])('says in one sentence what is wrong: %s', async (_, args, sentence) => {
    const { code, printed, failed } = await run('migrate-store', args)
    expect([code, printed, failed.trim().split('\n').length]).toEqual([1, '', 1])
    expect(failed).toMatch(/^Nothing was moved: .*\.\n$/)
    expect(failed).toContain(sentence)
    expect(failed).not.toContain('geheim')
  })
})

describe('npm run verify -- postgres://…', () => {
  it('copies one moment into a temporary file, says so first, and verifies it', async () => {
    const { code, printed, failed } = await run('verify', [url, '--lang', 'en'], { TMPDIR: folder })
    expect([code, failed]).toEqual([0, ''])
    expect(printed.split('\n')[0]).toBe(
      `${placeOf(url)}: one moment of all its tables is copied into a temporary file, which is checked and then removed.`,
    )
    expect(printed).toContain('Whole: every score, rank and board is what the submission log gives.')
    expect(readdirSync(folder).filter((name) => name.startsWith('hoithi-scratch'))).toEqual([])
  })

  it('names what somebody changed', async () => {
    const other = await filled()
    await forged(other, `update attempts set score = score + 1 where id = (select attempt_id from submission_log where seq = 2)`)
    const { code, printed } = await run('verify', ['--data', other, '--json'])
    const { whole: isWhole, faults } = JSON.parse(printed) as { whole: boolean; faults: { table: string; field: string }[] }
    expect([code, isWhole, faults.map(({ table, field }) => `${table}.${field}`)]).toEqual([1, false, ['attempts.score']])
  })

  it('is the database of DATABASE_URL where nothing is named', async () => {
    const secrets = { JWT_SECRET: sha256('a'), SAFE_KEY: sha256('b'), DATA_DIR: join(folder, 'none') }
    const { code, printed } = await run('verify', [], { DATABASE_URL: url, ...secrets })
    expect([code, printed.split('\n')[0]]).toEqual([0, expect.stringContaining(placeOf(url))])
  })

  it('cannot be reached: one sentence, without the password', async () => {
    const { code, printed, failed } = await run('verify', ['postgres://a:geheim@127.0.0.1:1/x', '--json'])
    expect([code, printed, failed]).toEqual([
      2,
      '',
      expect.stringMatching(/^Nothing was verified: the database at 127.0.0.1:1\/x does not answer.*\.\n$/),
    ])
  })
})
