import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { serverArguments, serverMemory } from '../server-command.mjs'
import { root } from '../setup.mjs'
import { storeSettings } from './store.ts'

type Announced = {
  url: URL
  /** The one-time token that makes the first administrator; null once there is one. */
  setupToken: string | null
}
export type ServerProcess = Announced & {
  pid: number
  /** Rejects when the process ends before it was told to. */
  died: Promise<never>
  /** What it has printed last. */
  said: () => string
  stop: () => Promise<void>
  /** End it as a power cut does: it hears nothing of it. */
  kill: () => Promise<void>
}
/** `aheadMs`: how far the clock of its machine is ahead of the others'. */
type Start = { beginsAt: number; speed: number; port?: string; overloadMs?: number; onlookers?: number; aheadMs?: number }

/** The longest that a public page may be kept (PUBLIC_PAGE_MS). */
const LONGEST_PAGE_MS = 60_000

const LONGEST_START_MS = 60_000

/** The built server on a folder of its own, at a free port of this machine, rehearsing fast; nothing of the caller's settings reaches it. */
export async function startServer(dataDir: string, start: Start): Promise<ServerProcess> {
  const child = spawn(process.execPath, serverArguments, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: settings(dataDir, start),
  })
  let stopping = false
  const printed = lastWords(child)
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const died = ended.then((code): Promise<never> => {
    if (stopping) return new Promise<never>(() => undefined)
    throw new Error(`the server ended with ${String(code)}: ${printed()}`)
  })
  died.catch(() => undefined)
  const stop = async (): Promise<void> => {
    stopping = true
    child.kill('SIGTERM')
    const code = await ended
    if (code !== 0) throw new Error(`told to stop, the server ended with ${String(code)}: ${printed()}`)
  }
  const kill = async (): Promise<void> => {
    stopping = true
    child.kill('SIGKILL')
    await ended
  }
  try {
    return { ...(await Promise.race([announced(child, printed), died])), pid: child.pid ?? 0, died, said: printed, stop, kill }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>

function settings(dataDir: string, { beginsAt, speed, port = '0', overloadMs = 0, onlookers = 0, aheadMs = 0 }: Start): Record<string, string> {
  return {
    ...serverMemory,
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: port,
    CLOCK_START: new Date(beginsAt).toISOString(),
    CLOCK_SPEED: String(speed),
    // The whole crowd comes from one address.
    ADDRESS_LIMIT: '100000000',
    // A few real seconds of waiting would be days of a contest that runs faster.
    OVERLOAD_MS: String(overloadMs),
    // Onlookers come in real time, and would find each page twenty times as old.
    ...(onlookers === 0 ? {} : { PUBLIC_PAGE_MS: String(Math.min(LONGEST_PAGE_MS, 1_000 * speed)) }),
    // Nobody holds a phone with codes, and an hour of the contest may be a second.
    STAFF_TOTP: 'optional',
    STAFF_IDLE_MINUTES: '1440',
    LOG_LEVEL: 'error',
    ...(aheadMs === 0 ? {} : { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(clockAhead(aheadMs))}` }),
    ...storeSettings(dataDir),
  }
}

/** Before anything else runs in a process, its machine's clock is set: of several on one machine each would have the same. */
const clockAhead = (ms: number): string =>
  `const { now } = Date; Date.now = () => now() + ${ms}; globalThis.Date = class extends Date { constructor(...given) { given.length === 0 ? super(Date.now()) : super(...given) } }`

/** What the server printed last, for the message when it dies. */
function lastWords(child: Child): () => string {
  let words = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString()}`.slice(-4_000)
    })
  return () => words
}

/** The address and the one-time token that the server prints once it answers. */
function announced(child: Child, printed: () => string): Promise<Announced> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`the server did not answer in time: ${printed()}`)), LONGEST_START_MS).unref()
    child.stdout.on('data', () => {
      // The last line comes whole.
      if (!printed().endsWith('\n')) return
      const url = /hoithi is up: (\S+)/.exec(printed())?.[1]
      const setupToken = /setup\?token=(\S+)/.exec(printed())?.[1] ?? null
      // 127.0.0.1: nothing but this machine is ever asked.
      if (url !== undefined) resolve({ url: new URL(url.replace('localhost', '127.0.0.1')), setupToken })
    })
  })
}
