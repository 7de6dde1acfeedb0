import { sql } from 'drizzle-orm'
import { connect, rowsOf, type Db } from './open.ts'

/** How much of a disk the database takes, bytes. */
export async function sizeOf(db: Db): Promise<number> {
  const [found] = await rowsOf<{ bytes: number }>(db, sql`select pg_database_size(current_database()) as bytes`)
  return found?.bytes ?? 0
}

export async function sizeOfDatabase(url: string): Promise<number> {
  const { db, close } = connect({ url, connections: 1 })
  try {
    return await sizeOf(db)
  } finally {
    await close()
  }
}
