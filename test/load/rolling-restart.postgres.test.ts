import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { useStore } from '../../scripts/simulation/store.ts'
import { openFront } from '../support/front.ts'
import { emptyPostgres, rowsIn } from '../support/postgres.ts'
import { asks, sharedContest, type Asked } from '../support/several-servers.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const PHONES = 4
const PEOPLE = 200
const TAPS = 8
const QUESTIONS = 4
/** Longer than the front needs to hear of it. */
const DRAIN_MS = '600'

const agent = new Agent({ keepAlive: true, maxSockets: 2 * PHONES })
const ask = asks(agent)
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-rolling-')))
const servers: ServerProcess[] = []
let database: { url: string; drop: () => Promise<void> }
let contest: { roundId: string; tokens: string[] }

const start = (index: number, port?: string): Promise<ServerProcess> =>
  startServer(folders[index]!, { beginsAt: BEGINS, speed: 1, ...(port === undefined ? {} : { port }) })

beforeAll(async () => {
  database = await emptyPostgres()
  const settings = { DATABASE_URL: database.url, JWT_SECRET: crypto.randomUUID(), SAFE_KEY: crypto.randomUUID(), DRAIN_MS }
  for (const folder of folders) useStore(folder, settings)
  contest = await sharedContest(folders[0]!, settings, { beginsAt: BEGINS, people: PEOPLE })
  for (const index of [0, 1]) servers.push(await start(index))
})
afterAll(async () => {
  agent.destroy()
  await Promise.all(servers.map((server) => server.kill()))
  await database.drop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const holder = async (): Promise<unknown> => (await rowsIn(database.url, 'select holder from leases'))[0]?.['holder']

test.each(['tries-next', 'asks-ready'] as const)(
  'behind a line that %s, one server after the other is restarted under load: no request fails, nothing is lost, and whoever led hands over',
  async (kind) => {
    const { roundId, tokens } = contest
    const front = await openFront(
      kind,
      servers.map(({ url }) => url.port),
    )
    const acknowledged = new Map<string, string[]>()
    const receipts: string[] = []
    const refused: string[] = []
    let [over, replies] = [false, 0]
    const asked = async (what: Asked): Promise<Record<string, unknown>> => {
      const { status, body } = await ask(front.port, what)
      if (status !== 200) refused.push(`${what.method} ${what.path}: ${status} ${JSON.stringify(body)}`)
      replies += 1
      return body
    }
    const attempt = async (token: string): Promise<void> => {
      const attemptId = String((await asked({ method: 'POST', path: `/api/rounds/${roundId}/attempts`, token }))['attemptId'])
      const kept: string[] = []
      for (let tap = 0; tap < TAPS; tap += 1) {
        const [position, choice] = [(tap % QUESTIONS) + 1, 'ab'[Math.floor(tap / QUESTIONS) % 2]!]
        const body = { responses: [{ position, choice: [choice], ageMs: 0 }] }
        await asked({ method: 'PUT', path: `/api/attempts/${attemptId}/responses`, token, body })
        kept[position - 1] = choice
        acknowledged.set(attemptId, [...kept])
        await pause(120)
      }
      await asked({ method: 'GET', path: `/api/rounds/${roundId}/leaderboard` })
      receipts.push(String((await asked({ method: 'POST', path: `/api/attempts/${attemptId}/submission`, token, body: {} }))['receipt']))
    }
    const live = async (): Promise<void> => {
      for (let token = tokens.pop(); token !== undefined && !over; token = tokens.pop()) await attempt(token)
    }
    const restarts = async (): Promise<void> => {
      for (const [index, server] of servers.entries()) {
        const before = replies
        while (replies < before + 30) await pause(20)
        const led = await holder()
        const during = replies
        await server.stop()
        // Though its lease would have held for seconds.
        handedOver.push(led !== undefined && (await holder()) !== led)
        servers[index] = await start(index, server.url.port)
        expect(replies).toBeGreaterThan(during)
        const at = servers[index]!.url.port
        await expect.poll(async () => (await ask(at, { method: 'GET', path: '/readyz' })).status).toBe(200)
      }
      over = true
    }
    const handedOver: boolean[] = []
    try {
      await Promise.all([restarts(), ...Array.from({ length: PHONES }, live)])
    } finally {
      over = true
      await front.close()
    }
    expect(front.failed).toEqual([])
    expect(refused).toEqual([])
    expect(front.passedOn()).toBeGreaterThan(0)
    // Each of two servers was stopped, so one of them led.
    expect(handedOver).toContain(true)

    const stored = await rowsIn(database.url, 'select attempt_id, choice from responses order by attempt_id, position')
    const found = new Map<string, string[]>()
    for (const { attempt_id: id, choice } of stored)
      found.set(String(id), [...(found.get(String(id)) ?? []), ...(JSON.parse(String(choice)) as string[])])
    for (const [attemptId, kept] of acknowledged) expect([attemptId, found.get(attemptId)]).toEqual([attemptId, kept])
    const logged = await rowsIn(database.url, `select receipt from submission_log where kind = 'submission'`)
    expect(logged.map(({ receipt }) => String(receipt))).toEqual(expect.arrayContaining(receipts))
    const board = async (): Promise<unknown> =>
      (await ask(servers[1]!.url.port, { method: 'GET', path: `/api/rounds/${roundId}/leaderboard` })).body['total']
    await expect.poll(board, { timeout: 20_000 }).toBe(logged.length)
  },
  120_000,
)
