import { sql, type SQL } from 'drizzle-orm'
import { drizzle, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { Unusable } from '../../domain/unusable.ts'
import type { Writes } from '../../ports/writes.ts'
import { atOnce, type Line } from './lines.ts'
import { migrate } from './migrating.ts'
import * as schema from './schema.ts'
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
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: LONGEST_WAIT_MS,
    query_timeout: LONGEST_STATEMENT_MS,
    keepAlive: true,
    application_name: 'hoithi',
  })
  // A connection that breaks while nobody uses it: the next one who needs one is told.
  pool.on('error', () => undefined)
  const db: Db = drizzle(pool, { schema })
  const inFlight = writesInFlight()
  const atTheDesk = atOnce(1)
  const transaction = <T>(turn: Turn | null, body: (tx: Db) => Promise<T>, inLine: Line = (work) => work()): Promise<T> =>
    // Who waits in line is seen to wait.
    inFlight.counted(() =>
      inLine(() =>
        again(() =>
          db.transaction(
            async (tx) => {
              if (turn !== null) await takeTurn(tx, turn)
              return body(tx)
            },
            { isolationLevel: 'read committed' },
          ),
        ),
      ),
    )
  return {
    db,
    read: (body) => db.transaction(body, { isolationLevel: 'repeatable read', accessMode: 'read only' }),
    write: (body) => atTheDesk(() => transaction('desk', body)),
    answer: (body, inLine) => transaction(null, body, inLine),
    each: (body) => inFlight.counted(() => again(() => body(db))),
    writes: inFlight.writes,
    close: () => pool.end(),
  }
}

/**
 * One connection that sees one moment until it is closed, and writes nothing: for threads and processes beside a server, however long they read.
 * A process ends only once it is closed.
 */
export async function openMoment(url: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: LONGEST_WAIT_MS,
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

/** Waits until nobody else has the turn; what is read from here on was committed by whoever had it before. */
export async function takeTurn(tx: Db, turn: Turn): Promise<void> {
  await tx.execute(sql`select 1 from turns where name = ${turn} for update`)
}

/** Rows of a statement that the builder has no words for. */
export async function rowsOf<Row extends Record<string, unknown>>(db: Db, statement: SQL): Promise<Row[]> {
  return (await db.execute(statement)).rows as Row[]
}

/** The first row of a query; undefined where there is none. */
export async function first<Row>(rows: PromiseLike<Row[]>): Promise<Row | undefined> {
  return (await rows)[0]
}

/** Two transactions stood in each other's way (40001, 40P01): one was undone, and does its work again. */
const inEachOthersWay = (error: unknown): boolean => /^(40001|40P01)$/.test(sqlState(error))

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (tries === TRIES || !inEachOthersWay(error)) throw plain(error)
    }
  }
}

/** The connection is gone, or nobody answered in time: whether the last statement was carried out is not known, and whoever asked may ask again. */
class DatabaseGone extends Error {
  readonly code = 'DATABASE_GONE'
}
// The driver says these without a code.
const gone = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

/** The code that PostgreSQL or the system gave, also under the mapper's own error. */
function sqlState(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? '' : sqlState(cause)
}

/** What PostgreSQL said, without the statement and its values, which the mapper would write into the log. */
function plain(error: unknown): unknown {
  const { cause } = (error ?? {}) as { cause?: unknown }
  const said = cause instanceof Error ? cause : error
  if (!(said instanceof Error)) return error
  return sqlState(said) === '' && gone.test(said.message) ? new DatabaseGone(said.message) : said
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
