import Database from 'better-sqlite3'
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator'
import { Unusable } from '../../domain/unusable.ts'

/** The table that drizzle-kit's own commands read too. */
const TABLE = '__drizzle_migrations'

/**
 * Bring a database to this release: everything that is missing in one transaction, or nothing of it. Throws `Unusable` for a database of a newer release.
 * drizzle-kit rebuilds tables by dropping them; inside a transaction its own `foreign_keys=OFF` does nothing and ON DELETE would fire.
 * So foreign keys are off around the whole of it, and checked before it counts.
 */
export function migrateSafely(client: Database.Database, folder: string): void {
  const files = readMigrationFiles({ migrationsFolder: folder })
  client.exec(`create table if not exists ${TABLE} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)`)
  const newest = client.prepare(`select max(created_at) from ${TABLE}`).pluck()
  const pending = (): MigrationMeta[] => {
    const done = Number(newest.get() ?? 0)
    refuseNewer(done, files)
    return files.filter(({ folderMillis }) => folderMillis > done)
  }
  client.pragma('foreign_keys = OFF')
  if (pending().length > 0) client.transaction(() => applyAll(client, pending())).immediate()
  client.pragma('foreign_keys = ON')
}

function refuseNewer(done: number, files: readonly MigrationMeta[]): void {
  if (done <= (files.at(-1)?.folderMillis ?? 0)) return
  throw new Unusable(
    'the database was written by a newer release of hoithi: start that release again; to go back to this one, restore a copy that was made before the upgrade',
  )
}

/** What the statements themselves are to blame for; a full disk or a lock has other words. */
const wrongStatement = /^SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE)/
const LEFT_ALONE = 'so nothing was changed: start the release before this one, and report this'

function applyAll(client: Database.Database, migrations: readonly MigrationMeta[]): void {
  try {
    apply(client, migrations)
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || !wrongStatement.test(error.code)) throw error
    throw new Unusable(`the upgrade of the database failed (${error.message}), ${LEFT_ALONE}`)
  }
  const broken = touchedBy(client, migrations).flatMap((table) => client.pragma(`foreign_key_check(${table})`) as unknown[])
  if (broken.length > 0) throw new Unusable(`the upgrade would leave ${broken.length} rows without their parent, ${LEFT_ALONE}`)
}

function apply(client: Database.Database, migrations: readonly MigrationMeta[]): void {
  const note = client.prepare(`insert into ${TABLE} (hash, created_at) values (?, ?)`)
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) client.exec(statement)
    note.run(hash, folderMillis)
  }
}

const WRITES =
  /\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|RENAME\s+TO|(?:ALTER|CREATE|DROP)\s+TABLE(?:\s+IF(?:\s+NOT)?\s+EXISTS)?)\s+[`"']?(\w+)/gi

/** The tables that migrations write to, and those whose rows have their parents there. All rows of all tables would be minutes of two million attempts. */
function touchedBy(client: Database.Database, migrations: readonly MigrationMeta[]): string[] {
  const written = new Set(migrations.flatMap(({ sql }) => sql.flatMap((text) => [...text.matchAll(WRITES)].map(([, table]) => table?.toLowerCase()))))
  const tables = client.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).pluck().all() as string[]
  const parentsOf = (table: string): string[] => (client.pragma(`foreign_key_list(${table})`) as { table: string }[]).map((key) => key.table)
  return tables.filter((table) => [table, ...parentsOf(table)].some((name) => written.has(name.toLowerCase())))
}
