import { sql, type SQL } from 'drizzle-orm'
import { rowsOf, type Db } from './open.ts'

/** So many rows go over at a time. */
const AT_ONCE = 1_000

let opened = 0

/** The rows of a statement, some at a time, by a cursor of the transaction that `tx` is in; it goes when that ends. */
export async function* piecesOf<Row extends Record<string, unknown>>(tx: Db, statement: SQL): AsyncGenerator<Row[]> {
  opened += 1
  const cursor = sql.raw(`rows_${opened}`)
  await tx.execute(sql`declare ${cursor} no scroll cursor for ${statement}`)
  for (;;) {
    const rows = await rowsOf<Row>(tx, sql`fetch ${sql.raw(String(AT_ONCE))} from ${cursor}`)
    if (rows.length > 0) yield rows
    if (rows.length < AT_ONCE) break
  }
  await tx.execute(sql`close ${cursor}`)
}
