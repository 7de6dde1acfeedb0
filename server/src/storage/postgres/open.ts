import { Socket } from 'node:net'
import { sql, type SQL } from 'drizzle-orm'
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { Unusable } from '../../domain/unusable.ts'
import type { Writes } from '../../ports/writes.ts'
import { plain, sqlState } from './failures.ts'
import { atOnce, type Line } from './lines.ts'
import { mapped } from './mapped.ts'
import { migrate } from './migrating.ts'
import * as schema from './schema.ts'
import { watchForSilence, type Heard } from './silence.ts'
import { transactions, type Kind } from './transactions.ts'
import { writesInFlight } from './writes-in-flight.ts'

/** Where statements go: the pool, or one transaction. */
export type Db = PgDatabase<NodePgQueryResultHKT, typeof schema>

/** What is done one at a time over all servers, by a row that is locked until the transaction ends. */
export type Turn = 'desk' | 'log'

export type Postgres = {
  /** Each statement by itself. */
  db: Db
  /** Several statements that see one moment. */
  read: <T>(body: (tx: Db) => Promise<T>) => Promise<T>
  /** One transaction, one at a time over all servers: the body sees everything that was written before, and nobody writes beside it but the answer path. May be run again. */
  write: <T>(body: (tx: Db) => Promise<T>) => Promise<T>
  /** One transaction of the answer path, beside others: the body locks the rows that it decides on. May be run again. `inLine`: it waits there first, without a connection. */
  answer: <T>(body: (tx: Db) => Promise<T>, inLine?: Line) => Promise<T>
  /** Statements of the answer path that are each a transaction of their own. May be run again. */
  each: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  writes: Writes
  close: () => Promise<void>
}

export type PostgresOptions = { url: string; connections: number }

/** How long a request waits for a connection before it is refused. */
const LONGEST_WAIT_MS = 5_000
/** A server that was cut off without a word is not waited for any longer. */
const LONGEST_STATEMENT_MS = 60_000
/** Nor by readers, whose questions may take longer. */
const LONGEST_READ_MS = 600_000
const LONGEST_PROBE_MS = 2_000
/** The class of errors about the line itself. */
const NOT_REACHED = '08'
/** The system asks after the other end of a line that has been silent for so long. */
const SILENT_MS = 10_000
const TRIES = 8

// Sums and 64-bit integers are counts and moments here, which a number holds.
const INT8 = 20
const NUMERIC = 1700
pg.types.setTypeParser(INT8, Number)
pg.types.setTypeParser(NUMERIC, Number)

/** Connect to the database, migrate it, and check it. Throws `Unusable` for one that cannot be worked on as it is. */
export async function openPostgres({ url, connections, migrations }: PostgresOptions & { migrations: string }): Promise<Postgres> {
  const opened = connect({ url, connections })
  try {
    await migrate(opened.db, migrations)
  } catch (error) {
    await opened.close()
    throw told(error, url)
  }
  return opened
}

/** The same without migrating, for processes beside a server. */
export function connect({ url, connections }: PostgresOptions): Postgres {
  const sockets = new Set<Socket>()
  const pool = new pg.Pool({
    ...reached(url),
    max: connections,
    query_timeout: LONGEST_STATEMENT_MS,
    stream: () => {
      const socket = new Socket()
      sockets.add(socket)
      return socket.once('close', () => sockets.delete(socket))
    },
    application_name: 'hoithi',
  })
  // A connection that breaks: whoever uses it hears so from the statement, and else the next one who needs one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const endWatch = watchForSilence({
    sockets,
    inUse: () => pool.totalCount > pool.idleCount,
    probe: () => probe(url),
  })
  const db = mapped(pool)
  const inFlight = writesInFlight()
  const atTheDesk = atOnce(1)
  const inTransaction = transactions(pool)
  const written = <T>(kind: Kind, body: (tx: Db) => Promise<T>, inLine: Line = (work) => work()): Promise<T> =>
    // Who waits in line is seen to wait.
    inFlight.counted(() => inLine(() => again(() => inTransaction(kind, body))))
  return {
    db,
    read: (body) => inTransaction('read', body),
    write: (body) =>
      atTheDesk(() =>
        written('desk', async (tx) => {
          await takeTurn(tx, 'desk')
          return body(tx)
        }),
      ),
    answer: (body, inLine) => written('answer', body, inLine),
    each: (body) => inFlight.counted(() => again(() => body(db))),
    writes: inFlight.writes,
    close: async () => {
      endWatch()
      await pool.end()
    },
  }
}

const reached = (url: string) => ({
  connectionString: url,
  connectionTimeoutMillis: LONGEST_WAIT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: SILENT_MS,
})

/** What the database answers over a new connection; rejects when nobody does, or who stands between (PgBouncer) says that it is not to be reached. */
async function probe(url: string): Promise<Heard> {
  const socket = new Socket()
  const client = new pg.Client({
    stream: () => socket,
    connectionString: url,
    connectionTimeoutMillis: LONGEST_PROBE_MS,
    query_timeout: LONGEST_PROBE_MS,
    application_name: 'hoithi probe',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query('select 1').then(
      (): Heard => 'answer',
      (error: unknown): Heard => {
        if (error instanceof pg.DatabaseError) throw error
        return 'let-in'
      },
    )
    if (answer === 'answer') await client.end()
    return answer
  } catch (error) {
    // Too many connections, or one that starts up: it is there.
    if (error instanceof pg.DatabaseError && error.code?.startsWith(NOT_REACHED) !== true) return 'answer'
    throw error
  } finally {
    // A goodbye that nobody hears would keep it open.
    socket.destroy()
  }
}

/**
 * One connection that sees one moment until it is closed, and writes nothing: for threads and processes beside a server, however long they read.
 * A process ends only once it is closed.
 */
export async function openMoment(url: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const client = new pg.Client({
    ...reached(url),
    query_timeout: LONGEST_READ_MS,
    application_name: 'hoithi reader',
  })
  // A connection that breaks is told by the next question.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw told(error, url)
  }
  await client.query('begin isolation level repeatable read read only')
  // Between two questions a round may be ranked.
  await client.query('set local idle_in_transaction_session_timeout = 0')
  return { db: drizzle(client, { schema }), close: () => client.end() }
}

/** Whoever was cut off keeps the turn no longer than that. */
const LONGEST_REST = { desk: '30s', log: '4s' } satisfies Record<Turn, string>

/** Waits until nobody else has the turn; what is read from here on was committed by whoever had it before. */
export async function takeTurn(tx: Db, turn: Turn): Promise<void> {
  await tx.execute(
    sql`select set_config('idle_in_transaction_session_timeout', ${LONGEST_REST[turn]}, true) from turns where name = ${turn} for update`,
  )
}

/** Rows of a statement that the builder has no words for. */
export async function rowsOf<Row extends Record<string, unknown>>(db: Db, statement: SQL): Promise<Row[]> {
  return (await db.execute(statement)).rows as Row[]
}

/** The first row of a query; undefined where there is none. */
export async function first<Row>(rows: PromiseLike<Row[]>): Promise<Row | undefined> {
  return (await rows)[0]
}

/** Two transactions stood in each other's way (40001, 40P01), or this process stood still in the middle of one (25P03): it was undone, and does its work again. */
const undone = (error: unknown): boolean => /^(40001|40P01|25P03)$/.test(sqlState(error))

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !undone(error)) throw error
    }
  }
}

const where = (url: string): string => {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}

const sentences: readonly [code: RegExp, sentence: string][] = [
  [/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ECONNRESET)/, 'does not answer: start PostgreSQL, or correct DATABASE_URL'],
  [/^28/, 'does not let us in: correct the user and password in DATABASE_URL'],
  [/^3D000/, 'does not exist: make it (createdb), or correct DATABASE_URL'],
  [/^42501/, 'does not let this user make tables: make it the owner of the database'],
  [/^53300/, 'has no connection left: raise max_connections, or put PgBouncer in front'],
]

function told(error: unknown, url: string): unknown {
  if (error instanceof Unusable) return error
  const code = sqlState(error)
  const found = sentences.find(([known]) => known.test(code))
  return found === undefined ? plain(error) : new Unusable(`the database at ${where(url)} ${found[1]} (${code})`)
}
