import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { database } from '../../scripts/doctor/database.ts'
import { copies, folder as lookAtFolder, nativeModules } from '../../scripts/doctor/machine.ts'
import { told } from '../../scripts/doctor/report.ts'
import { lastRun, server } from '../../scripts/doctor/server.ts'
import { checkNames, findingWords } from '../../scripts/doctor/texts.ts'
import type { Finding } from '../../scripts/doctor/finding.ts'
import { copyName } from '../../server/src/domain/backup-keeping.ts'
import { markRun, readRunMark } from '../../server/src/machine/run-mark.ts'
import { root, testServices, handClock } from '../support/services.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const said = (findings: Finding[]): string[] => findings.map(({ state, finding }) => `${state} ${finding}`)
const NOW = Date.parse('2021-05-10T01:00:00Z')
const look = (rehearsal = false, now = NOW) => said(database(folder, { rehearsal, now }))

/** An empty database as a server leaves it, and a change to it. */
async function holding(change: (client: Database.Database) => void = () => undefined): Promise<void> {
  const made = await testServices(handClock(NOW))
  await made.services.storage.close()
  const client = new Database(join(made.folder, 'hoithi.sqlite'))
  change(client)
  client.exec(`vacuum into '${join(folder, 'hoithi.sqlite')}'`)
  client.close()
  rmSync(made.folder, { recursive: true, force: true })
}
const logged = (client: Database.Database, at: number, seq = 1): void => {
  client
    .prepare(`insert into submission_log (seq, kind, at, round_id, payload, prev_hash, hash) values (?, 'void', ?, 'r', '{}', '', '')`)
    .run(seq, at)
}

describe('the database', () => {
  const fine = ['well databaseWhole', 'well migrationsLevel', 'well boardsLevel']
  const cases: [what: string, prepare: () => Promise<void>, found: string[]][] = [
    ['that is not there yet', async () => undefined, ['look databaseNone']],
    ['that is whole', () => holding(), fine],
    [
      'of an older release',
      () => holding((client) => client.exec('delete from __drizzle_migrations where rowid = (select max(rowid) from __drizzle_migrations)')),
      ['well databaseWhole', 'look migrationsBehind'],
    ],
    [
      'of a newer release',
      () => holding((client) => client.exec(`insert into __drizzle_migrations (hash, created_at) values ('later', 1)`)),
      ['well databaseWhole', 'sick migrationsAhead'],
    ],
    [
      'whose boards are far behind',
      () => holding((client) => logged(client, NOW, 1_001)),
      ['well databaseWhole', 'well migrationsLevel', 'look boardsBehind'],
    ],
    ['whose newest line is of a minute to come', () => holding((client) => logged(client, NOW + 60_000)), fine],
    ['whose newest line lies further ahead', () => holding((client) => logged(client, NOW + 60_001)), [...fine, 'sick clockBehindLog']],
    [
      'of a rehearsal, used for real',
      async () => {
        await holding()
        writeFileSync(join(folder, 'rehearsal-clock'), '1')
      },
      [...fine, 'sick folderRehearsed'],
    ],
    [
      'that was cut short',
      async () => {
        await holding()
        truncateSync(join(folder, 'hoithi.sqlite'), 40_960)
      },
      ['sick databaseDamaged'],
    ],
    [
      'that was moved aside by a restore that was cut off',
      async () => writeFileSync(join(folder, 'replaced-20210510T010000Z'), ''),
      ['sick databaseAside'],
    ],
  ]
  test.each(cases)('%s', async (_what, prepare, found) => {
    await prepare()
    expect(look()).toEqual(found)
  })
})

test('copies: none, old, overdue, and on the disk of the data', async () => {
  const backupDir = join(folder, 'backups')
  const at = async (everyMs: number | null, ageMs: number | null) => {
    rmSync(backupDir, { recursive: true, force: true })
    if (ageMs !== null) {
      mkdirSync(backupDir)
      writeFileSync(join(backupDir, copyName(Date.now() - ageMs)), '')
    }
    return said(await copies({ dataDir: folder, backupDir, backupEveryMs: everyMs }))
  }
  expect(await at(null, null)).toEqual(['sick backupNone', 'look copiesOff'])
  expect(await at(60_000, 100_000)).toEqual(['well backupFresh', 'look copiesBeside'])
  expect(await at(60_000, 200_000)).toEqual(['well backupFresh', 'sick copiesLate', 'look copiesBeside'])
})

test('a folder that others may enter, and one that cannot be written', async () => {
  chmodSync(folder, 0o755)
  expect(said(await lookAtFolder({ dataDir: folder }))).toEqual(['well folderFine', 'look folderOpen', expect.stringMatching(/disk/)])
  expect(said(await lookAtFolder({ dataDir: join(folder, 'away') }))[0]).toBe('sick folderClosed')
  expect(readdirSync(folder)).toEqual([])
})

test('compiled packages load', () => expect(said(nativeModules())).toEqual(['well nativeFine']))

test('a port that is free, held by another program, and by a server that is not ready', async () => {
  let answer: [status: number, body: string] = [200, 'hello']
  const other = createServer((request, response) => {
    const [status, body] = request.url === '/healthz' && answer[0] === 503 ? [200, '{"ok":true}'] : answer
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const seen = async () => said(await server({ host: '0.0.0.0', port }))
  expect(await seen()).toEqual(['sick portTaken'])
  answer = [503, '{"ok":false,"reason":"disk I/O error"}']
  expect(await seen()).toEqual(['sick serverNotReady'])
  answer = [200, '{"ok":true,"degraded":["backup-failed"]}']
  expect(await seen()).toEqual(['look serverDegraded'])
  answer = [200, '{"ok":true,"degraded":[]}']
  expect(await seen()).toEqual(['well serverReady'])
  await new Promise((resolve) => other.close(resolve))
  expect(await seen()).toEqual(['look serverAway'])
})

test('how the server last ended is told: by order, by an error, by nobody; also after it has started again', async () => {
  expect(lastRun(folder)).toEqual([])
  const first = markRun(folder)
  first.running()
  expect(said(lastRun(folder))).toEqual(['well runGoesOn'])
  first.crashed(new Error('disk I/O error'))
  expect(said(lastRun(folder))).toEqual(['sick runCrashed'])
  const second = markRun(folder)
  second.running()
  expect(said(lastRun(folder))).toEqual(['well runGoesOn', 'look runCrashed'])
  second.stopped()
  expect(said(lastRun(folder))).toEqual(['well runStopped'])
  const gone = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => gone.once('exit', resolve))
  markRun(folder).running()
  const mark = readRunMark(folder)
  writeFileSync(join(folder, 'last-run.json'), JSON.stringify({ ...mark, pid: gone.pid }))
  expect(said(lastRun(folder))).toEqual(['look runKilled'])
})

test('every finding has words in both languages with every figure filled in', () => {
  for (const [finding, { todo }] of Object.entries(findingWords)) {
    const figures = { version: 'v20', name: 'x', names: 'x', why: 'x', folder: '/d', file: '/f', address: 'a:1', done: 1, own: 2, lag: 3, entries: 4 }
    const numbers = { writeMs: 1, sizeBytes: 1, readMs: 1, walBytes: 1, offMs: 60, aheadMs: 1, files: 1, enough: 2, startedAt: 1, endedAt: 1 }
    for (const language of ['vi', 'en'] as const) {
      const one = told({ check: 'database', state: todo === undefined ? 'well' : 'sick', finding, figures: { ...figures, ...numbers } }, language)
      expect([finding, one.found, one.todo ?? '']).toEqual([finding, expect.not.stringMatching(/[{}]/), expect.not.stringMatching(/[{}]/)])
      expect(one.found).not.toBe(finding)
    }
  }
  expect(Object.values(checkNames).every(({ vi, en }) => vi !== '' && en !== '')).toBe(true)
})

test('the command: exit code 1 and the thing to mend, as JSON for programs, and nothing is made by looking', async () => {
  const data = join(folder, 'none')
  const run = (env: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number | null; printed: string }>((resolve) => {
      const child = spawn(process.execPath, ['scripts/doctor.mjs', ...args], {
        cwd: root,
        env: { ...process.env, DATA_DIR: data, PORT: '1', ...env },
      })
      let printed = ''
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
      child.once('close', (code) => resolve({ code, printed }))
    })
  const [wrong, fine] = await Promise.all([run({ WRITE_BATCH: '0' }, '--json', '--lang', 'en'), run({}, '--lang', 'vi')])
  const { well, findings } = JSON.parse(wrong.printed) as { well: boolean; findings: { finding: string; found: string }[] }
  expect([wrong.code, well]).toEqual([1, false])
  expect(findings.find(({ finding }) => finding === 'configWrong')?.found).toContain('WRITE_BATCH')
  expect([fine.code, fine.printed]).toEqual([0, expect.stringContaining('Không thấy gì hỏng.')])
  expect(readdirSync(folder)).toEqual([])
})
