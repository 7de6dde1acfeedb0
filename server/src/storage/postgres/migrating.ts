import { sql } from 'drizzle-orm'
import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import { Unusable } from '../../domain/unusable.ts'

/** Of servers that start at once one migrates, and the others wait for it. The number is ours alone. */
const MIGRATING = 7_260_415

/**
 * Bring the database to this release, all in one transaction, so that a migration that fails leaves everything as it was.
 * Throws `Unusable` for one that a newer release has changed.
 */
export async function migrate<Schema extends Record<string, unknown>>(db: PgDatabase<NodePgQueryResultHKT, Schema>, folder: string): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: folder })
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATING})`)
    await tx.execute(sql`create table if not exists migrations (made_at bigint primary key, hash text not null)`)
    const { rows: done } = await tx.execute<{ made_at: number }>(sql`select made_at from migrations order by made_at`)
    const newest = done.at(-1)?.made_at ?? 0
    if (known.every(({ folderMillis }) => folderMillis !== newest) && newest > 0)
      throw new Unusable('the database belongs to a newer release of hoithi: start that one')
    for (const { folderMillis, hash, sql: statements } of known) {
      if (folderMillis <= newest) continue
      for (const statement of statements) await tx.execute(sql.raw(statement))
      await tx.execute(sql`insert into migrations (made_at, hash) values (${folderMillis}, ${hash})`)
    }
  })
}
