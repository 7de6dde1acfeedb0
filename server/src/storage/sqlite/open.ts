import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { Unusable } from '../../domain/unusable.ts'
import { fileGuard } from './file-guard.ts'
import { migrateSafely } from './migrating.ts'
import * as schema from './schema.ts'
import { openWriteQueue, type WriteQueue } from './write-queue.ts'

export type Sqlite = {
  db: BetterSQLite3Database<typeof schema> & { $client: Database.Database }
  client: Database.Database
  queue: WriteQueue
  close: () => void
}

/** How long a start waits for a program that is writing to the database. */
const LONGEST_LOCK_MS = 5_000

/**
 * Open the database file, migrate it, and check it. Acknowledged means on disk: WAL with synchronous=FULL.
 * Throws `Unusable` for a file that cannot be worked on as it is.
 */
export function openSqlite(options: { file: string; migrations: string; largestBatch: number }): Sqlite {
  const client = readable(options.file)
  try {
    client.pragma('journal_mode = WAL')
    client.pragma('synchronous = FULL')
    client.pragma('cache_size = -65536')
    client.pragma('temp_store = MEMORY')
    migrateSafely(client, options.migrations)
  } catch (error) {
    client.close()
    throw told(error, options.file)
  }
  // From here on whoever waits for the lock does so in the queue, where the process goes on answering meanwhile.
  client.pragma('busy_timeout = 10')
  const queue = openWriteQueue(client, options.largestBatch, fileGuard(options.file))
  return { db: drizzle(client, { schema }), client, queue, close: () => client.close() }
}

function readable(file: string): Database.Database {
  try {
    return new Database(file, { timeout: LONGEST_LOCK_MS })
  } catch (error) {
    throw told(error, file)
  }
}

/** A read-only connection for a worker thread: it never blocks the writer, and sees one moment of the database. */
export function openForReading(file: string): Sqlite['db'] {
  const client = new Database(file, { readonly: true })
  client.pragma('busy_timeout = 5000')
  return drizzle(client, { schema })
}

const DAMAGED =
  'is damaged: keep the folder as it is, copy it away, and go back to the newest copy that npm run backup made (docs/operations.md, “When it will not start”)'

/** What SQLite says at a start, as a sentence that says what to do. */
const sentences: readonly [code: RegExp, sentence: string][] = [
  [/^SQLITE_(NOTADB|CORRUPT)/, DAMAGED],
  [/^SQLITE_FULL/, 'has no room: the disk is full; free some space and start again, nothing was changed'],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'is locked by another program that is writing to it: end that one (a backup or import by hand, a database browser) and start again',
  ],
  [/^SQLITE_(READONLY|PERM|CANTOPEN|AUTH)/, 'cannot be opened for writing: it and its folder must belong to the user that runs the server'],
  [/^SQLITE_IOERR/, 'cannot be read or written: look at the disk (dmesg) and its free space, then start again'],
]

function told(error: unknown, file: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const found = sentences.find(([code]) => code.test(error.code))
  return found === undefined ? error : new Unusable(`${file} ${found[1]} (${error.code}: ${error.message})`)
}
