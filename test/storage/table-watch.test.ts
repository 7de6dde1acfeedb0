import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unlessChanged } from '../../server/src/storage/sqlite/table-watch.ts'

let folder: string
let client: Database.Database
let other: Database.Database
let reads: number
let titleOf: (id: string) => string | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-test-'))
  const file = join(folder, 'a.sqlite')
  client = new Database(file)
  client.pragma('journal_mode = WAL')
  client.exec(
    `create table rounds (id text primary key, title text); create table taps (id integer primary key); insert into rounds values ('r', 'one')`,
  )
  other = new Database(file)
  reads = 0
  const title = client.prepare<[string], string>('select title from rounds where id = ?').pluck()
  titleOf = unlessChanged(client, ['rounds'], (id) => {
    reads += 1
    return title.get(id)
  })
})
afterEach(() => {
  other.close()
  client.close()
  rmSync(folder, { recursive: true })
})

describe('what is read once', () => {
  test('is not read again while only other tables change', () => {
    for (let tap = 0; tap < 5; tap += 1) {
      expect(titleOf('r')).toBe('one')
      client.exec('insert into taps default values')
    }
    expect(reads).toBe(1)
  })

  test.each([
    ['an update', `update rounds set title = 'two'`, 'two'],
    ['a deletion', `delete from rounds`, undefined],
    ['a row put in its place', `insert or replace into rounds values ('r', 'two')`, 'two'],
  ])('is read again after %s, of this connection or of another', (_name, statement, after) => {
    for (const connection of [client, other]) {
      client.exec(`insert or replace into rounds values ('r', 'one')`)
      expect(titleOf('r')).toBe('one')
      const before = reads
      connection.exec(statement)
      expect(titleOf('r')).toBe(after)
      expect(reads).toBe(before + 1)
    }
  })

  test('inside a transaction is what that transaction wrote, and once it is undone what was there before', () => {
    expect(titleOf('r')).toBe('one')
    client.exec(`begin; savepoint job; update rounds set title = 'never'`)
    expect(titleOf('r')).toBe('never')
    client.exec('rollback to job; release job')
    expect(titleOf('r')).toBe('one')
    client.exec(`update rounds set title = 'nor this'`)
    expect(titleOf('r')).toBe('nor this')
    client.exec('rollback')
    expect(titleOf('r')).toBe('one')
    client.exec(`begin; update rounds set title = 'two'; commit`)
    expect(titleOf('r')).toBe('two')
    expect(titleOf('r')).toBe('two')
  })

  test('is shared by two who watch the same tables of one connection', () => {
    const again = unlessChanged(client, ['rounds'], (id) => `${id} ${reads}`)
    expect([titleOf('r'), again('r')]).toEqual(['one', 'r 1'])
    client.exec(`update rounds set title = 'two'`)
    expect(titleOf('r')).toBe('two')
    expect(again('r')).toBe('r 2')
  })
})

test('a connection that only reads learns what others commit', () => {
  const reader = new Database(join(folder, 'a.sqlite'), { readonly: true })
  const title = reader.prepare<[string], string>('select title from rounds where id = ?').pluck()
  const known = unlessChanged(reader, ['rounds'], (id) => title.get(id))
  expect(known('r')).toBe('one')
  client.exec(`update rounds set title = 'two'`)
  expect(known('r')).toBe('two')
  reader.close()
})
