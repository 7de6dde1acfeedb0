import { sql } from 'drizzle-orm'
import type { Postgres } from './open.ts'

/** Resolves once a write has been committed. Those who ask at the same time share one write. */
export function readyCheck({ db }: Pick<Postgres, 'db'>): () => Promise<void> {
  let underWay: Promise<void> | null = null
  const written = async (): Promise<void> => void (await db.execute(sql`update turns set name = name where name = 'ready'`))
  return () => {
    underWay ??= written().finally(() => {
      underWay = null
    })
    return underWay
  }
}
