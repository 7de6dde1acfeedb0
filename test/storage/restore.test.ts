import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { makeBackup, NoBackup } from '../../server/src/storage/sqlite/backup.ts'
import { migrationsIn, NotRestored, restoreCopy } from '../../server/src/storage/sqlite/data-folder.ts'
import { openWorld, type World } from '../http/world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const AT = Date.parse('2021-05-10T01:00:00Z')

let world: World
let copy: string
let migrations: number
let folder: string
let dataDir: string

beforeAll(async () => {
  world = await openWorld()
  for (let index = 0; index < 3; index += 1) await world.play(await world.contestant())
  const { name } = await makeBackup({ database: join(world.folder, 'hoithi.sqlite'), folder: join(world.folder, 'copies'), at: AT, sha256 })
  copy = join(world.folder, 'copies', name)
  migrations = migrationsIn(copy)
})
afterAll(() => world.end())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoithi-restore-'))
  dataDir = join(folder, 'data')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Wanted = Parameters<typeof restoreCopy>[0]
const restore = (changes: Partial<Wanted> = {}) => restoreCopy({ copy, dataDir, replace: false, at: AT, migrations, sha256, ...changes })
const rows = (file: string): unknown => {
  const client = new Database(file, { readonly: true })
  const found = client.prepare('select seq, hash from submission_log order by seq').all()
  client.close()
  return found
}
const here = () => join(dataDir, 'hoithi.sqlite')

test('into a folder that is not there yet: the database as it was, for its owner only, and what it holds is told', async () => {
  const { contents, movedTo } = await restore()
  expect(contents).toMatchObject({ people: 3, attempts: 3, entries: 3, rounds: 2 })
  expect([movedTo, readdirSync(dataDir), (statSync(here()).mode & 0o777).toString(8)]).toEqual([null, ['hoithi.sqlite'], '600'])
  expect(rows(here())).toEqual(rows(copy))
})

test('a folder that holds a database is left alone unless it is to be replaced; then the old one is moved aside, whole', async () => {
  mkdirSync(dataDir)
  cpSync(copy, here())
  const old = new Database(here())
  old.exec('delete from projections')
  old.close()
  writeFileSync(join(dataDir, 'jwt-secret'), 'kept')
  writeFileSync(join(dataDir, 'rehearsal-clock'), '1')
  const before = readFileSync(here())
  await expect(restore()).rejects.toThrow('--replace')
  expect(readFileSync(here()).equals(before)).toBe(true)
  const { movedTo } = await restore({ replace: true })
  expect(movedTo).toBe(join(dataDir, 'replaced-20210510T010000Z'))
  expect(readdirSync(dataDir).sort()).toEqual(['hoithi.sqlite', 'jwt-secret', 'replaced-20210510T010000Z'])
  expect(readdirSync(movedTo ?? '').sort()).toEqual(['hoithi.sqlite', 'rehearsal-clock'])
  expect(readFileSync(join(movedTo ?? '', 'hoithi.sqlite')).equals(before)).toBe(true)
  expect(rows(here())).toEqual(rows(copy))
})

test('what a killed server left in its log goes aside with its database, and never meets the restored one', async () => {
  mkdirSync(dataDir)
  for (const end of ['', '-wal', '-shm']) {
    const from = join(world.folder, `hoithi.sqlite${end}`)
    if (existsSync(from)) cpSync(from, join(dataDir, `hoithi.sqlite${end}`))
  }
  expect(statSync(join(dataDir, 'hoithi.sqlite-wal')).size).toBeGreaterThan(0)
  const { movedTo } = await restore({ replace: true })
  expect(readdirSync(dataDir).filter((name) => name.startsWith('hoithi'))).toEqual(['hoithi.sqlite'])
  expect(rows(join(movedTo ?? '', 'hoithi.sqlite'))).toEqual(rows(join(world.folder, 'hoithi.sqlite')))
})

test('a folder that a server has open is refused, with or without --replace', async () => {
  for (const replace of [false, true]) await expect(restore({ dataDir: world.folder, replace })).rejects.toThrow('stop the server first')
  expect(await world.services.storage.log.head()).toMatchObject({ seq: 3 })
})

describe('nothing is put in place', () => {
  const broken: [what: string, spoil: (file: string) => void, says: RegExp, changes?: Partial<Wanted>][] = [
    ['of a file that is no database', (file) => writeFileSync(file, 'no database at all'), /not a copy/],
    ['of an empty file', (file) => writeFileSync(file, ''), /not a copy/],
    ['of a file that was cut short', (file) => truncateSync(file, statSync(file).size - 8_192), /malformed|damaged|disk image/],
    [
      'of a log whose chain is broken',
      (file) => {
        const client = new Database(file)
        const guards = client.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'submission_log'`).pluck().all()
        for (const guard of guards) client.exec(`drop trigger "${String(guard)}"`)
        client.exec(`update submission_log set at = at + 1 where seq = 2`)
        client.close()
      },
      /broken after entry 1/,
    ],
    ['of a newer release', () => undefined, /newer release/, { migrations: 1 }],
  ]
  test.each(broken)('%s', async (_what, spoil, says, changes = {}) => {
    const bad = join(folder, 'copy.sqlite')
    cpSync(copy, bad)
    spoil(bad)
    mkdirSync(dataDir)
    cpSync(copy, here())
    const before = readFileSync(here())
    const failure: unknown = await restore({ copy: bad, replace: true, ...changes }).catch((error: unknown) => error)
    expect(failure).toSatisfy((error) => [NotRestored, NoBackup, Database.SqliteError].some((kind) => error instanceof kind))
    expect(String(failure)).toMatch(says)
    expect(readdirSync(dataDir)).toEqual(['hoithi.sqlite'])
    expect(readFileSync(here()).equals(before)).toBe(true)
  })
})
