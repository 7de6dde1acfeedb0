import type { Services } from '../../server/src/services.ts'
import type { HandClock } from '../support/services.ts'

/** One adapter, opened on an empty database of its own; every contract suite asks for nothing more. */
export type Opened = {
  services: Services
  clock: HandClock
  /** Run one statement past our code, as an intruder with the database's password would. */
  execute: (statement: string) => Promise<void>
  /** Every row of the tables, in the order of their keys, as text. */
  dump: (tables: readonly string[]) => Promise<string>
  end: () => Promise<void>
}
export type Open = () => Promise<Opened>

/** The middle of the fixture's first round. */
export const MONDAY = '2021-05-03T08:00:00+07:00'

/** Rows of a query written over those of a table that have the same key, in the words of the store. */
export const overwriting = (store: string, table: string, key: string, query: string, columns = ''): string =>
  store === 'SQLite'
    ? `insert or replace into ${table} ${columns} ${query}`
    : `insert into ${table} ${columns} ${query} on conflict (${key}) do update set ${key} = excluded.${key}`
