import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server of this machine's own packages, on loopback and a data folder of its own, for tests, benches and rehearsals. */
export type PostgresServer = {
  /** The address of one of its databases, as its owner. */
  url: (database: string) => string
  port: number
  /** Make an empty database, or a copy of another one that nobody uses. */
  create: (database: string, template?: string) => Promise<void>
  drop: (database: string) => Promise<void>
  /** Its first process. */
  pid: () => number
  /** Whether it has ended, by itself or because it was killed. */
  down: () => boolean
  /** End it as a power cut would. */
  kill: () => Promise<void>
  /** Start it again after it was killed. */
  restart: () => Promise<void>
  /** End it and remove its folder. */
  stop: () => Promise<void>
}

/**
 * `durable`: what is committed is on disk, as in a contest; else quicker, for tests that pull no plug. `under`: where its folder is made, which its user may enter;
 * else a temporary one.
 */
export type PostgresOptions = { durable?: boolean; settings?: Record<string, string | number>; under?: string }

const DEBIAN = '/usr/lib/postgresql'
const LONGEST_START_MS = 60_000
const USER = 'hoithi'
export const HOST = '127.0.0.1'

const isRoot = process.getuid?.() === 0

/** The folder of initdb and postgres: the newest of Debian's, or one on the PATH; installed where this user may. Throws a sentence that says what to do. */
function programs(): string {
  const found = look()
  if (found !== null) return found
  if (isRoot && existsSync('/etc/debian_version')) {
    console.log('Installing PostgreSQL, which tests of the store need …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    try {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { env, stdio: 'ignore' })
    } catch {
      execFileSync('apt-get', ['update'], { env, stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { env, stdio: 'ignore' })
    }
    const installed = look()
    if (installed !== null) return installed
  }
  throw new Error('PostgreSQL 15 or newer is needed here: install it (on Debian: apt-get install postgresql), or put initdb and postgres on the PATH')
}

function look(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...debian.map((version) => join(DEBIAN, version, 'bin')), ...(process.env['PATH'] ?? '').split(':')]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

/** PostgreSQL does not run as root: then it runs as the user that its package made, or as nobody. */
export function owner(): { uid: number; gid: number } | Record<string, never> {
  if (!isRoot) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) }
}

/** Where its user may enter: a temporary folder of root's may be closed to others. What must last a power cut lies on a disk. */
export function place(durable: boolean): string {
  if (!isRoot) return tmpdir()
  return !durable && existsSync('/dev/shm') ? '/dev/shm' : '/tmp'
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** Where a cluster lies, and as whom it runs. */
type Cluster = { bin: string; as: ReturnType<typeof owner>; folder: string; data: string; password: string }

function emptyCluster(under: string, durable: boolean, password: string): Cluster {
  const [bin, as, folder] = [programs(), owner(), mkdtempSync(join(under, 'hoithi-postgres-'))]
  const data = join(folder, 'data')
  mkdirSync(data)
  if ('uid' in as) for (const path of [folder, data]) chownSync(path, as.uid, as.gid)
  chmodSync(data, 0o700)
  return { bin, as, folder, data, password }
}

/** Start a server on an empty data folder; its owner has a password that nobody else knows. */
export async function startPostgres({ durable = false, settings = {}, under = place(durable) }: PostgresOptions = {}): Promise<PostgresServer> {
  const cluster = emptyCluster(under, durable, crypto.randomUUID())
  const { bin, as, folder, data, password } = cluster
  const secret = join(folder, 'password')
  writeFileSync(secret, password, { mode: 0o600 })
  if ('uid' in as) chownSync(secret, as.uid, as.gid)
  const init = [
    '-D',
    data,
    '-U',
    USER,
    '--pwfile',
    secret,
    // Tests connect by the thousand, and scram reckons long at each.
    `--auth=${durable ? 'scram-sha-256' : 'md5'}`,
    '--encoding=UTF8',
    '--locale=C',
    ...(durable ? [] : ['--no-sync']),
  ]
  execFileSync(join(bin, 'initdb'), init, { ...as, cwd: folder, stdio: 'ignore' })
  rmSync(secret)
  return served(cluster, { ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }), ...settings })
}

/** A standby of a server, which follows it by streaming replication under a name of its own until it is promoted (`select pg_promote()`). */
export async function startStandby(primary: PostgresServer, name: string, settings: PostgresOptions['settings'] = {}): Promise<PostgresServer> {
  const from = new URL(primary.url('postgres'))
  const cluster = emptyCluster(place(true), true, from.password)
  const { bin, as, folder, data, password } = cluster
  const env = { ...process.env, PGPASSWORD: password }
  const copied = ['-D', data, '-h', from.hostname, '-p', from.port, '-U', USER, '--checkpoint=fast', '--wal-method=stream', '--no-sync']
  execFileSync(join(bin, 'pg_basebackup'), copied, { ...as, cwd: folder, env, stdio: 'ignore' })
  writeFileSync(join(data, 'standby.signal'), '')
  if ('uid' in as) chownSync(join(data, 'standby.signal'), as.uid, as.gid)
  const follows = `host=${from.hostname} port=${from.port} user=${USER} password=${password} application_name=${name}`
  return served(cluster, { primary_conninfo: follows, wal_receiver_status_interval: 1, ...settings })
}

async function served({ bin, as, folder, data, password }: Cluster, settings: Record<string, string | number>): Promise<PostgresServer> {
  const port = await freePort()
  const configured = {
    ...{ listen_addresses: HOST, port, unix_socket_directories: '', max_connections: 200, shared_buffers: '64MB', log_min_messages: 'panic' },
    ...settings,
  }
  const args = ['-D', data, ...Object.entries(configured).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const url = (database: string): string => `postgres://${USER}:${password}@${HOST}:${port}/${database}`
  let running: ChildProcess | null = null

  async function start(): Promise<void> {
    const child = spawn(join(bin, 'postgres'), args, { ...as, cwd: folder, stdio: 'ignore' })
    running = child
    const ended = once(child, 'exit').then(() => true)
    const until = performance.now() + LONGEST_START_MS
    while (!(await answers(url('postgres')))) {
      if (performance.now() > until) throw new Error('PostgreSQL did not start within a minute')
      if (await Promise.race([ended, pause(50).then(() => false)])) throw new Error('PostgreSQL ended while it started')
    }
  }
  async function end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const child = running
    running = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  const leave = (): void => {
    running?.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', leave)
  await start()

  // One at a time: nobody may use a database that is being copied.
  let line: Promise<unknown> = Promise.resolve()
  const administer = (statement: string): Promise<void> => {
    const done = line.then(async () => {
      const client = new pg.Client({ connectionString: url('postgres') })
      await client.connect()
      try {
        await client.query(statement)
      } finally {
        await client.end()
      }
    })
    line = done.catch(() => undefined)
    return done
  }
  return {
    url,
    port,
    create: (database, template) => administer(`create database "${database}"${template === undefined ? '' : ` template "${template}"`}`),
    drop: (database) => administer(`drop database if exists "${database}" with (force)`),
    pid: () => running?.pid ?? 0,
    down: () => running === null || running.exitCode !== null || running.signalCode !== null,
    // An immediate shutdown writes nothing more; what was committed is found again from the log.
    kill: () => end('SIGQUIT'),
    restart: start,
    stop: async () => {
      await end('SIGINT')
      process.off('exit', leave)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
