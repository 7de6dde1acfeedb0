import Database from 'better-sqlite3'
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Unusable } from '../../domain/unusable.ts'
import { dropLeftovers, halfMade } from '../../machine/half-made.ts'
import type { CopiedTable } from '../copied-tables.ts'
import * as copying from '../copying.ts'
import { NotCopied, quoted, type Release, type Row, type Source, type Target, type Value } from '../copying.ts'
import { holdFolder } from './folder-hold.ts'
import { migrateSafely } from './migrating.ts'
import { openForReading } from './open.ts'

const COPYING = 'copying'
const DATABASE = 'hoithi.sqlite'
const ENDS = ['', '-journal', '-wal', '-shm']
/** What a data folder holds of another database, and would go on with this one. */
const BESIDE = ['rehearsal-clock', 'log-head.json']

/** A database as one moment, on a read-only connection. */
export async function openSource(file: string, { migrations, beside }: copying.SourceOptions): Promise<Source> {
  if (!existsSync(file)) throw new NotCopied(`there is no database at ${file}: name the data folder of a server, or a copy of its database`)
  const letGo = beside ? () => undefined : heldSource(file)
  let client: Database.Database | undefined
  const close = async (): Promise<void> => {
    client?.close()
    letGo()
  }
  try {
    client = openForReading(file).$client
    client.pragma('cache_size = -65536')
    client.exec('begin')
    copying.refuseOtherRelease(file, releaseIn(client, file), migrations)
    return { ...reads(client), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A copy of a database has no server. */
const holdFor = (file: string): (() => void) => (basename(file) === DATABASE ? holdFolder(dirname(file)) : () => undefined)

function heldSource(file: string): () => void {
  try {
    return holdFor(file)
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    throw new NotCopied(`a server is running on ${dirname(file)}: stop it first, or take the moment at which the copy begins (--while-running)`, {
      cause: error,
    })
  }
}

function releaseIn(client: Database.Database, file: string): Release {
  try {
    return client.prepare('select count(*) as made, coalesce(max(created_at), 0) as newest from __drizzle_migrations').get() as Release
  } catch (error) {
    throw new NotCopied(`${file} is no database of hoithi (${error instanceof Error ? error.message : String(error)})`, { cause: error })
  }
}

const flagOf = (value: Value | undefined): Value => (value === 1 ? true : value === 0 ? false : (value ?? null))

function reads(client: Database.Database): Omit<Source, 'close'> {
  return {
    counts: async (tables) => new Map(client.prepare(copying.countsOf(tables)).raw().all() as [name: string, rows: number][]),
    async *rows(table, order = table.key) {
      const columns = quoted(table.columns.map(({ name }) => name))
      const flags = table.columns.flatMap(({ kind }, index) => (kind === 'boolean' ? [index] : []))
      const most = copying.rowsAtOnce(table)
      let piece: Row[] = []
      for (const row of client
        .prepare(`select ${columns} from "${table.name}" order by ${quoted(order)}`)
        .raw()
        .iterate() as Iterable<Row>) {
        for (const index of flags) row[index] = flagOf(row[index])
        piece.push(copying.checkRow(table, row))
        if (piece.length < most) continue
        yield piece
        piece = []
        // Whoever is told, or interrupts, has a turn.
        await new Promise(setImmediate)
      }
      if (piece.length > 0) yield piece
    },
  }
}

/** A new database that gets its name when it is kept. `guarded`: what is append-only refuses what it must, as in any other. */
export async function openTarget(file: string, { migrations, guarded = true }: { migrations: string; guarded?: boolean }): Promise<Target> {
  const folder = dirname(file)
  refuseThere(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const letGo = holdFor(file)
  dropLeftovers(folder, COPYING)
  const making = join(folder, halfMade(COPYING, basename(file)))
  const client = new Database(making)
  const close = async (): Promise<void> => {
    client.close()
    for (const end of ENDS) rmSync(`${making}${end}`, { force: true })
    letGo()
  }
  try {
    chmodSync(making, 0o600)
    // A file that is thrown away unless it is whole needs to be on disk only then.
    for (const setting of ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -65536', 'temp_store = MEMORY']) client.pragma(setting)
    migrateSafely(client, migrations)
    client.pragma('foreign_keys = OFF')
    if (!guarded) dropTriggers(client)
    client.exec('begin')
  } catch (error) {
    await close()
    throw error
  }
  return {
    ...reads(client),
    write: writer(client),
    filled: async () => undefined,
    keep: async () => {
      client.exec('commit')
      // Without a log of its own it is one file.
      client.pragma('journal_mode = DELETE')
      onDisk(making)
      renameSync(making, file)
      if (process.platform !== 'win32') onDisk(folder)
    },
    close,
  }
}

function writer(client: Database.Database): Target['write'] {
  const known = new Map<string, Database.Statement>()
  const insertInto = ({ name, columns }: CopiedTable): Database.Statement =>
    client.prepare(`insert into "${name}" (${quoted(columns.map((column) => column.name))}) values (${columns.map(() => '?').join(', ')})`)
  return async (table, rows) => {
    const insert = known.get(table.name) ?? insertInto(table)
    known.set(table.name, insert)
    for (const row of rows) insert.run(row.map((value) => (typeof value === 'boolean' ? Number(value) : value)))
  }
}

function dropTriggers(client: Database.Database): void {
  const names = client.prepare(`select name from sqlite_master where type = 'trigger'`).pluck().all() as string[]
  for (const name of names) client.exec(`drop trigger "${name}"`)
}

function refuseThere(file: string): void {
  const name = basename(file)
  const parts = [...ENDS.map((end) => `${name}${end}`), ...(name === DATABASE ? BESIDE : [])]
  const there = parts.filter((part) => existsSync(join(dirname(file), part)))
  if (there.length > 0)
    throw new NotCopied(`${dirname(file)} holds ${there.join(', ')} already, and nothing is ever overwritten: name another folder`)
}

function onDisk(path: string): void {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
