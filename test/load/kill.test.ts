import { build } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import { buildApp } from '../../server/src/app.ts'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import type { Services } from '../../server/src/services.ts'
import { tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { root } from '../support/services.ts'

const START = '2021-05-03T08:00:00+07:00'
const SECRET = 'a secret that only the tests ever use'

let folder: string
let main: string
const children: ChildProcess[] = []

/** The server as it is shipped: bundled by itself, with the packages and migrations of the project beside it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-kill-'))
  const outdir = join(folder, 'server/dist')
  mkdirSync(outdir, { recursive: true })
  await build({ ...bundle, entryPoints: ['server/src/main.ts', 'server/src/export-worker.ts'], outdir })
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

describe('a real server process', () => {
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
