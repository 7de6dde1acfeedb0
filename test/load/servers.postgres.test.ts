import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { useStore } from '../../scripts/simulation/store.ts'
import { emptyPostgres, rowsIn } from '../support/postgres.ts'
import { asks, sharedContest, type Asked, type Reply } from '../support/several-servers.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const PHONES = 12
const QUESTIONS = 4

const agent = new Agent({ keepAlive: true, maxSockets: 2 * PHONES })
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-servers-')))
const servers: ServerProcess[] = []
let database: { url: string; drop: () => Promise<void> }
let contest: { roundId: string; tokens: string[] }

const asking = asks(agent)
const ask = ({ url }: ServerProcess, what: Asked): Promise<Reply> => asking(url.port, what)
const rows = (statement: string): Promise<Record<string, unknown>[]> => rowsIn(database.url, statement)

beforeAll(async () => {
  database = await emptyPostgres()
  const settings = { DATABASE_URL: database.url, JWT_SECRET: crypto.randomUUID(), SAFE_KEY: crypto.randomUUID() }
  for (const folder of folders) useStore(folder, settings)
  contest = await sharedContest(folders[0]!, settings, { beginsAt: BEGINS, people: PHONES })
  // The first one leads.
  for (const folder of folders) servers.push(await startServer(folder, { beginsAt: BEGINS, speed: 1 }))
})
afterAll(async () => {
  agent.destroy()
  await Promise.all(servers.map((server) => server.kill()))
  await database.drop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test('any request may go to any server, one of them dies, and nothing that was acknowledged is lost; the other does what one does for all', async () => {
  const { roundId, tokens } = contest
  const [first, second] = servers as [ServerProcess, ServerProcess]
  const [{ holder: leader } = {}] = await rows('select holder from leases')
  expect(leader).toBeTypeOf('string')
  let dead = false
  let turn = 0
  let deaths = 0
  /** To one server after the other, as from a line in front of them; to the one that is left where that one is gone. */
  const anywhere = async (asked: Asked): Promise<Reply> => {
    turn += 1
    if (dead || turn % 2 === 0) return ask(second, asked)
    return ask(first, asked).catch(() => {
      deaths += 1
      return ask(second, asked)
    })
  }
  const acknowledged = new Map<string, string[]>()
  const receipts: string[] = []
  const live = async (token: string): Promise<void> => {
    const started = await anywhere({ method: 'POST', path: `/api/rounds/${roundId}/attempts`, token })
    expect(started.status).toBe(200)
    const attemptId = String(started.body['attemptId'])
    const kept: string[] = []
    for (let tap = 0; tap < 40; tap += 1) {
      const [position, choice] = [(tap % QUESTIONS) + 1, 'ab'[Math.floor(tap / QUESTIONS) % 2]!]
      const body = { responses: [{ position, choice: [choice], ageMs: 0 }] }
      expect((await anywhere({ method: 'PUT', path: `/api/attempts/${attemptId}/responses`, token, body })).body).toMatchObject({ saved: [position] })
      kept[position - 1] = choice
      acknowledged.set(attemptId, [...kept])
    }
    const submitted = await anywhere({ method: 'POST', path: `/api/attempts/${attemptId}/submission`, token, body: {} })
    expect(submitted.status).toBe(200)
    receipts.push(String(submitted.body['receipt']))
  }
  const kill = async (): Promise<void> => {
    while (acknowledged.size < PHONES / 2) await pause(5)
    await first.kill()
    dead = true
  }
  await Promise.all([...tokens.map(live), kill()])
  expect(deaths).toBeGreaterThan(0)

  const stored = await rows(`select attempt_id, choice from responses order by attempt_id, position`)
  const found = new Map<string, string[]>()
  for (const { attempt_id: id, choice } of stored)
    found.set(String(id), [...(found.get(String(id)) ?? []), ...(JSON.parse(String(choice)) as string[])])
  expect(found).toEqual(acknowledged)
  const logged = await rows(`select receipt from submission_log where kind = 'submission'`)
  expect(logged.map(({ receipt }) => String(receipt)).sort()).toEqual([...receipts].sort())
  expect(receipts).toHaveLength(PHONES)

  // Boards go on, and so do the chores.
  const board = async (): Promise<unknown> => (await ask(second, { method: 'GET', path: `/api/rounds/${roundId}/leaderboard` })).body['total']
  await expect.poll(board, { timeout: 20_000 }).toBe(PHONES)
  const holders = async (): Promise<unknown> => (await rows('select holder from leases'))[0]?.['holder']
  await expect.poll(holders, { timeout: 20_000 }).not.toBe(leader)
}, 120_000)

test('who logs out at one server is out at the other, and wrong passwords are counted together', async () => {
  servers[0] = await startServer(folders[0]!, { beginsAt: BEGINS, speed: 1 })
  const [first, second] = servers as [ServerProcess, ServerProcess]
  const token = contest.tokens[0]!
  const me = async (): Promise<unknown> => (await ask(second, { method: 'GET', path: '/api/me', token })).body['account'] ?? null
  const before = await ask(second, { method: 'GET', path: '/api/me', token })
  expect(JSON.stringify(before.body)).toContain('contestant')
  expect((await ask(first, { method: 'DELETE', path: '/api/sessions/current', token })).status).toBe(200)
  expect(await me()).toBeNull()
  expect((await ask(second, { method: 'POST', path: `/api/rounds/${contest.roundId}/attempts`, token })).status).toBe(401)

  const wrong = (server: ServerProcess): Promise<Reply> =>
    ask(server, { method: 'POST', path: '/api/sessions', body: { login: '0987654321', password: 'không phải thế này' } })
  const tries: number[] = []
  for (let each = 0; each < 12; each += 1) tries.push((await wrong(each % 2 === 0 ? first : second)).status)
  expect(tries.slice(0, 10)).not.toContain(429)
  expect(tries.slice(10)).toEqual([429, 429])
}, 120_000)
