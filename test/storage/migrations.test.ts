import Database from 'better-sqlite3'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { is } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Unusable } from '../../server/src/domain/unusable.ts'
import { migrateSafely } from '../../server/src/storage/sqlite/migrating.ts'
import * as schema from '../../server/src/storage/sqlite/schema.ts'
import { root } from '../support/services.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const migrations = join(root, 'migrations/sqlite')

describe('migrations', () => {
  it('on an empty file give the declared schema: every table, column and index', () => {
    const client = new Database(':memory:')
    migrateSafely(client, migrations)
    const tables = (Object.values(schema) as unknown[]).filter((value) => is(value, SQLiteTable)).map((table) => getTableConfig(table))
    const declared = tables.map(({ name, columns, indexes }) => ({
      name,
      columns: columns.map((column) => `${column.name} ${column.getSQLType()}${column.notNull ? ' not null' : ''}`).sort(),
      indexes: indexes.map((index) => index.config.name).sort(),
    }))
    const found = tables.map(({ name }) => ({
      name,
      columns: (client.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number }[])
        .map((column) => `${column.name} ${column.type.toLowerCase()}${column.notnull === 1 ? ' not null' : ''}`)
        .sort(),
      indexes: (client.pragma(`index_list(${name})`) as { name: string; origin: string }[])
        .filter(({ origin, name: index }) => origin === 'c' && !index.endsWith('_unique'))
        .map((index) => index.name)
        .sort(),
    }))
    expect(found).toEqual(declared)
    client.close()
  })

  it('are in step with the schema: there is nothing left to generate', async () => {
    const newest = readdirSync(join(migrations, 'meta'))
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1)
    const migrated = JSON.parse(readFileSync(join(migrations, 'meta', newest!), 'utf8')) as Parameters<typeof generateSQLiteMigration>[0]
    expect(await generateSQLiteMigration(migrated, await generateSQLiteDrizzleJson(schema, migrated.id))).toEqual([])
  })

  it('carry the newest snapshot beside the newest migration', () => {
    const numbers = (folder: string, ending: string) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .map((name) => name.slice(0, 4))
        .sort()
    expect(numbers(join(migrations, 'meta'), '_snapshot.json')).toEqual(numbers(migrations, '.sql'))
  })

  /** A rebuild of a parent table as drizzle-kit writes it, with a child that hangs on it by ON DELETE CASCADE. */
  const rebuilds = (): string => {
    const out = join(folder, 'rebuild')
    cpSync(migrations, out, { recursive: true })
    for (const file of readdirSync(out)) if (file.endsWith('.sql')) rmSync(join(out, file))
    writeFileSync(
      join(out, '0000_parents.sql'),
      [
        'CREATE TABLE parents (id text PRIMARY KEY, name text)',
        'CREATE TABLE children (id text PRIMARY KEY, parent_id text REFERENCES parents(id) ON DELETE CASCADE)',
      ].join(';\n--> statement-breakpoint\n'),
    )
    writeFileSync(
      join(out, '0001_rebuild.sql'),
      [
        'PRAGMA foreign_keys=OFF',
        'CREATE TABLE __new_parents (id text PRIMARY KEY, name text NOT NULL)',
        'INSERT INTO __new_parents SELECT id, name FROM parents',
        'DROP TABLE parents',
        'ALTER TABLE __new_parents RENAME TO parents',
        'PRAGMA foreign_keys=ON',
      ].join(';\n--> statement-breakpoint\n'),
    )
    return out
  }
  const journal = (out: string, count: number): void => {
    const entries = [
      ['0000_parents', 1],
      ['0001_rebuild', 2],
    ]
      .slice(0, count)
      .map(([tag, when], idx) => ({ idx, version: '6', when, tag, breakpoints: true }))
    writeFileSync(join(out, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }))
  }
  const childrenAfter = (run: (client: Database.Database, folder: string) => void): number => {
    const client = new Database(':memory:')
    client.pragma('foreign_keys = ON')
    const out = rebuilds()
    journal(out, 1)
    run(client, out)
    client.exec(`insert into parents values ('p', 'Kỳ 1'); insert into children values ('a', 'p'), ('b', 'p')`)
    journal(out, 2)
    run(client, out)
    const kept = client.prepare('select count(*) from children').pluck().get() as number
    client.close()
    return kept
  }

  it('that rebuild a populated parent keep its children, which the bare migrator would delete', () => {
    expect(childrenAfter((client, migrationsFolder) => migrate(drizzle(client), { migrationsFolder }))).toBe(0)
    expect(childrenAfter(migrateSafely)).toBe(2)
  })

  /** A database with one row that the first migration made, and a second migration that ends as `second` says. */
  const upgraded = (second: string[]): { error: unknown; tables: unknown[]; rows: unknown[]; done: unknown } => {
    const out = rebuilds()
    journal(out, 1)
    const client = new Database(join(folder, 'upgraded.sqlite'))
    migrateSafely(client, out)
    client.exec(`insert into parents values ('p', 'Kỳ 1'); insert into children values ('a', 'p')`)
    writeFileSync(join(out, '0001_rebuild.sql'), second.join(';\n--> statement-breakpoint\n'))
    journal(out, 2)
    let error: unknown = null
    try {
      migrateSafely(client, out)
    } catch (thrown) {
      error = thrown
    }
    const tables = client
      .prepare(`select name from sqlite_master where type = 'table' and name not like '!_!_%' escape '!' order by name`)
      .pluck()
      .all()
    const rows = client.prepare('select id from children').pluck().all()
    const done = client.prepare('select count(*) from __drizzle_migrations').pluck().get()
    client.close()
    return { error, tables, rows, done }
  }

  it.each([
    ['puts one in', ["INSERT INTO children VALUES ('b', 'nobody')"]],
    ['moves one', ["UPDATE `children` SET parent_id = 'nobody'"]],
    ['takes its parent away', ['delete from parents']],
    [
      'rebuilds the table of its parent empty',
      ['DROP TABLE IF EXISTS "parents"', 'CREATE TABLE IF NOT EXISTS parents (id text PRIMARY KEY, name text)'],
    ],
  ])('that leave a row without its parent are refused, and nothing of them stays: one that %s', (_, statements) => {
    const { error, ...left } = upgraded(['CREATE TABLE more (id text)', ...statements])
    expect(error).toBeInstanceOf(Unusable)
    expect(String(error)).toMatch(/rows without their parent, so nothing was changed/)
    expect(left).toEqual({ tables: ['children', 'parents'], rows: ['a'], done: 1 })
  })

  it('that fail half-way leave nothing behind, and the next start tries again', () => {
    const { error, ...left } = upgraded(['CREATE TABLE more (id text)', 'DELETE FROM children', 'CREATE TABLE parents (id text)'])
    expect(error).toBeInstanceOf(Unusable)
    expect(String(error)).toMatch(/failed \(.*already exists.*\), so nothing was changed: start the release before/)
    expect(left).toEqual({ tables: ['children', 'parents'], rows: ['a'], done: 1 })
  })

  it('of a newer release are not guessed at: the older one does not touch the database', () => {
    const client = new Database(':memory:')
    const out = rebuilds()
    journal(out, 2)
    migrateSafely(client, out)
    journal(out, 1)
    expect(() => migrateSafely(client, out)).toThrow(/newer release/)
    client.close()
  })
})
