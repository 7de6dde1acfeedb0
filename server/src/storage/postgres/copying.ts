import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { CopiedTable, Kind } from '../copied-tables.ts'
import * as copying from '../copying.ts'
import { NotCopied, placeOf, quoted, type Release, type Row, type Source, type Target, type Value } from '../copying.ts'
import { openMoment, openPostgres, rowsOf, type Db } from './open.ts'
import { rankIndex } from './rank-index.ts'
import * as schema from './schema.ts'
import { NOW } from './shared-time.ts'

/** A copy takes as long as it takes, numbers keep their last digit, and what is kept is on disk. */
const SETTINGS =
  "set local statement_timeout = 0; set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = 0; set local extra_float_digits = 3; set local synchronous_commit = on"
/** Tables that no SQLite file has: migrations fill them. */
const OURS_ALONE = ['migrations', 'turns', 'window_counts', 'leases', 'rehearsals', 'jobs', 'job_file_pieces']

/** A database as one moment. */
export async function openSource(url: string, { migrations, beside }: copying.SourceOptions): Promise<Source> {
  const { db, close } = await moment(url)
  try {
    await db.execute(sql.raw(SETTINGS))
    copying.refuseOtherRelease(placeOf(url), await releaseIn(db, url), migrations)
    if (!beside) await refuseServers(db, url, 'stop every server first, or take the moment at which the copy begins (--while-running)')
    return { ...reads(db, url), close }
  } catch (error) {
    await close()
    throw told(error, url)
  }
}

async function moment(url: string): Promise<{ db: Db; close: () => Promise<void> }> {
  const opened = await openMoment(url)
  listen((opened.db as Db & { $client: pg.Client }).$client)
  return opened
}

/** A connection that breaks is told by the statement that it breaks under. */
const listen = (client: pg.Client): void => void client.on('error', () => undefined)

async function releaseIn(db: Db, url: string): Promise<Release> {
  if (!(await tablesIn(db)).includes('migrations')) throw new NotCopied(`${placeOf(url)} holds no contest of hoithi: correct the address`)
  const [found] = await rowsOf<Release>(db, sql`select count(*) as made, coalesce(max(made_at), 0) as newest from migrations`)
  return found ?? { made: 0, newest: 0 }
}

const tablesIn = async (db: Db): Promise<string[]> =>
  (await rowsOf<{ name: string }>(db, sql`select tablename::text as name from pg_tables where schemaname = current_schema()`)).map(({ name }) => name)

/** Servers are known by the name that they give themselves, which not every pooler hands on, and by the lease that one of them holds. */
async function refuseServers(db: Db, url: string, how: string): Promise<void> {
  const connected = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and application_name = 'hoithi' and pid <> pg_backend_pid() limit 1`,
  )
  const leading = (await tablesIn(db)).includes('leases') ? await db.execute(sql`select 1 from leases where until > ${NOW} limit 1`) : null
  if (connected.rows.length > 0 || (leading?.rows.length ?? 0) > 0) throw new NotCopied(`a server is running on ${placeOf(url)}: ${how}`)
}

function reads(db: Db, url: string): Omit<Source, 'close'> {
  return {
    counts: async (tables) => {
      const found = await rowsOf<{ name: string; rows: number }>(db, sql.raw(copying.countsOf(tables))).catch((error: unknown) =>
        Promise.reject(told(error, url)),
      )
      return new Map(found.map(({ name, rows }) => [name, rows]))
    },
    async *rows(table, order = table.key) {
      const names = table.columns.map(({ name }) => name)
      const most = copying.rowsAtOnce(table)
      try {
        await db.execute(sql.raw(`declare copied no scroll cursor for select ${quoted(names)} from "${table.name}" order by ${quoted(order)}`))
        for (let read = most; read === most;) {
          const found = await rowsOf<Record<string, Value>>(db, sql.raw(`fetch ${most} from copied`))
          read = found.length
          const rows = found.map((row) => names.map((name) => row[name] ?? null))
          if (read > 0) yield rows.map((row) => copying.checkRow(table, row))
        }
        await db.execute(sql.raw('close copied'))
      } catch (error) {
        throw told(error, url)
      }
    },
  }
}

/** An empty database that is migrated, and then filled in one transaction. */
export async function openTarget(url: string, { migrations }: { migrations: string }): Promise<Target> {
  await refuseFull(url)
  await (await openPostgres({ url, connections: 1, migrations })).close()
  const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'hoithi copy' })
  listen(client)
  const plainly = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(told(error, url)))
  const ask = (statement: string, values?: unknown[]): Promise<pg.QueryResult> => plainly(client.query(statement, values))
  await plainly(client.connect())
  try {
    const db: Db = drizzle(client, { schema })
    await ask(`begin; ${SETTINGS}`)
    const tables = (await tablesIn(db)).filter((name) => !OURS_ALONE.includes(name))
    // What is empty stays empty: from here on nobody else writes.
    await ask(`lock table ${quoted(tables)} in access exclusive mode`)
    await refuseRows(db, tables, url)
    const references = await takeReferences(db)
    return {
      ...reads(db, url),
      write: async (table, rows) => void (await ask(insertInto(table), columnsOf(table, rows))),
      filled: async () => {
        for (const { add } of references) await ask(add)
        // What finds ranks follows from the boards.
        await plainly(rankIndex(db).make())
        // Plans of the first minutes would be those of empty tables.
        await ask(`analyze ${quoted(tables)}`)
      },
      keep: async () => void (await ask('commit')),
      // What was not committed goes with the connection.
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw told(error, url)
  }
}

/**
 * Foreign keys go, to come back over all rows at once: row by row they cost twice what the rows do, and rows that name each other would have to come
 * in an order. All in the transaction of the copy, and the owner of the tables may do it.
 */
async function takeReferences(db: Db): Promise<{ add: string }[]> {
  const found = await rowsOf<{ add: string; drop: string }>(
    db,
    sql`select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add,
          format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
        from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by conname`,
  )
  for (const { drop } of found) await db.execute(sql.raw(drop))
  return found
}

/** Before anything is changed, migrations included. */
async function refuseFull(url: string): Promise<void> {
  const { db, close } = await moment(url)
  try {
    const tables = await tablesIn(db)
    if (tables.length > 0 && !OURS_ALONE.every((name) => tables.includes(name)))
      throw new NotCopied(
        `${placeOf(url)} holds tables of something else (${tables.slice(0, 3).join(', ')}): make a database for hoithi alone (createdb)`,
      )
    await refuseServers(db, url, 'stop every server first')
    await refuseRows(
      db,
      tables.filter((name) => !OURS_ALONE.includes(name)),
      url,
    )
  } catch (error) {
    throw told(error, url)
  } finally {
    await close()
  }
}

async function refuseRows(db: Db, tables: readonly string[], url: string): Promise<void> {
  for (const name of tables) {
    const found = await db.execute(sql.raw(`select 1 from "${name}" limit 1`))
    if (found.rows.length > 0)
      throw new NotCopied(`${placeOf(url)} is not empty (${name} holds rows), and nothing is ever overwritten: make a new database (createdb)`)
  }
}

const types: Record<Kind, string> = { text: 'text', integer: 'bigint', real: 'float8', boolean: 'boolean', bytes: 'bytea' }

const insertInto = ({ name, columns }: CopiedTable): string =>
  `insert into "${name}" (${quoted(columns.map((column) => column.name))})
   select * from unnest(${columns.map(({ kind }, index) => `$${index + 1}::${types[kind]}[]`).join(', ')})`

const columnsOf = ({ columns }: CopiedTable, rows: readonly Row[]): Value[][] => columns.map((_, index) => rows.map((row) => row[index] ?? null))

/** What PostgreSQL or the connection said, as a sentence. */
function told(error: unknown, url: string): unknown {
  const said = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (said instanceof pg.DatabaseError) {
    // Of a reference it names ids; of others it may tell what people wrote.
    const detail = said.code === '23503' ? `; ${said.detail ?? ''}` : ''
    return new NotCopied(`PostgreSQL at ${placeOf(url)} refused: ${said.message}${detail} (${said.code ?? '-'})`, { cause: said })
  }
  const broken = said instanceof Error && (/^(Connection terminated|Client has encountered)/.test(said.message) || 'syscall' in said)
  return broken ? new NotCopied(`the connection to ${placeOf(url)} broke (${said.message}): start again`, { cause: said }) : error
}
