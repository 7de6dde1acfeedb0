import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startPostgres, startStandby } from '../../scripts/postgres.ts'
import { startServer } from '../../scripts/simulation/server-process.ts'
import { useStore } from '../../scripts/simulation/store.ts'
import { openDatabaseLine } from '../support/database-line.ts'
import { rowsIn } from '../support/postgres.ts'
import { asks, sharedContest, type Reply } from '../support/several-servers.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const PHONES = 6

test('the database’s machine is lost under load and its standby takes its place: of what was acknowledged nothing is lost, and the server goes on by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-failover-'))
  const agent = new Agent({ keepAlive: true, maxSockets: 2 * PHONES })
  const ask = asks(agent)
  const primary = await startPostgres({ durable: true })
  await primary.create('hoithi')
  const standby = await startStandby(primary, 'second')
  await rowsIn(primary.url('postgres'), `alter system set synchronous_standby_names = 'second'`)
  await rowsIn(primary.url('postgres'), 'select pg_reload_conf()')
  const secrets = { JWT_SECRET: crypto.randomUUID(), SAFE_KEY: crypto.randomUUID() }
  const { roundId, tokens } = await sharedContest(folder, { DATABASE_URL: primary.url('hoithi'), ...secrets }, { beginsAt: BEGINS, people: PHONES })
  const line = await openDatabaseLine(primary.url('hoithi'))
  useStore(folder, { DATABASE_URL: line.url, ...secrets })
  const server = await startServer(folder, { beginsAt: BEGINS, speed: 1 })
  const port = server.url.port
  const ready = (): Promise<Reply> => ask(port, { method: 'GET', path: '/readyz' })
  try {
    const acknowledged = new Map<string, number>()
    let acknowledgements = 0
    let over = false
    /** Each phone counts on: a lost save would be a number that is too small. */
    const live = async (token: string): Promise<void> => {
      const attemptId = String((await ask(port, { method: 'POST', path: `/api/rounds/${roundId}/attempts`, token })).body['attemptId'])
      for (let tap = 0; !over; tap += 1) {
        const body = { responses: [{ position: (tap % 4) + 1, choice: ['ab'[Math.floor(tap / 4) % 2]], ageMs: 0 }], prediction: tap + 1 }
        const { status } = await ask(port, { method: 'PUT', path: `/api/attempts/${attemptId}/responses`, token, body })
        if (status !== 200) return
        acknowledged.set(attemptId, tap + 1)
        acknowledgements += 1
      }
    }
    const lives = Promise.all(tokens.map(live))
    while (acknowledgements < 60) await pause(5)
    await primary.kill()
    await lives
    expect((await ready()).body['reason']).toBe('database-away')

    // Not promoted yet, it may only be read.
    await line.moveTo(standby.url('hoithi'))
    await expect.poll(async () => (await ready()).body['reason'], { timeout: 20_000 }).toBe('database-read-only')
    await rowsIn(standby.url('postgres'), 'select pg_promote()')
    await expect.poll(async () => (await ready()).status, { timeout: 20_000 }).toBe(200)

    const stored = await rowsIn<{ id: string; prediction: number }>(standby.url('hoithi'), 'select id, prediction::int as prediction from attempts')
    const found = new Map(stored.map(({ id, prediction }) => [id, prediction]))
    expect(acknowledged.size).toBe(PHONES)
    // One more than was acknowledged may have been on its way.
    for (const [id, taps] of acknowledged) expect([taps, taps + 1]).toContain(found.get(id))
    over = true
    for (const token of tokens) {
      const { attemptId } = (await ask(port, { method: 'POST', path: `/api/rounds/${roundId}/attempts`, token })).body
      expect((await ask(port, { method: 'POST', path: `/api/attempts/${String(attemptId)}/submission`, token, body: {} })).status).toBe(200)
    }
    const board = async (): Promise<unknown> => (await ask(port, { method: 'GET', path: `/api/rounds/${roundId}/leaderboard` })).body['total']
    await expect.poll(board, { timeout: 20_000 }).toBe(PHONES)
  } finally {
    agent.destroy()
    await server.kill()
    await line.close()
    await standby.stop()
    await primary.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
