import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serverArguments } from '../../scripts/server-command.mjs'
import { ownStore } from './own-store.ts'
import { root } from './services.ts'

export type DemoServer = { url: string; stop: () => Promise<void> }

/** The built server on the demo's data, in a folder of its own and on a free port, rehearsing from the demo's moment. */
export async function startDemo(): Promise<DemoServer> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-demo-'))
  const store = await ownStore()
  const env = {
    ...process.env,
    ...store.settings,
    DATA_DIR: folder,
    CLOCK_START: '2021-05-10T08:00:00+07:00',
    PORT: '0',
    ADDRESS_LIMIT: '6000',
    STAFF_TOTP: 'optional',
    DEMO_PEOPLE: '1600',
  }
  const filled = spawnSync(join(root, 'node_modules/.bin/tsx'), ['scripts/demo-data.ts'], { cwd: root, env, encoding: 'utf8' })
  if (filled.status !== 0) throw new Error(`the demo's data could not be made: ${filled.stderr}`)
  const child = spawn(process.execPath, serverArguments, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await announced(child)
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await store.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The address that the server prints once it answers. */
export function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const url = /hoithi is up: (\S+)/.exec(printed)?.[1]
      if (url !== undefined) resolve(url)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)} before it answered: ${printed}`)))
  })
}
