import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startServer, type ServerProcess } from '../../scripts/simulation/server-process.ts'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant } from '../support/contest.ts'
import { root } from '../support/services.ts'

const BEGINS = Date.parse('2021-05-04T08:00:00+07:00')
/** Low enough that a test on any machine presses the server so far; starts wait at three times that. */
const LIMIT_MS = 8
const [ANSWERING, LOOKING, COMING, IDLE] = [240, 20, 8, 5_000]
const LONGEST_MS = 60_000

async function filled(dataDir: string) {
  const services = await compose(readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }, root), { now: () => BEGINS, rehearsal: true })
  const app = await buildApp(services)
  const { roundIds, unionIds } = await makeContest(services)
  const unionId = unionIds['T-A-1'] ?? ''
  const people = await Promise.all(Array.from({ length: ANSWERING + COMING }, () => makeContestant(services, unionId)))
  const tokens = people.map(({ id }) => tokenFor(app, services, { id, role: 'contestant', unionId }))
  await app.close()
  await services.projector.stop()
  await services.storage.close()
  return { tokens, roundId: roundIds[0] ?? '' }
}

type Reply = { status: number; body: Record<string, unknown> }

function caller({ url }: ServerProcess, agent: Agent) {
  const ask = (method: string, path: string, token = '', body?: unknown): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = body === undefined ? '' : JSON.stringify(body)
      const headers = {
        'sec-fetch-site': 'same-origin',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(sent)) }),
      }
      const asked = request({ host: url.hostname, port: url.port, agent, method, path, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () => {
          const json = text.startsWith('{')
          resolve({ status: response.statusCode ?? 0, body: json ? (JSON.parse(text) as Record<string, unknown>) : { text } })
        })
      })
      // A kept connection may have come to its end in the moment in which it was used again: whoever finds it so asks on a new one.
      asked.once('error', (error: NodeJS.ErrnoException) =>
        asked.reusedSocket && error.code === 'ECONNRESET' ? resolve(ask(method, path, token, body)) : reject(error),
      )
      asked.end(sent)
    })
  return ask
}

/** A kept connection: it has asked once, and then says nothing more. */
const idleLine = ({ port, hostname: host }: URL): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host })
    socket.once('error', reject)
    socket.once('connect', () => socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'))
    socket.once('data', () => {
      socket.off('error', reject).on('error', () => undefined)
      resolve(socket)
    })
  })

/** As many at once as wait before any port of this machine. */
async function idleLines(url: URL, count: number): Promise<Socket[]> {
  const lines: Socket[] = []
  while (lines.length < count) lines.push(...(await Promise.all(Array.from({ length: Math.min(500, count - lines.length) }, () => idleLine(url)))))
  return lines
}

test('pressed by a crowd beside 5,000 idle connections, a real server puts boards off, then starts, and takes every save; afterwards those who waited start', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-overload-'))
  const { tokens, roundId } = await filled(dataDir)
  const server = await startServer(dataDir, { beginsAt: BEGINS, speed: 1, overloadMs: LIMIT_MS })
  const agent = new Agent({ keepAlive: true })
  const call = caller(server, agent)
  const figure = async (name: string): Promise<number> => {
    const { text } = (await call('GET', '/metrics')).body as { text: string }
    return Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  }
  const idle: Socket[] = []
  try {
    const before = await figure('process_resident_memory_bytes')
    idle.push(...(await idleLines(server.url, IDLE)))
    expect(await figure('hoithi_connections')).toBeGreaterThan(IDLE)
    const perLine = ((await figure('process_resident_memory_bytes')) - before) / IDLE
    expect(perLine).toBeLessThan(64 * 1024)

    const answering = tokens.slice(0, ANSWERING)
    const attempts = await Promise.all(
      answering.map(async (token) => String((await insist(call, `/api/rounds/${roundId}/attempts`, token))['attemptId'])),
    )
    const seen = { saves: new Map<number, number>(), boards: new Map<number, number>(), starts: new Map<number, number>() }
    const count = (of: Map<number, number>, status: number): void => void of.set(status, (of.get(status) ?? 0) + 1)
    let over = false
    const began = performance.now()
    const enough = (): boolean => (seen.boards.get(503) ?? 0) > 20 && (seen.starts.get(503) ?? 0) > 0
    const answer = async (attemptId: string, token: string): Promise<void> => {
      for (let turn = 0; !over; turn += 1) {
        const body = { responses: [{ position: 1, choice: [turn % 2 === 0 ? 'a' : 'b'], ageMs: 0 }] }
        count(seen.saves, (await call('PUT', `/api/attempts/${attemptId}/responses`, token, body)).status)
      }
    }
    const look = async (): Promise<void> => {
      while (!over) count(seen.boards, (await call('GET', `/api/rounds/${roundId}/leaderboard?page=1&pageSize=50`)).status)
    }
    const waiting = new Set(tokens.slice(ANSWERING))
    const come = async (): Promise<void> => {
      while (!over) {
        await pause(250)
        for (const token of waiting) {
          const { status } = await call('POST', `/api/rounds/${roundId}/attempts`, token)
          count(seen.starts, status)
          if (status === 200) waiting.delete(token)
          else break
        }
      }
    }
    const watch = async (): Promise<void> => {
      while (!enough() && performance.now() - began < LONGEST_MS) await pause(100)
      over = true
    }
    // Nobody comes before the server is flooded.
    const afterwards = pause(2_000).then(come)
    await Promise.all([
      ...attempts.map((id, index) => answer(id, answering[index] ?? '')),
      ...Array.from({ length: LOOKING }, look),
      afterwards,
      watch(),
    ])

    expect([...seen.saves.keys()]).toEqual([200])
    expect([seen.boards.get(503) ?? 0, seen.starts.get(503) ?? 0].every((shed) => shed > 0)).toBe(true)
    for (const token of waiting) await insist(call, `/api/rounds/${roundId}/attempts`, token)
    // Boards come back by themselves: what presses the machine beside this test may put them off once more.
    while ((await call('GET', `/api/rounds/${roundId}/leaderboard`)).status !== 200) await pause(100)
    expect(await figure('hoithi_running_attempts')).toBe(ANSWERING + COMING)
    console.log(
      `saves ${seen.saves.get(200)}, boards put off ${seen.boards.get(503)}, starts put off ${seen.starts.get(503)}, ${(perLine / 1024).toFixed(1)} KiB an idle connection`,
    )
  } finally {
    for (const socket of idle) socket.destroy()
    agent.destroy()
    await server.kill()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** As the phone does: sent again when the server has said. */
async function insist(call: ReturnType<typeof caller>, path: string, token: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { status, body } = await call('POST', path, token)
    if (status === 200) return body
    expect(body['code']).toBe('start-later')
    await pause((body['details'] as { retryInSeconds: number }).retryInSeconds * 1_000)
  }
}
