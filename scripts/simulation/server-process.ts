import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../setup.mjs'

export type ServerProcess = {
  url: URL
  /** The one-time token that makes the first administrator. */
  setupToken: string
  /** Rejects when the process ends before it was told to. */
  died: Promise<never>
  stop: () => Promise<void>
}

const LONGEST_START_MS = 60_000

/** The built server on a folder of its own, at a free port of this machine, rehearsing fast; nothing of the caller's settings reaches it. */
export async function startServer(dataDir: string, clock: { beginsAt: number; speed: number }): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'server/dist/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      CLOCK_START: new Date(clock.beginsAt).toISOString(),
      CLOCK_SPEED: String(clock.speed),
      // The whole crowd comes from one address.
      ADDRESS_LIMIT: '100000000',
      LOG_LEVEL: 'error',
    },
  })
  let stopping = false
  let printed = ''
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString()}`.slice(-4_000)
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const died = ended.then((code): Promise<never> => {
    if (stopping) return new Promise<never>(() => undefined)
    throw new Error(`the server ended with ${String(code)}: ${printed}${complaints}`)
  })
  died.catch(() => undefined)
  const up = new Promise<{ url: URL; setupToken: string }>((resolve, reject) => {
    setTimeout(() => reject(new Error(`the server did not answer in time: ${printed}${complaints}`)), LONGEST_START_MS).unref()
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const url = /hoithi is up: (\S+)/.exec(printed)?.[1]
      const token = /setup\?token=(\S+)/.exec(printed)?.[1]
      // 127.0.0.1: nothing but this machine is ever asked.
      if (url !== undefined && token !== undefined) resolve({ url: new URL(url.replace('localhost', '127.0.0.1')), setupToken: token })
    })
  })
  const stop = async (): Promise<void> => {
    stopping = true
    child.kill('SIGTERM')
    const code = await ended
    if (code !== 0) throw new Error(`told to stop, the server ended with ${String(code)}: ${complaints}`)
  }
  try {
    return { ...(await Promise.race([up, died])), died, stop }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}
