import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Services } from '../../server/src/services.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { root } from '../support/services.ts'

const BEGINS = Date.parse('2021-05-03T08:00:00+07:00')
const PHONES = 12

type Known = { acknowledged: Map<string, string>; onItsWay: Map<string, string>; broken: string[]; refused: number; saves: number }

async function opened<T>(dataDir: string, work: (services: Services) => Promise<T>): Promise<T> {
  const services = await compose(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, root), { now: () => BEGINS, rehearsal: true })
  try {
    return await work(services)
  } finally {
    await services.projector.stop()
    await services.storage.close()
  }
}

/** Sent again only where nobody listened; whatever else goes wrong with a reply is a broken one. */
async function ask(
  url: URL,
  agent: Agent,
  token: string,
  what: { method: string; path: string; body?: unknown },
  known: Known,
): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await once(url, agent, token, what)
    if (answer.error === null) {
      if (answer.status !== 200) known.broken.push(`${what.method} ${what.path}: ${answer.status} ${answer.text}`)
      return JSON.parse(answer.text) as Record<string, unknown>
    }
    if (answer.error !== 'ECONNREFUSED') known.broken.push(`${what.method} ${what.path}: ${answer.error}`)
    known.refused += 1
    await pause(40)
  }
}

type Answer = { error: string | null; status: number; text: string }

const once = (url: URL, agent: Agent, token: string, { method, path, body }: { method: string; path: string; body?: unknown }): Promise<Answer> =>
  new Promise((resolve) => {
    const sent = body === undefined ? '' : JSON.stringify(body)
    const failed = (error: NodeJS.ErrnoException): void => resolve({ error: error.code ?? error.message, status: 0, text: '' })
    const headers = {
      'sec-fetch-site': 'same-origin',
      authorization: `Bearer ${token}`,
      ...(sent === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
    }
    const asked = request({ host: url.hostname, port: url.port, agent, method, path, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.once('error', failed)
      response.once('end', () => resolve({ error: response.complete ? null : 'cut off', status: response.statusCode ?? 0, text }))
    })
    asked.once('error', failed)
    asked.end(sent)
  })

/** What a monitor sees while a server stops: one look after another, each on a connection of its own. */
async function watch(url: URL): Promise<string[]> {
  const seen: string[] = []
  while (seen.at(-1) !== 'nobody') {
    const agent = new Agent()
    const { error, text } = await once(url, agent, '', { method: 'GET', path: '/readyz' })
    agent.destroy()
    const look = error !== null ? 'nobody' : text.includes('stopping') ? 'stopping' : 'ready'
    if (look !== seen.at(-1)) seen.push(look)
    await pause(10)
  }
  return seen
}

test('restarted twice under load with SIGTERM, breaks no reply and keeps every answer that it acknowledged; monitors hear of it first', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-drain-'))
  const agent = new Agent({ keepAlive: true, maxSockets: PHONES })
  const known: Known = { acknowledged: new Map(), onItsWay: new Map(), broken: [], refused: 0, saves: 0 }
  const { tokens, roundId } = await opened(dataDir, async (services) => {
    const app = await buildApp(services)
    const fixture = await makeContest(services)
    const people = await Promise.all(Array.from({ length: PHONES }, () => makeContestant(services, fixture.unionIds['T-A-1']!)))
    const signed = people.map(({ id }) => tokenFor(app, services, { id, role: 'contestant' }))
    await app.close()
    return { tokens: signed, roundId: fixture.roundIds[0]! }
  })
  let server: ServerProcess = await startServer(dataDir, { beginsAt: BEGINS, speed: 1 })
  const { url } = server
  let over = false
  const live = async (token: string): Promise<void> => {
    const attemptId = String((await ask(url, agent, token, { method: 'POST', path: `/api/rounds/${roundId}/attempts` }, known))['attemptId'])
    for (let turn = 0; !over; turn += 1) {
      const choice = turn % 2 === 0 ? 'a' : 'b'
      const body = { responses: [{ position: 1, choice: [choice], ageMs: 0 }] }
      await ask(url, agent, token, { method: 'PUT', path: `/api/attempts/${attemptId}/responses`, body }, known)
      known.acknowledged.set(attemptId, choice)
      known.saves += 1
      await pause(turn % 8)
    }
  }
  try {
    const lives = Promise.all(tokens.map(live))
    for (let restart = 0; restart < 2; restart += 1) {
      const before = known.saves
      while (known.saves < before + 300) await pause(20)
      const [seen] = await Promise.all([watch(url), server.stop()])
      // Told to stop before the first look, it may say so at once.
      expect(seen.slice(-2)).toEqual(['stopping', 'nobody'])
      server = await startServer(dataDir, { beginsAt: BEGINS, speed: 1, port: url.port })
    }
    over = true
    await lives
    await server.stop()
    expect(known.broken).toEqual([])
    expect(known.refused).toBeGreaterThan(0)
    await opened(dataDir, async ({ storage }) => {
      for (const [attemptId, choice] of known.acknowledged) {
        const [kept] = await storage.attempts.responses(attemptId)
        expect([attemptId, kept?.choice]).toEqual([attemptId, [choice]])
      }
    })
    expect(known.acknowledged.size).toBe(PHONES)
  } finally {
    over = true
    agent.destroy()
    await server.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
