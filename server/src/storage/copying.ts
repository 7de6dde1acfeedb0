import { existsSync } from 'node:fs'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isPostgres, type StoreAt } from '../domain/store-at.ts'
import { placeIn, type CopiedTable, type Kind } from './copied-tables.ts'

/** Why nothing was copied; `message` is the one sentence to print. */
export class NotCopied extends Error {}

export type Value = string | number | boolean | Buffer | null
/** In the order of the table's columns. */
export type Row = Value[]

/** A store as one moment, which is read until it is closed. */
export type Source = {
  /** How many rows each table has, by its name. */
  counts: (tables: readonly CopiedTable[]) => Promise<Map<string, number>>
  /** All rows of a table in pieces, in the order of its key or of other columns. */
  rows: (table: CopiedTable, order?: readonly string[]) => AsyncIterable<Row[]>
  close: () => Promise<void>
}

/** An empty store that is filled; nobody sees any of it before it is kept. */
export type Target = Source & {
  write: (table: CopiedTable, rows: readonly Row[]) => Promise<void>
  /** All rows are there; they are read from here on. */
  filled: () => Promise<void>
  /** Keep what was written. Closing without it leaves nothing. */
  keep: () => Promise<void>
}

/** `beside`: servers may be at work in it. */
export type SourceOptions = { migrations: string; beside: boolean }

/** Where a store is, as it may be printed: an address without its user, password and settings. */
export function placeOf(store: StoreAt): string {
  if (!isPostgres(store)) return store
  const { hostname, port, pathname } = new URL(store)
  return `postgres://${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}

/** The migrations that this release came with, from wherever its code lies. */
export function migrationsOf(store: StoreAt): string {
  const dialect = isPostgres(store) ? 'postgres' : 'sqlite'
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const found = join(folder, 'migrations', dialect)
    if (existsSync(join(found, 'meta/_journal.json'))) return found
    if (folder === dirname(folder)) throw new Error(`there is no folder migrations/${dialect}`)
  }
}

/** How many migrations made a database, and the moment of the newest. */
export type Release = { made: number; newest: number }

/** Throws `NotCopied` for a source that another release left. */
export function refuseOtherRelease(place: string, found: Release, migrations: string): void {
  const known = readMigrationFiles({ migrationsFolder: migrations })
  const newest = known.at(-1)?.folderMillis ?? 0
  if (found.made === known.length && found.newest === newest) return
  throw new NotCopied(
    found.newest > newest
      ? `${place} was last written by a newer release: use that one`
      : `${place} was last written by an older release: start this one on it once, which upgrades it, and stop it again`,
  )
}

/** What a value is that not both stores hold as it is; null for one that they do. */
const wrong: Record<Kind, (value: Exclude<Value, null>) => string | null> = {
  text: (value) => (typeof value !== 'string' ? 'no text' : value.includes('\0') ? 'text with a zero byte' : null),
  integer: (value) => (Number.isSafeInteger(value) ? null : 'no whole number below 2^53'),
  real: (value) => (Number.isFinite(value) ? null : 'no finite number'),
  boolean: (value) => (typeof value === 'boolean' ? null : 'neither true nor false'),
  bytes: (value) => (Buffer.isBuffer(value) ? null : 'no bytes'),
}

/** Throws `NotCopied` for a row that not both stores hold as it is, naming the place and not the value. */
export function checkRow(table: CopiedTable, row: Row): Row {
  for (let index = 0; index < table.columns.length; index += 1) {
    const [column, value] = [table.columns[index], row[index] ?? null]
    if (value === null || column === undefined) continue
    const found = wrong[column.kind](value)
    if (found !== null) throw new NotCopied(`${table.name} ${keyOf(table, row)} holds ${found} in ${column.name}: correct it there first`)
  }
  return row
}

/** The key of a row as people read it. */
export const keyOf = (table: CopiedTable, row: Row): string => table.key.map((name) => String(row[placeIn(table, name)] ?? '')).join(' ')

/** One statement that counts the rows of many tables. */
export const countsOf = (tables: readonly CopiedTable[]): string =>
  tables.map(({ name }) => `select '${name}' as name, count(*) as rows from "${name}"`).join(' union all ')

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** Pictures are up to a megabyte each, other rows some hundred bytes. */
export const rowsAtOnce = ({ columns }: CopiedTable): number => (columns.some(({ kind }) => kind === 'bytes') ? 16 : 1_000)
