import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@hoithi/shared/contracts/common'
import { routes, type RouteName } from '@hoithi/shared/routes'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { useStore } from '../../scripts/simulation/store.ts'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { finishAttempt, startAttempt } from '../../server/src/features/attempts/actions.ts'
import { tokenFor, type RouteInput } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { handClock, root } from '../support/services.ts'

// The desk goes to any of two servers with any request: what one began the other knows.

const PLAYED = '2021-05-03T08:00:00+07:00'
/** The first round is over. */
const BEGINS = Date.parse('2021-05-10T08:00:00+07:00')
const PEOPLE = 3
/** Something is looked for until it is there, on a machine that may be busy. */
const PATIENT = { timeout: 30_000, interval: 250 }

type Reply = { status: number; bytes: Buffer; json: <Body = Record<string, unknown>>() => Body }

const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-desk-')))
const servers: ServerProcess[] = []
const tokens = new Map<Role, string>()
let database: Awaited<ReturnType<typeof emptyPostgres>>
let fixture: Fixture
let attemptIds: string[]
/** Until it is let go nobody can finish the attempt that was abandoned, and so nobody seal its round. */
let abandoned: { letGo: () => Promise<void> }
let question: { questionId: string; versionId: string }

async function ask(server: ServerProcess, name: RouteName, input: Omit<RouteInput, 'token'> & { as?: Role } = {}): Promise<Reply> {
  const [method, pattern] = routes[name].split(' ') as [string, string]
  const path = pattern.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(input.params?.[key] ?? ''))
  const url = new URL(path, server.url)
  for (const [key, value] of Object.entries(input.query ?? {})) url.searchParams.set(key, String(value))
  const json = input.body === undefined ? undefined : JSON.stringify(input.body)
  const token = tokens.get(input.as ?? 'judge')
  const reply = await fetch(url, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(input.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    },
    ...(input.bytes === undefined ? {} : { body: new Uint8Array(input.bytes) }),
    ...(json === undefined ? {} : { body: json }),
  })
  const bytes = Buffer.from(await reply.arrayBuffer())
  return { status: reply.status, bytes, json: <Body>() => JSON.parse(bytes.toString()) as Body }
}

/** Hold what a statement locks, until it is let go: whoever needs it waits right there. */
async function holding(statement: string): Promise<{ letGo: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query(`begin; ${statement}`)
  return { letGo: () => client.end() }
}

const both = (): [ServerProcess, ServerProcess] => servers as [ServerProcess, ServerProcess]
const round = () => ({ roundId: fixture.roundIds[0]! })
const begun = async (server: ServerProcess): Promise<{ exportId: string }> => {
  const started = await ask(server, 'startExport', { params: round(), body: { format: 'csv' } })
  expect(started.status).toBe(200)
  return { exportId: started.json<{ id: string }>().id }
}
const stateAt = async (server: ServerProcess, params: { exportId: string }): Promise<unknown> =>
  (await ask(server, 'getExport', { params })).json()['state']

beforeAll(async () => {
  database = await emptyPostgres()
  const settings = { DATABASE_URL: database.url, JWT_SECRET: crypto.randomUUID(), SAFE_KEY: crypto.randomUUID() }
  for (const folder of folders) useStore(folder, settings)
  const clock = handClock(PLAYED)
  const services = await compose(readConfig({ DATA_DIR: folders[0], LOG_LEVEL: 'silent', ...settings }, root), clock)
  const app = await buildApp(services)
  fixture = await makeContest(services)
  attemptIds = []
  for (let each = 0; each < PEOPLE; each += 1) {
    const { id: contestantId } = await makeContestant(services, fixture.unionIds['T-A-1']!)
    const started = await startAttempt(services, { roundId: fixture.roundIds[0]!, contestantId })
    if (!started.ok) throw new Error(started.reason)
    clock.pass(60_000)
    // The last one is left to whoever closes the round.
    if (each < PEOPLE - 1) await finishAttempt(services, started.value.id, 'contestant')
    attemptIds.push(started.value.id)
  }
  abandoned = await holding(`select 1 from attempts where id = '${attemptIds.at(-1)}' for update`)
  // One that a paper holds: nobody decides on what was never asked.
  const held = (await services.storage.attempts.find(attemptIds[0]!))!.paper[0]!.versionId
  const asked = (await services.storage.questions.current({ contestId: fixture.contestId })).find(({ id }) => id === held)!
  question = { questionId: asked.questionId, versionId: asked.id }
  clock.set(BEGINS)
  // Who somebody is was proven in real time.
  const now = { ids: services.ids, clock: { now: Date.now, rehearsal: false } }
  for (const role of ['judge', 'organiser'] as const) tokens.set(role, tokenFor(app, now, { ...(await makeStaff(services, role)), role }))
  await app.close()
  await services.projector.stop()
  await services.storage.close()
  servers.push(...(await Promise.all(folders.map((folder) => startServer(folder, { beginsAt: BEGINS, speed: 1 })))))
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await database.drop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('the one-time link of the first administrator is good at either, once', async () => {
  const [one, other] = both()
  const token = one.setupToken ?? ''
  expect(token).toHaveLength(32)
  expect(other.setupToken).toBe(token)
  const form = { login: 'quan-tri', password: 'đồng cỏ xanh mướt ven suối', fullName: 'Quản trị' }
  expect((await ask(other, 'setUpAdministrator', { body: { ...form, token: `${token.slice(1)}x` } })).status).toBe(410)
  expect((await ask(other, 'setUpAdministrator', { body: { ...form, token } })).status).toBe(200)
  const again = await ask(one, 'setUpAdministrator', { body: { ...form, login: 'quan-tri-2', token } })
  expect([again.status, again.json()['code']]).toEqual([410, 'setup-closed'])
})

test('of two that seal a round at once the other is refused before any work, and sees that it is being sealed', async () => {
  const [one, other] = both()
  const seal = { params: round(), body: { reason: 'hết kỳ thi' } }
  const sealing = ask(one, 'sealRound', seal)
  await expect.poll(async () => (await ask(other, 'getSealing', { params: round() })).json()['sealing'], PATIENT).toBe(true)
  const meanwhile = [
    await ask(other, 'sealRound', seal),
    await ask(other, 'voidAttempt', { params: { attemptId: attemptIds[0]! }, body: { reason: 'nhờ người thi hộ' } }),
  ]
  expect(meanwhile.map((refused) => [refused.status, refused.json()['code']])).toEqual([
    [409, 'sealing-under-way'],
    [409, 'sealing-under-way'],
  ])
  await abandoned.letGo()
  expect((await sealing).status).toBe(200)
  const after = (await ask(other, 'getSealing', { params: round() })).json<{ sealing: boolean; revisions: { number: number }[] }>()
  expect([after.sealing, after.revisions.map(({ number }) => number)]).toEqual([false, [1]])
  expect((await ask(other, 'sealRound', seal)).json()['code']).toBe('already-sealed')
})

test('a file begun at one is fetched from the other byte for byte', async () => {
  const [one, other] = both()
  const job = await begun(one)
  await expect.poll(() => stateAt(other, job), PATIENT).toBe('ready')
  const streamed = await ask(one, 'exportResults', { params: { ...round(), format: 'csv' } })
  const fetched = await ask(other, 'downloadExport', { params: job })
  expect([streamed.status, fetched.status]).toEqual([200, 200])
  expect(fetched.bytes.toString()).toContain('Nguyễn Văn Thử')
  expect(fetched.bytes.equals(streamed.bytes)).toBe(true)
})

test('a trial begun at one is looked at from the other, and counts there', async () => {
  const [one, other] = both()
  const tried = await ask(one, 'tryCorrection', { params: round(), body: { ...question, treatment: 'fullCredit', key: null } })
  expect(tried.status).toBe(200)
  const found = async () =>
    (await ask(other, 'getCorrectionTrial', { params: tried.json<{ trialId: string }>() })).json<{ trial: { found: unknown } }>()
  await expect.poll(async () => (await found()).trial.found, PATIENT).not.toBeNull()
  // Another one of the same judge, at the other server, is in its place.
  const next = await ask(other, 'tryCorrection', { params: round(), body: { ...question, treatment: 'fullCredit', key: null } })
  expect(next.status).toBe(200)
  expect((await ask(one, 'getCorrectionTrial', { params: tried.json<{ trialId: string }>() })).status).toBe(404)
})

test('statistics that one has reckoned are ready at the other', async () => {
  const [one, other] = both()
  const state = async () => (await ask(one, 'getStatistics', { params: round() })).json()['state']
  await expect.poll(state, PATIENT).toBe('ready')
  const items = await ask(other, 'listItemStatistics', { params: round() })
  expect(items.status).toBe(200)
  expect(items.bytes.equals((await ask(one, 'listItemStatistics', { params: round() })).bytes)).toBe(true)
})

test('imports that are previewed at one are carried out at the other', async () => {
  const [one, other] = both()
  const as = 'organiser' as const
  const list = 'Mã,Tên,Loại,Mã cấp trên,Số đoàn viên\nT,LĐLĐ tỉnh,LĐLĐ tỉnh,,\nT-C,LĐLĐ huyện C,LĐLĐ huyện,T,\n'
  const file = { fileName: 'don-vi.csv', content: Buffer.from(list).toString('base64') }
  const { mark } = (await ask(one, 'previewUnionImport', { as, body: file })).json()
  const loaded = await ask(other, 'importUnions', { as, body: { ...file, mark, reason: 'danh sách quý II' } })
  expect([loaded.status, loaded.json()['added']]).toEqual([200, 1])

  const staged = await ask(one, 'stageQuestionImport', {
    ...{ as, params: { slug: fixture.slug }, query: { fileName: 'dan.txt', topic: 'Bầu cử', difficulty: 2 } },
    bytes: Buffer.from('Câu 1: Ngày bầu cử là ngày nào?\nA. 22/5/2021\nB. 23/5/2021\nĐáp án: B\n'),
  })
  const { id: importId } = staged.json<{ import: { id: string } }>().import
  const confirmed = await ask(other, 'confirmQuestionImport', { as, params: { importId }, body: { choices: [] } })
  expect([confirmed.status, confirmed.json()['added']]).toEqual([200, 1])
})

test('what a server made that was stopped, or killed, has failed, and is begun again at the other', async () => {
  const [, other] = both()
  const slug = { params: { slug: fixture.slug }, as: 'organiser' as const }
  expect((await ask(servers[0]!, 'startTrial', slug)).status).toBe(200)
  expect((await ask(other, 'getTrial', slug)).json()).toMatchObject({ running: true, trial: null })
  expect((await ask(other, 'startTrial', slug)).json()['code']).toBe('trial-under-way')

  const lostWith = async (end: (maker: ServerProcess) => Promise<void>): Promise<void> => {
    // The process that makes a file waits for the rows.
    const rows = await holding('lock table result_rows in access exclusive mode')
    const job = await begun(servers[0]!)
    expect(await stateAt(other, job)).toMatch(/waiting|making/)
    await end(servers[0]!)
    await expect.poll(() => stateAt(other, job), PATIENT).toBe('failed')
    expect((await ask(other, 'downloadExport', { params: job })).status).toBe(404)
    await rows.letGo()
  }
  await lostWith((maker) => maker.stop())
  expect((await ask(other, 'getTrial', slug)).json()).toMatchObject({ running: false, trial: { passed: false, stopped: 'worker' } })
  servers[0] = await startServer(folders[0]!, { beginsAt: BEGINS, speed: 1 })
  await lostWith((maker) => maker.kill())
  const job = await begun(other)
  await expect.poll(() => stateAt(other, job), PATIENT).toBe('ready')
})
