import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { useStore } from '../../scripts/simulation/store.ts'
import { openDatabaseLine, type DatabaseLine } from '../support/database-line.ts'
import { emptyPostgres, rowsIn } from '../support/postgres.ts'
import { asks, sharedContest, type Reply } from '../support/several-servers.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const PHONES = 6

type Side = { server: ServerProcess; line: DatabaseLine }

const agent = new Agent({ keepAlive: true, maxSockets: 4 * PHONES })
const ask = asks(agent)
const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'hoithi-cut-off-')))
const sides: Side[] = []
let database: { url: string; drop: () => Promise<void> }
let contest: { roundId: string; tokens: string[] }

beforeAll(async () => {
  database = await emptyPostgres()
  const secrets = { JWT_SECRET: crypto.randomUUID(), SAFE_KEY: crypto.randomUUID() }
  contest = await sharedContest(folders[0]!, { DATABASE_URL: database.url, ...secrets }, { beginsAt: BEGINS, people: 4 * PHONES })
  for (const folder of folders) {
    const line = await openDatabaseLine(database.url)
    useStore(folder, { DATABASE_URL: line.url, ...secrets })
    sides.push({ server: await startServer(folder, { beginsAt: BEGINS, speed: 1 }), line })
  }
})
afterAll(async () => {
  agent.destroy()
  await Promise.all(sides.map(({ server }) => server.kill()))
  await Promise.all(sides.map(({ line }) => line.close()))
  await database.drop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const holder = async (): Promise<unknown> => (await rowsIn(database.url, 'select holder from leases'))[0]?.['holder']

test.each([
  ['closed', 0],
  ['silent', 1],
] as const)(
  'a server whose line to the database is %s refuses clearly, leads no more, and goes on by itself; the other one does everything meanwhile',
  async (how, index) => {
    const { roundId, tokens } = contest
    const start = async ({ server }: Side, token: string): Promise<string> =>
      String((await ask(server.url.port, { method: 'POST', path: `/api/rounds/${roundId}/attempts`, token })).body['attemptId'])
    const save = ({ server }: Side, token: string, attemptId: string, choice: string): Promise<Reply> =>
      ask(server.url.port, {
        method: 'PUT',
        path: `/api/attempts/${attemptId}/responses`,
        token,
        body: { responses: [{ position: 1, choice: [choice], ageMs: 0 }] },
      })
    const counted = async (): Promise<number> =>
      Number((await ask(other.server.url.port, { method: 'GET', path: `/api/rounds/${roundId}/leaderboard` })).body['total'])
    const ready = ({ server }: Side): Promise<Reply> => ask(server.url.port, { method: 'GET', path: '/readyz' })

    // The one that leads is cut off: the one that was started first, and later the one that followed it.
    const [led, other] = [sides[index]!, sides[1 - index]!]
    const leader = await holder()
    expect(leader).toBeTypeOf('string')

    const mine = tokens.splice(0, PHONES)
    const attempts = await Promise.all(mine.map((token) => start(led, token)))
    expect(attempts).not.toContain('undefined')
    const acknowledged = new Map<string, string>()
    const refusals: Reply[] = []
    /** Until it is refused, in the middle of what is on its way. */
    const live = async (phone: number): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const choice = turn % 2 === 0 ? 'a' : 'b'
        const reply = await save(led, mine[phone]!, attempts[phone]!, choice)
        if (reply.status !== 200) return void refusals.push(reply)
        acknowledged.set(attempts[phone]!, choice)
      }
    }
    const lives = Promise.all(mine.map((_token, phone) => live(phone)))
    while (acknowledged.size < PHONES) await pause(5)
    await led.line.cut(how)
    // Nobody waits until the line is back.
    await lives
    expect(refusals.map(({ status, body }) => [status, body['code']])).toEqual(mine.map(() => [503, 'unavailable']))
    const looked = await ready(led)
    expect([looked.status, looked.body['reason']]).toEqual([503, 'database-away'])

    // The other one leads and counts, whatever the first one held when it was cut off.
    await expect.poll(holder, { timeout: 20_000 }).not.toBe(leader)
    const before = await counted()
    const token = tokens.shift()!
    const attemptId = await start(other, token)
    expect((await save(other, token, attemptId, 'a')).status).toBe(200)
    expect((await ask(other.server.url.port, { method: 'POST', path: `/api/attempts/${attemptId}/submission`, token, body: {} })).status).toBe(200)
    await expect.poll(counted, { timeout: 20_000 }).toBe(before + 1)
    // What was acknowledged is there; of what was not, the database may have heard.
    const stored = await rowsIn(database.url, `select attempt_id, choice from responses`)
    const kept = new Map(stored.map(({ attempt_id: id, choice }) => [String(id), (JSON.parse(String(choice)) as string[])[0]]))
    for (const id of attempts) expect(['a', 'b']).toContain(kept.get(id))
    expect(acknowledged.size).toBe(PHONES)

    await led.line.mend()
    await expect.poll(async () => (await ready(led)).status, { timeout: 20_000 }).toBe(200)
    for (const [phone, id] of attempts.entries()) expect((await save(led, mine[phone]!, id, 'b')).body).toMatchObject({ saved: [1] })
  },
  120_000,
)
