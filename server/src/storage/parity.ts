import { getTableName, is, type Table } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as postgres from './postgres/schema.ts'
import * as sqlite from './sqlite/schema.ts'

// The two stores hold the same tables with the same rows. What types do not say (keys, indexes, nulls) is compared by test/storage/parity.test.ts.

type TableNames<Schema> = { [Name in keyof Schema]: Schema[Name] extends Table ? Name : never }[keyof Schema]
type Select<Schema, Name extends keyof Schema> = Schema[Name] extends { $inferSelect: infer Row } ? Row : never
/** Without `seq`: an integer key may be left out in SQLite, which then counts on by itself; nobody does. */
type Insert<Schema, Name extends keyof Schema> = Schema[Name] extends { $inferInsert: infer Row } ? Omit<Row, 'seq'> : never
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type SameRows<A, B, Name> = Name extends keyof A & keyof B
  ? [Same<Select<A, Name>, Select<B, Name>>, Same<Insert<A, Name>, Insert<B, Name>>] extends [true, true]
    ? true
    : false
  : false

/** The names of the tables that one of two schemas lacks, or holds with other rows. */
export type Drifted<A, B> = { [Name in TableNames<A> | TableNames<B>]: SameRows<A, B, Name> extends true ? never : Name }[
  | TableNames<A>
  | TableNames<B>]

/** PostgreSQL keeps on disk, for many servers, what the one server of an SQLite file keeps in memory: it is made anew from the tables of both. */
type OfPostgresAlone = 'rankBlocks'

// Whoever changes one schema only is told here, by the compiler, which table it is ("Property 'attempts' is missing …").
const _drifted: Record<Exclude<Drifted<typeof sqlite, typeof postgres>, OfPostgresAlone>, never> = {}

export type TablePair = { sqlite: SQLiteTable; postgres: PgTable }

/** Each table of both stores by its name in SQL. */
export function tablePairs(): Map<string, TablePair> {
  const ofPostgres = new Map(Object.values<unknown>(postgres).flatMap((table) => (is(table, PgTable) ? [[getTableName(table), table]] : [])))
  return new Map(
    Object.values<unknown>(sqlite).flatMap((table): [string, TablePair][] => {
      const twin = is(table, SQLiteTable) ? ofPostgres.get(getTableName(table)) : undefined
      return is(table, SQLiteTable) && twin !== undefined ? [[getTableName(table), { sqlite: table, postgres: twin }]] : []
    }),
  )
}
