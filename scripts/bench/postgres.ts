import { readFileSync } from 'node:fs'
import pg from 'pg'
import { startPostgres, type PostgresServer } from '../postgres.ts'
import { BENCH_SECRET } from './secret.ts'
import { processorSeconds, taking, type Server } from './servers.ts'
import type { Figure } from './figures.ts'

/** Connections of a server, and of the floor's pool. */
export const POOL = 10

export type BenchPostgres = PostgresServer & {
  /** What a server is told, to work on one of the databases. */
  settings: (database: string) => Record<string, string>
  /** Its name and version. */
  engine: string
  /** Seconds of processors that PostgreSQL and all its processes have had so far; Linux alone tells. */
  processorSeconds: () => number
}

/** PostgreSQL as it is in a contest: what is committed is on disk. It may use every core, so it is started before the load is pinned. */
export async function benchPostgres(): Promise<BenchPostgres> {
  const server = await startPostgres({ durable: true, settings: { shared_buffers: '256MB' } })
  const about = "select pg_backend_pid() as pid, current_setting('server_version') as version"
  // A backend's parent is the postmaster.
  const { postmaster, engine } = await rowsOf(server.url('postgres'), about, ([row]) => ({
    postmaster: parentOf(Number(row?.['pid'])),
    engine: `PostgreSQL ${String(row?.['version']).split(' ')[0] ?? ''}`,
  }))
  return {
    ...server,
    engine,
    settings: (database) => ({
      ...{ DATABASE_URL: server.url(database), DATABASE_CONNECTIONS: `${POOL}`, JWT_SECRET: BENCH_SECRET, SAFE_KEY: BENCH_SECRET },
    }),
    processorSeconds: () => familySeconds(postmaster),
  }
}

const statOf = (pid: number): number[] => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').map(Number) ?? []
const parentOf = (pid: number): number => statOf(pid)[1] ?? 0

/** Of a process, of children that have ended, and of those that have not. */
function familySeconds(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  const ticks = statOf(pid)
    .slice(11, 15)
    .reduce((sum, one) => sum + one, 0)
  return ticks / 100 + children.reduce((sum, child) => sum + processorSeconds({ pid: child }), 0)
}

/** One statement on a connection of its own. */
export async function rowsOf<T>(url: string, statement: string, read: (rows: Record<string, unknown>[]) => T): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return read((await client.query<Record<string, unknown>>(statement)).rows)
  } finally {
    await client.end()
  }
}

/** What was taken of processors for each of so many: by the server in `eachMs`, by PostgreSQL in `storeMs`. */
export async function counting(
  { postgres, server }: { postgres: BenchPostgres; server: Server },
  work: () => Promise<{ figure: Figure; count: number }>,
): Promise<Figure> {
  const before = postgres.processorSeconds()
  const [{ figure, count }, seconds] = await taking(server, work)
  return { ...figure, eachMs: (seconds * 1_000) / count, storeMs: ((postgres.processorSeconds() - before) * 1_000) / count }
}

/** How long the log of PostgreSQL is, and its database, in bytes. */
export const written = (url: string): Promise<{ wal: number; database: number }> =>
  rowsOf(
    url,
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal, pg_database_size(current_database())::float8 as database",
    ([row]) => ({ wal: Number(row?.['wal']), database: Number(row?.['database']) }),
  )
