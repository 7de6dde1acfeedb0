import { build } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { checkChain } from '../../server/src/features/rounds/chain.ts'
import { rebuildBoards } from '../../server/src/projector/projector.ts'
import type { Services } from '../../server/src/services.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff, type Fixture } from '../support/contest.ts'
import { root } from '../support/services.ts'

const START = '2021-05-03T08:00:00+07:00'
const SECRET = 'a secret that only the tests ever use'
const KILLS = 3
const PEOPLE = 60

let folder: string
let main: string
const children: ChildProcess[] = []

/** The server as it is shipped: bundled by itself, with the packages and migrations of the project beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-kill-'))
  const outdir = join(folder, 'server/dist')
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: ['server/src/main.ts', 'server/src/export-worker.ts'],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    alias: { '@hoithi/shared': './shared/src' },
    outdir,
    logLevel: 'error',
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  cpSync(join(root, 'migrations'), join(folder, 'migrations'), { recursive: true })
  cpSync(join(root, 'package.json'), join(folder, 'package.json'))
  main = join(outdir, 'main.js')
})
afterAll(() => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Started = { child: ChildProcess; url: string; printed: () => string; ended: Promise<{ code: number | null; stderr: string }> }

function start(dataDir: string, env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0', JWT_SECRET: SECRET, CLOCK_START: START, ADDRESS_LIMIT: '100000', ...env },
  })
  children.push(child)
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => child.once('exit', (code) => resolve({ code, stderr })))
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      const url = /hoithi is up: (\S+)/.exec(stdout)?.[1]
      // 127.0.0.1: nothing but this machine is ever asked.
      if (url !== undefined) resolve({ child, url: url.replace('localhost', '127.0.0.1'), printed: () => stdout, ended })
    })
    void ended.then(({ code }) => reject(new Error(`ended with ${String(code)}: ${stderr}`)))
  })
}

/** The services on a data folder that no process holds. */
async function opened<T>(dataDir: string, work: (services: Services) => Promise<T>): Promise<T> {
  const config = readConfig({ DATA_DIR: dataDir, JWT_SECRET: SECRET, LOG_LEVEL: 'silent' }, root)
  const services = await compose(config, { now: () => Date.parse(START), rehearsal: true })
  try {
    return await work(services)
  } finally {
    await services.storage.close()
  }
}

type Acknowledged = {
  /** attempt → position → the choices that were acknowledged, oldest first. */
  responses: Map<string, Map<number, string[]>>
  /** attempt → the one tap on its way: it may be on disk without anyone having heard so. */
  onItsWay: Map<string, { position: number; choice: string }>
  submitted: Map<string, string>
  registered: Set<string>
}

/** People answer, submit, start again and register, as fast as the server lets them, until it is gone. */
async function press(url: string, fixture: Fixture, people: { token: string }[], known: Acknowledged): Promise<void> {
  const ask = async (
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
  ): Promise<{ status: number; reply: Record<string, unknown> }> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    return { status: response.status, reply: (await response.json()) as Record<string, unknown> }
  }
  const answering = people.map(async ({ token }, index) => {
    for (let turn = 0; ; turn += 1) {
      const { status, reply } = await ask('POST', `/api/rounds/${fixture.roundIds[0]!}/attempts`, token)
      if (status !== 200) return
      const attemptId = String(reply['attemptId'])
      for (let tap = 0; tap < 12; tap += 1) {
        const position = 1 + (tap % 3)
        const choice = ['a', 'b'][(tap + index + turn) % 2]!
        known.onItsWay.set(attemptId, { position, choice })
        const saved = await ask('PUT', `/api/attempts/${attemptId}/responses`, token, { responses: [{ position, choice: [choice], ageMs: 0 }] })
        if (saved.status !== 200) break
        const own = known.responses.get(attemptId) ?? new Map<number, string[]>()
        own.set(position, [...(own.get(position) ?? []), choice])
        known.responses.set(attemptId, own)
        known.onItsWay.delete(attemptId)
      }
      if (turn % 2 === 1) continue
      const done = await ask('POST', `/api/attempts/${attemptId}/submission`, token, { prediction: index })
      if (done.status === 200) known.submitted.set(attemptId, String(done.reply['receipt']))
    }
  })
  const registering = (async () => {
    for (;;) {
      const phone = `09${String(10_000_000 + known.registered.size + Math.floor(Math.random() * 80_000_000))}`
      const { status } = await ask('POST', '/api/contestants', null, {
        phone,
        password: 'mật khẩu dài',
        fullName: 'Người Mới',
        birthDate: '1990-01-01',
        unionId: fixture.unionIds['T-A-1'],
        contestantKind: 'member',
        consentVersion: 'v1',
      })
      if (status === 200) known.registered.add(phone)
    }
  })()
  await Promise.allSettled([...answering, registering])
}

const taps = (known: Acknowledged): number =>
  [...known.responses.values()].reduce((sum, own) => sum + [...own.values()].reduce((all, choices) => all + choices.length, 0), 0)

describe('a real server process', () => {
  test(`killed with -9 under load ${KILLS} times loses nothing that it acknowledged, doubles nothing, and its chain and boards hold`, async () => {
    const dataDir = join(folder, 'kill')
    const known: Acknowledged = { responses: new Map(), onItsWay: new Map(), submitted: new Map(), registered: new Set() }
    const { fixture, people } = await opened(dataDir, async (services) => {
      const made = await makeContest(services, { rules: { attemptsPerRound: 1_000 } })
      const app = await buildApp(services)
      const crowd = []
      for (let index = 0; index < PEOPLE; index += 1) {
        const { id } = await makeContestant(services, made.unionIds['T-A-2']!)
        crowd.push({ token: tokenFor(app, services, { id, role: 'contestant' }) })
      }
      await app.close()
      return { fixture: made, people: crowd }
    })
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, url, ended } = await start(dataDir)
      const before = taps(known)
      // The moment of the kill follows the load, not the clock: a slow machine is killed in the middle of it too.
      const enough = before + 1_000 + Math.floor(Math.random() * 1_500)
      const watch = setInterval(() => {
        if (taps(known) >= enough) child.kill('SIGKILL')
      }, 5)
      const atLast = setTimeout(() => child.kill('SIGKILL'), 30_000)
      await press(url, fixture, people, known)
      clearInterval(watch)
      clearTimeout(atLast)
      expect((await ended).code).toBe(null)
      expect(taps(known)).toBeGreaterThan(before)
      await opened(dataDir, (services) => nothingLost(services, fixture, known))
    }
    expect(known.submitted.size).toBeGreaterThan(0)
    expect(known.registered.size).toBeGreaterThan(0)
  })

  test('killed with -9 while the contest is paused, is still paused afterwards, and every attempt has the time that it had', async () => {
    const dataDir = join(folder, 'pause')
    const { fixture, worker, organiser } = await opened(dataDir, async (services) => {
      const made = await makeContest(services)
      const app = await buildApp(services)
      const { id } = await makeContestant(services, made.unionIds['T-A-2']!)
      const staff = await makeStaff(services, 'organiser')
      const tokens = {
        worker: tokenFor(app, services, { id, role: 'contestant' }),
        organiser: tokenFor(app, services, { id: staff.id, role: 'organiser' }),
      }
      await app.close()
      return { fixture: made, ...tokens }
    })
    const ask = async (url: string, method: string, path: string, token: string, body?: unknown): Promise<Record<string, unknown>> => {
      const response = await fetch(`${url}/api/${path}`, {
        method,
        headers: {
          'sec-fetch-site': 'same-origin',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      expect([path, response.status]).toEqual([path, 200])
      return (await response.json()) as Record<string, unknown>
    }
    const first = await start(dataDir)
    const { attemptId } = await ask(first.url, 'POST', `rounds/${fixture.roundIds[0]!}/attempts`, worker)
    const tap = { responses: [{ position: 1, choice: ['a'], ageMs: 0 }] }
    await ask(first.url, 'PUT', `attempts/${String(attemptId)}/responses`, worker, tap)
    await ask(first.url, 'POST', `contests/${fixture.slug}/pause`, organiser, { reason: 'mất điện cả huyện' })
    const before = await ask(first.url, 'GET', `attempts/${String(attemptId)}`, worker)
    first.child.kill('SIGKILL')
    await first.ended

    const second = await start(dataDir)
    const after = await ask(second.url, 'GET', `attempts/${String(attemptId)}`, worker)
    expect(after).toMatchObject({ paused: true, remainingMs: before['remainingMs'], responses: before['responses'] })
    const { announcements } = await ask(second.url, 'GET', `contests/${fixture.slug}/news`, worker)
    expect(announcements).toHaveLength(1)
    await ask(second.url, 'POST', `contests/${fixture.slug}/resume`, organiser, { extendRounds: true, reason: 'có điện lại' })
    const { paused, remainingMs } = await ask(second.url, 'GET', `attempts/${String(attemptId)}`, worker)
    expect(paused).toBe(false)
    expect(Number(before['remainingMs']) - Number(remainingMs)).toBeLessThan(5_000)
    second.child.kill('SIGTERM')
    await second.ended
  })

  test('told to stop, answers what is under way and ends with 0; the rehearsal goes on where it stood', async () => {
    const dataDir = join(folder, 'stop')
    const first = await start(dataDir)
    const now = async (url: string): Promise<number> => ((await (await fetch(`${url}/api/me`)).json()) as { now: number }).now
    await new Promise((resolve) => setTimeout(resolve, 300))
    const seen = await now(first.url)
    const underWay = fetch(`${first.url}/api/contestants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({
        phone: '0912345678',
        password: 'mật khẩu dài',
        fullName: 'Người Mới',
        birthDate: '1990-01-01',
        unionId: 'x',
        contestantKind: 'member',
        consentVersion: '-',
      }),
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    first.child.kill('SIGTERM')
    expect((await underWay).status).toBe(400)
    expect((await first.ended).code).toBe(0)
    const second = await start(dataDir)
    expect(await now(second.url)).toBeGreaterThan(seen)
    second.child.kill('SIGTERM')
    expect((await second.ended).code).toBe(0)
  })

  test('on its first real run keeps a secret with mode 600 and prints a link that makes one administrator, once', async () => {
    const dataDir = join(folder, 'first')
    const { child, url, printed, ended } = await start(dataDir, { JWT_SECRET: '', CLOCK_START: '' })
    expect(statSync(join(dataDir, 'jwt-secret')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'jwt-secret'), 'utf8').length).toBeGreaterThanOrEqual(32)
    const token = /setup\?token=(\S+)/.exec(printed())?.[1]
    const setUp = (login: string) =>
      fetch(`${url}/api/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ token, login, password: 'mật khẩu dài', fullName: 'Quản trị' }),
      })
    expect((await setUp('quantri')).status).toBe(200)
    expect((await setUp('ketiep')).status).toBe(410)
    child.kill('SIGTERM')
    await ended
    const again = await start(dataDir, { JWT_SECRET: '', CLOCK_START: '' })
    expect(again.printed()).not.toContain('setup?token')
    again.child.kill('SIGTERM')
    await again.ended
  })

  test.each([
    ['a port that is none', { PORT: 'eighty' }],
    ['plain http for everyone', { PUBLIC_URL: 'http://thi.example.vn' }],
    ['a short secret', { JWT_SECRET: 'ngắn' }],
  ])('does not start with %s: one sentence, and it ends with 2', async (_what, env) => {
    const failure = await start(join(folder, 'wrong'), env).then(
      () => null,
      (error: Error) => error.message,
    )
    expect(failure).toMatch(/^ended with 2: hoithi did not start: [^\n]+\n$/)
  })
})

async function nothingLost(services: Services, fixture: Fixture, known: Acknowledged): Promise<void> {
  const { storage, projector } = services
  for (const [attemptId, own] of known.responses) {
    const found = new Map((await storage.attempts.responses(attemptId)).map(({ position, choice }) => [position, choice[0]]))
    for (const [position, choices] of own) {
      // The last acknowledged choice, or the later one whose reply was lost with the process.
      const later = known.onItsWay.get(attemptId)
      const possible = [choices.at(-1), ...(later?.position === position ? [later.choice] : [])]
      expect([attemptId, position, possible.includes(found.get(position))]).toEqual([attemptId, position, true])
    }
  }
  const entries = await storage.log.after(0, 1_000_000)
  const receipts = new Map(entries.flatMap(({ event }) => (event.kind === 'submission' ? [[event.attemptId, event.receipt] as const] : [])))
  expect(receipts.size).toBe(entries.length)
  for (const [attemptId, receipt] of known.submitted) expect(receipts.get(attemptId)).toBe(receipt)
  for (const phone of known.registered) expect((await storage.accounts.findByLogin(phone))?.login).toBe(phone)
  expect(await checkChain(storage.log)).toEqual({ whole: true, upTo: entries.length })
  await projector.catchUp()
  const board = async () =>
    JSON.stringify([
      await storage.boards.page(fixture.roundIds[0]!, { page: 1, pageSize: 100 }),
      await storage.boards.ownUnion({ boardId: fixture.roundIds[0]!, revisionId: null }, fixture.unionIds['T']!, 'people'),
    ])
  const before = await board()
  await rebuildBoards(projector, storage.boards)
  expect(await board()).toBe(before)
}
