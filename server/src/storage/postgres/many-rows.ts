import { getTableColumns, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './open.ts'

// Many rows in one statement: an array a column, so that the words stay the same however many rows there are.

/** Texts as one parameter. */
export const texts = (values: Iterable<string>): SQL => sql`${sql.param([...values])}::text[]`

const listOf = (parts: SQLWrapper[]): SQL =>
  sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )

/** Rows by the names of the columns of a table, or of some of them, to be read as `given`. */
export function given<Table extends PgTable>(table: Table, rows: readonly Partial<Table['$inferSelect']>[]): SQL {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => rows[0] !== undefined && key in rows[0])
  const arrays = columns.map(([key, column]) => {
    const values = rows.map((row) => {
      const value = (row as Record<string, unknown>)[key] ?? null
      return value === null ? null : column.mapToDriverValue(value)
    })
    return sql`${sql.param(values)}::${sql.raw(column.getSQLType().replace(' collate "C"', ''))}[]`
  })
  return sql`unnest(${listOf(arrays)}) as given(${listOf(columns.map(([, { name }]) => sql.identifier(name)))})`
}

/** Insert whole rows; `onConflict` says what becomes of those that are there already. */
export async function insertMany<Table extends PgTable>(
  db: Db,
  table: Table,
  rows: readonly Table['$inferSelect'][],
  onConflict: SQL = sql``,
): Promise<void> {
  if (rows.length === 0) return
  const names = listOf(Object.values(getTableColumns(table)).map(({ name }) => sql.identifier(name)))
  await db.execute(sql`insert into ${table} (${names}) select ${names} from ${given(table, rows)} ${onConflict}`)
}
