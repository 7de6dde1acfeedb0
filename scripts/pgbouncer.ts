import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answers, freePort, HOST, owner, place } from './postgres.ts'
import { root } from './setup.mjs'

export type Pgbouncer = {
  /** The same database through PgBouncer. */
  through: (url: string) => string
  stop: () => Promise<void>
}

const LONGEST_START_MS = 30_000
const debs = join(root, 'node_modules/.cache/hoithi/pgbouncer')

type Program = { path: string; env: NodeJS.ProcessEnv }

/** Debian's package, fetched once and unpacked into a folder: nothing is installed, so no service is started either. Null where that does not work. */
function unpacked(folder: string): Program | null {
  if (!existsSync('/etc/debian_version')) return null
  try {
    if (!existsSync(debs) || readdirSync(debs).length === 0) {
      mkdirSync(debs, { recursive: true })
      const needs = execFileSync('apt-cache', ['depends', 'pgbouncer'], { encoding: 'utf8' })
      const libraries = [...needs.matchAll(/Depends: (lib(?:event|c-ares)\S*)/g)].map(([, name]) => name ?? '')
      execFileSync('apt-get', ['download', 'pgbouncer', ...libraries], { cwd: debs, stdio: 'ignore' })
    }
    for (const deb of readdirSync(debs)) execFileSync('dpkg', ['-x', join(debs, deb), folder])
    const libraries = readdirSync(join(folder, 'usr/lib')).map((name) => join(folder, 'usr/lib', name))
    return { path: join(folder, 'usr/sbin/pgbouncer'), env: { LD_LIBRARY_PATH: libraries.join(':') } }
  } catch {
    return null
  }
}

function program(folder: string): Program | null {
  const places = ['/usr/sbin', ...(process.env['PATH'] ?? '').split(':')]
  const found = places.map((at) => join(at, 'pgbouncer')).find((path) => existsSync(path))
  return found === undefined ? unpacked(folder) : { path: found, env: {} }
}

/** PgBouncer in transaction mode before the PostgreSQL at `url`, with so many connections to each of its databases; null where there is no PgBouncer. */
export async function startPgbouncer(url: string, connections: number): Promise<Pgbouncer | null> {
  const folder = mkdtempSync(join(place(false), 'hoithi-pgbouncer-'))
  const found = program(folder)
  if (found === null) {
    rmSync(folder, { recursive: true, force: true })
    return null
  }
  const [to, port, as] = [new URL(url), await freePort(), owner()]
  const through = (database: string): string => {
    const address = new URL(database)
    address.port = String(port)
    return address.href
  }
  const settings = join(folder, 'pgbouncer.ini')
  writeFileSync(
    settings,
    `[databases]
* = host=${to.hostname} port=${to.port} user=${to.username} password=${to.password}
[pgbouncer]
listen_addr = ${HOST}
listen_port = ${port}
unix_socket_dir =
; Whoever reaches it is a test of this machine.
auth_type = any
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 1000
server_idle_timeout = 5
`,
    { mode: 0o600 },
  )
  if ('uid' in as) for (const path of [folder, settings]) chownSync(path, as.uid, as.gid)
  const child = spawn(found.path, [settings], { ...as, env: { ...process.env, ...found.env }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const leave = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', leave)
  const until = performance.now() + LONGEST_START_MS
  while (!(await answers(through(url)))) {
    if (performance.now() > until || child.exitCode !== null) throw new Error('PgBouncer did not start')
    await pause(50)
  }
  return {
    through,
    async stop() {
      child.kill('SIGKILL')
      await ended
      process.off('exit', leave)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
