import { spawn } from 'node:child_process'
import { serverArguments, serverMemory } from '../server-command.mjs'
import { root } from '../setup.mjs'
import { BENCH_SECRET } from './secret.ts'

/** The built server on a data folder and a free port; gives back its address and what stops it. */
export async function benchServer(
  settings: { DATA_DIR: string } & Record<string, string>,
): Promise<{ url: string; stop: () => Promise<void>; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, serverArguments, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...serverMemory, ...process.env, JWT_SECRET: BENCH_SECRET, PORT: '0', LOG_LEVEL: 'error', ...settings },
  })
  const url = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /hoithi is up: (\S+)/.exec(printed)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the server ended: ${printed}`)))
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { url, stop: () => (child.kill('SIGTERM'), ended), kill: () => (child.kill('SIGKILL'), ended) }
}
