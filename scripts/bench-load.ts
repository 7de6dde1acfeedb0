import autocannon from 'autocannon'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpus } from 'node:os'
import type { Load } from './bench-data.ts'
import { BENCH_SECRET } from './bench-secret.ts'
import { serverArguments, serverMemory } from './server-command.mjs'
import { root } from './setup.mjs'

export const PORT = 18_080
export const pinned = cpus().length >= 2 && spawnSync('taskset', ['--version']).status === 0

type Server = { child: ChildProcess; stop: () => Promise<void> }
export type Figure = { perSecond: number; p99Ms: number; errors: number }

/** Start a server on the first core (where cores can be chosen) and wait until it answers. */
export async function start(args: string[], env: Record<string, string>): Promise<Server> {
  const command = [process.execPath, ...args]
  const [name, ...rest] = pinned ? ['taskset', '-c', '0', ...command] : command
  const child = spawn(name as string, rest, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  for (let tries = 0; tries < 200; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${PORT}/healthz`).then(
      () => true,
      () => false,
    )
    if (answered) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    child,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The built server on a data folder, as the bench runs it. */
export const startServer = (folder: string, more: Record<string, string> = {}): Promise<Server> =>
  start(serverArguments, {
    ...serverMemory,
    ...{ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, STAFF_TOTP: 'optional', PORT: String(PORT), LOG_LEVEL: 'error' },
    ...more,
  })

/** Every connection saves to its own attempt, question after question. */
export async function measure(load: Load[], connections: number, seconds: number): Promise<Figure> {
  let next = 0
  const result = await autocannon({
    url: `http://127.0.0.1:${PORT}`,
    connections,
    duration: seconds,
    timeout: 30,
    setupClient: (client) => {
      const own = load[next++ % load.length] as Load
      client.setRequests(
        Array.from({ length: 20 }, (_, index) => ({
          method: 'PUT',
          path: `/api/attempts/${own.attemptId}/responses`,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${own.token}` },
          body: JSON.stringify({ responses: [{ position: index + 1, choice: [index % 2 === 0 ? 'a' : 'b'], ageMs: 0 }] }),
        })),
      )
    },
  })
  return { perSecond: result.requests.average, p99Ms: result.latency.p99, errors: result.errors + result.non2xx + result.timeouts }
}
