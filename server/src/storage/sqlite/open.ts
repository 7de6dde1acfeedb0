import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import * as schema from './schema.ts'
import { openWriteQueue, type WriteQueue } from './write-queue.ts'

export type Sqlite = {
  db: BetterSQLite3Database<typeof schema>
  client: Database.Database
  queue: WriteQueue
  close: () => void
}

/** Open the database file, migrate it, and check it. Acknowledged means on disk: WAL with synchronous=FULL. */
export function openSqlite(options: { file: string; migrations: string; largestBatch: number }): Sqlite {
  const client = new Database(options.file)
  client.pragma('journal_mode = WAL')
  client.pragma('synchronous = FULL')
  client.pragma('busy_timeout = 5000')
  client.pragma('cache_size = -65536')
  client.pragma('temp_store = MEMORY')
  const db = drizzle(client, { schema })
  migrateSafely(client, () => migrate(db, { migrationsFolder: options.migrations }))
  return { db, client, queue: openWriteQueue(client, options.largestBatch), close: () => client.close() }
}

/** A read-only connection for a worker thread: it never blocks the writer, and sees one moment of the database. */
export function openForReading(file: string): Sqlite['db'] & { $client: Database.Database } {
  const client = new Database(file, { readonly: true })
  client.pragma('busy_timeout = 5000')
  return drizzle(client, { schema })
}

/**
 * drizzle-kit rebuilds tables by dropping them; inside the migrator's transaction its own `foreign_keys=OFF` does nothing and
 * ON DELETE would fire. So foreign keys are off around the whole migration and checked after it.
 */
export function migrateSafely(client: Database.Database, run: () => void): void {
  client.pragma('foreign_keys = OFF')
  const changes = client.prepare('select total_changes()').pluck()
  const before = changes.get()
  run()
  // It reads every row of every table: minutes of two million attempts, for a start that changed nothing.
  const broken = changes.get() === before ? [] : (client.pragma('foreign_key_check') as unknown[])
  if (broken.length > 0) throw new Error(`a migration left ${broken.length} rows without their parent; restore the backup and report this`)
  client.pragma('foreign_keys = ON')
}
