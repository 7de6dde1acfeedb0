import { readFileSync, readdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { PostgresServer } from '../postgres.ts'
import { diskOf, type Fault } from './faults.ts'

/** The database of the servers: its own server, and where that one's files lie on a small disk, that disk. */
export type Database = { server: PostgresServer; name: string; disk: string | null }

/** What a PostgreSQL goes through under servers that run on it. */
export const databaseFaults = {
  databaseFull: (database: Database): Fault => fullDisk(database),
  databaseReadOnly: ({ server, name }: Database): Fault => readOnlyDatabase(server.url(name)),
  databaseKilled: ({ server }: Database): Fault => ({ begin: server.kill, end: server.restart }),
  databaseCrashed: (database: Database): Fault => ({ begin: () => crash(database), end: () => undefined }),
  databaseStandsStill: ({ server }: Database): Fault => standsStill(server),
  connectionsEnded: ({ server, name }: Database): Fault => connectionsEnded(server.url(name)),
  tablesLocked: ({ server, name }: Database): Fault => tablesLocked(server.url(name)),
} satisfies Record<string, (database: Database) => Fault>
export type DatabaseFaultName = keyof typeof databaseFaults

const END_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

/** One who may write whatever the database says. */
async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export async function ask<Row extends pg.QueryResultRow>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = await connected(url)
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const named = (url: string): string => new URL(url).pathname.slice(1)

/** Nothing can be written, as in a standby that was taken for the first one. */
export function readOnlyDatabase(url: string): Fault {
  const told = (value: string): Promise<unknown> =>
    ask(url, `alter database "${named(url)}" set default_transaction_read_only = ${value}`, END_OTHERS)
  return { begin: async () => void (await told('on')), end: async () => void (await told('off')) }
}

/** Everybody is put out, as by a failover, or a proxy that is started again. */
const connectionsEnded = (url: string): Fault => ({ begin: async () => void (await ask(url, END_OTHERS)), end: () => undefined })

/** Somebody's maintenance holds what answers are written to. */
function tablesLocked(url: string): Fault {
  let holder: pg.Client | null = null
  return {
    begin: async () => {
      holder = await connected(url)
      await holder.query('begin')
      await holder.query('lock table responses, attempts, submission_log, accounts in access exclusive mode')
    },
    end: async () => {
      await holder?.query('rollback')
      await holder?.end()
    },
  }
}

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter((word) => word !== '')
      .map(Number),
  )

function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended meanwhile.
  }
}

/** One of its processes is killed in the middle of a statement: it ends all others and mends itself from its log. */
async function crash({ server, name }: Database): Promise<void> {
  const [one] = await ask<{ pid: number }>(
    server.url('postgres'),
    `select pid from pg_stat_activity where datname = '${name}' and backend_type = 'client backend' order by state = 'active' desc limit 1`,
  )
  if (one !== undefined) signal(one.pid, 'SIGKILL')
}

function standsStill(server: PostgresServer): Fault {
  let stopped: number[] = []
  return {
    begin: () => {
      const pid = server.pid()
      // Itself first: it makes no more children then.
      signal(pid, 'SIGSTOP')
      stopped = [...childrenOf(pid), pid]
      for (const each of stopped) signal(each, 'SIGSTOP')
    },
    end: () => {
      for (const pid of stopped) signal(pid, 'SIGCONT')
    },
  }
}

const LONGEST_RECOVERY_MS = 60_000

/** Every byte of its disk is taken. One that could not write its log ends itself, and is started once there is room. */
function fullDisk({ server, name, disk }: Database): Fault {
  if (disk === null) throw new Error('only a disk of its own can be filled')
  const { begin, end } = diskOf(disk)
  const stands = async (): Promise<boolean> => {
    if (server.down()) await server.restart()
    return ask(server.url(name), 'select 1').then(
      () => true,
      () => false,
    )
  }
  return {
    begin,
    end: async () => {
      await end()
      for (const began = performance.now(); !(await stands()); await pause(50))
        if (performance.now() - began > LONGEST_RECOVERY_MS) throw new Error('the database did not recover from a full disk')
    },
  }
}
