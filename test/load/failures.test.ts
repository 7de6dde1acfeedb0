import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { faults, type FaultName } from '../../scripts/torture/faults.ts'
import { layGround } from '../../scripts/torture/ground.ts'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { fileIdentity } from '../../server/src/kept-head.ts'
import { openServices, whyNot } from '../../server/src/opening.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { root } from '../support/services.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const running: ServerProcess[] = []
const leaving: (() => void)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill()))
  for (const leave of leaving.splice(0)) leave()
})

/** A folder with a small contest, and one contestant's session. */
async function filled(dataDir: string): Promise<{ token: string; roundId: string }> {
  const services = await compose(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, root), { now: () => BEGINS, rehearsal: true })
  const app = await buildApp(services)
  const fixture = await makeContest(services, { rules: { attemptsPerRound: 100 } })
  const { id } = await makeContestant(services, fixture.unionIds['T-A-1']!)
  const token = tokenFor(app, services, { id, role: 'contestant' })
  await app.close()
  await services.projector.stop()
  await services.storage.close()
  return { token, roundId: fixture.roundIds[0]! }
}

const start = async (dataDir: string): Promise<ServerProcess> => {
  const server = await startServer(dataDir, { beginsAt: BEGINS, speed: 1 })
  running.push(server)
  return server
}
/** What a start prints that is refused; null when it was not. */
const refusal = (dataDir: string): Promise<string | null> =>
  start(dataDir).then(
    () => null,
    (error: Error) => error.message,
  )

type Reply = { status: number; body: Record<string, unknown> }

/** One kept connection, as a phone has it. */
function phone(server: ServerProcess, token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  leaving.push(() => agent.destroy())
  return (method: string, path: string, body?: unknown, language = 'vi'): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? null : JSON.stringify(body)
      const headers = {
        'sec-fetch-site': 'same-origin',
        'accept-language': language,
        authorization: `Bearer ${token}`,
        ...(sent === null ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
      }
      const asked = request({ host: server.url.hostname, port: server.url.port, agent, method, path, headers, timeout: 15_000 }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> }))
      })
      asked.once('error', reject)
      asked.end(sent ?? undefined)
    })
}

const becomes = async (ask: ReturnType<typeof phone>, status: number): Promise<Reply> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const reply = await ask('GET', '/readyz')
    if (reply.status === status) return reply
    await pause(25)
  }
  throw new Error(`/readyz never became ${status}`)
}

describe('a server that can no longer write', () => {
  // What happens, how the phone's save is answered meanwhile, and what a monitor reads.
  const cases: [fault: FaultName, disk: 'auto' | 'limit', reasons: string[]][] = [
    ['diskFull', 'auto', ['disk-full', 'disk-refuses']],
    ['filesReadOnly', 'limit', ['disk-refuses']],
    ['locked', 'limit', ['database-locked']],
  ]
  test.each(cases)('(%s, %s) says so, takes nothing it cannot keep, still shows the paper, and goes on by itself', async (name, disk, reasons) => {
    const ground = layGround(disk)
    leaving.push(() => ground.leave(false))
    const { token, roundId } = await filled(ground.dataDir)
    const server = await start(ground.dataDir)
    const [ask, monitor] = [phone(server, token), phone(server, token)]
    const { attemptId } = (await ask('POST', `/api/rounds/${roundId}/attempts`)).body as { attemptId: string }
    const tap = (choice: string, language?: string) =>
      ask('PUT', `/api/attempts/${attemptId}/responses`, { responses: [{ position: 1, choice: [choice], ageMs: 0 }] }, language)
    expect((await tap('a')).status).toBe(200)

    const fault = faults[name]({ pid: server.pid, ground })
    await fault.begin()
    let acknowledged = 'a'
    /** Room that the log has already may still take some answers: those count. */
    const untilRefused = async (language: string): Promise<Reply> => {
      for (let tries = 0; tries < 2_000; tries += 1) {
        const choice = acknowledged === 'a' ? 'b' : 'a'
        const reply = await tap(choice, language)
        if (reply.status !== 200) return reply
        acknowledged = choice
      }
      throw new Error('it went on writing')
    }
    const [red, vi] = await Promise.all([becomes(monitor, 503), untilRefused('vi')])
    expect(reasons).toContain(red.body['reason'])
    const en = await untilRefused('en')
    expect(vi).toMatchObject({ status: 503, body: { code: 'unavailable', message: expect.stringContaining('sẽ được gửi lại') } })
    expect(en).toMatchObject({ status: 503, body: { code: 'unavailable', message: expect.stringContaining('will be sent again') } })
    const shown = await ask('GET', `/api/attempts/${attemptId}`)
    expect([shown.status, shown.body['responses']]).toEqual([200, [{ position: 1, choice: [acknowledged] }]])

    await fault.end()
    await becomes(monitor, 200)
    const last = acknowledged === 'a' ? 'b' : 'a'
    expect((await tap(last)).status).toBe(200)
    expect((await ask('GET', `/api/attempts/${attemptId}`)).body['responses']).toEqual([{ position: 1, choice: [last] }])
    await server.stop()
  })

  test('without one more file or connection serves those it has, and everyone once there are some again', async () => {
    const ground = layGround('limit')
    leaving.push(() => ground.leave(false))
    const { token, roundId } = await filled(ground.dataDir)
    const server = await start(ground.dataDir)
    const ask = phone(server, token)
    const { attemptId } = (await ask('POST', `/api/rounds/${roundId}/attempts`)).body as { attemptId: string }
    const fault = faults.noFileHandles({ pid: server.pid, ground })
    await fault.begin()
    await expect(phone(server, token)('GET', '/healthz')).rejects.toThrow()
    const saved = await ask('PUT', `/api/attempts/${attemptId}/responses`, { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] })
    expect(saved.status).toBe(200)
    await fault.end()
    expect((await phone(server, token)('GET', '/healthz')).status).toBe(200)
    await server.stop()
  })
})

describe('a data folder that cannot be served', () => {
  /** A contest of which three lines of the log are known, ended as by a power cut. */
  let left: string
  beforeAll(async () => {
    left = mkdtempSync(join(tmpdir(), 'hoithi-failures-'))
    const { token, roundId } = await filled(left)
    const server = await startServer(left, { beginsAt: BEGINS, speed: 1 })
    const ask = phone(server, token)
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { attemptId } = (await ask('POST', `/api/rounds/${roundId}/attempts`)).body as { attemptId: string }
      expect((await ask('POST', `/api/attempts/${attemptId}/submission`, {})).status).toBe(200)
    }
    const kept = join(left, 'log-head.json')
    while (!existsSync(kept) || !readFileSync(kept, 'utf8').includes('"seq":3')) await pause(50)
    await server.kill()
  })
  afterAll(() => rmSync(left, { recursive: true, force: true }))

  const folderLeft = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'hoithi-failures-'))
    leaving.push(() => rmSync(folder, { recursive: true, force: true }))
    for (const name of ['hoithi.sqlite', 'hoithi.sqlite-wal', 'log-head.json', 'jwt-secret']) copyFileSync(join(left, name), join(folder, name))
    // The note is of the file that it lay beside.
    const note = join(folder, 'log-head.json')
    const head = JSON.parse(readFileSync(note, 'utf8')) as object
    writeFileSync(note, JSON.stringify({ ...head, file: fileIdentity(join(folder, 'hoithi.sqlite')) }))
    return folder
  }
  const overwrite = (file: string, at: number, bytes: number): void => {
    const content = readFileSync(file)
    content.fill(0xa5, at, at + bytes)
    writeFileSync(file, content)
  }
  const sql = (file: string, statement: string): void => {
    const client = new Database(file)
    client.exec(statement)
    client.close()
  }
  /** As main.ts opens it; the lines of the log when it starts, else the sentence. */
  const opening = async (folder: string): Promise<number | string | null> => {
    try {
      const { services, letGo } = await openServices({ DATA_DIR: folder, LOG_LEVEL: 'silent' }, root)
      const { seq } = await services.storage.log.head()
      await services.storage.close()
      letGo()
      return seq
    } catch (error) {
      return whyNot(error)
    }
  }

  const cases: [what: string, harm: (file: string) => void, says: RegExp][] = [
    ['flipped bytes in the header', (file) => overwrite(file, 0, 64), /is damaged/],
    ['flipped bytes in the schema', (file) => (sql(file, 'pragma wal_checkpoint(truncate)'), overwrite(file, 100, 3_900)), /is damaged/],
    ['an empty file', (file) => (rmSync(`${file}-wal`), truncateSync(file, 0)), /ends at line 0 .* though line 3 was in it/],
    ['no database file', (file) => rmSync(file), /is gone, though this folder has held a contest/],
    ['the write-ahead log deleted', (file) => rmSync(`${file}-wal`), /ends at line \d .* deleted or cut/],
    ['the write-ahead log cut', (file) => truncateSync(`${file}-wal`, 8_192), /ends at line \d .* deleted or cut/],
    [
      'a database of a newer release',
      (file) => sql(file, `insert into __drizzle_migrations (hash, created_at) values ('x', 99999999999999)`),
      /newer release/,
    ],
  ]
  test.each(cases)('(%s) is refused in one sentence that says what to do, and opens once it is as it was', async (_what, harm, says) => {
    const folder = folderLeft()
    harm(join(folder, 'hoithi.sqlite'))
    const said = await opening(folder)
    expect(said).toMatch(/^hoithi did not start: [^\n]+[^.]\.$/)
    expect(said).toMatch(says)
    // Put back into the same folder: what was refused has changed nothing that the file needs.
    for (const name of ['hoithi.sqlite', 'hoithi.sqlite-wal']) copyFileSync(join(left, name), join(folder, name))
    rmSync(join(folder, 'hoithi.sqlite-shm'), { force: true })
    expect(await opening(folder)).toBe(3)
  })

  test('(a file put back alone, where the write-ahead log was missing) opens again', async () => {
    const folder = folderLeft()
    renameSync(join(folder, 'hoithi.sqlite-wal'), join(folder, 'aside'))
    expect(await opening(folder)).toMatch(/deleted or cut/)
    renameSync(join(folder, 'aside'), join(folder, 'hoithi.sqlite-wal'))
    expect(await opening(folder)).toBe(3)
  })

  test('(an older copy put in the place of the database, as a restore does) opens', async () => {
    const folder = folderLeft()
    for (const end of ['', '-wal']) rmSync(join(folder, `hoithi.sqlite${end}`))
    const older = join(folder, 'older')
    sql(older, 'create table spare (id text)')
    renameSync(older, join(folder, 'hoithi.sqlite'))
    expect(await opening(folder)).toBe(0)
  })

  test('(an older state, on purpose) opens once its note is removed, as the sentence says', async () => {
    const folder = folderLeft()
    rmSync(join(folder, 'hoithi.sqlite-wal'))
    rmSync(join(folder, 'log-head.json'))
    expect(await opening(folder)).toBe(0)
  })

  test('(another server is on it) is refused by the process in one line, with 2, and that one goes on', async () => {
    const folder = folderLeft()
    const first = await start(folder)
    // Long enough for memory to be tidied up.
    for (let turn = 0; turn < 30; turn += 1) await fetch(new URL('/metrics', first.url)).then((reply) => reply.text())
    expect(await refusal(folder)).toMatch(/^the server ended with 2: hoithi did not start: another server is running on [^\n]+\n$/)
    expect((await fetch(new URL('/readyz', first.url))).status).toBe(200)
    await first.stop()
  })
})
