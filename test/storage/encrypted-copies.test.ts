import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copiedAt, copyName, outdatedCopies } from '../../server/src/domain/backup-keeping.ts'
import { identitiesIn, isEncrypted, newIdentity } from '../../server/src/machine/age-file.ts'
import { newestBackup } from '../../server/src/machine/files.ts'
import { makeBackup } from '../../server/src/storage/sqlite/backup.ts'
import { migrationsIn, restoreCopy } from '../../server/src/storage/sqlite/data-folder.ts'
import { openWorld, type World } from '../http/world.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const AT = Date.parse('2021-05-10T01:00:00Z')
const NAME = 'Giàng Thị Khoá'

let world: World
let folder: string
let copy: string
let migrations: number
let keys: string[]

beforeAll(async () => {
  world = await openWorld()
  await world.play(await world.contestant('T-A-1', NAME))
  folder = mkdtempSync(join(tmpdir(), 'hoithi-encrypted-'))
  const { text, recipient } = await newIdentity()
  keys = identitiesIn(text)
  const { name, entries } = await makeBackup({ database: join(world.folder, 'hoithi.sqlite'), folder, at: AT, sha256, recipient })
  expect([name, entries]).toEqual(['hoithi-20210510T010000Z.sqlite.age', 1])
  copy = join(folder, name)
  migrations = migrationsIn(join(world.folder, 'hoithi.sqlite'))
})
afterAll(async () => {
  await world.end()
  rmSync(folder, { recursive: true, force: true })
})

const restore = (from: string, dataDir: string, identities: readonly string[] = keys) =>
  restoreCopy({ copy: from, dataDir, replace: false, at: AT, migrations, sha256, identities })
const logOf = (file: string): unknown => {
  const client = new Database(file, { readonly: true })
  const rows = client.prepare('select seq, hash from submission_log order by seq').all()
  client.close()
  return rows
}

test('it is one file for its owner, of which nothing can be read; nothing that can be read is left behind', () => {
  expect([readdirSync(folder), (statSync(copy).mode & 0o777).toString(8), isEncrypted(copy)]).toEqual([
    ['hoithi-20210510T010000Z.sqlite.age'],
    '600',
    true,
  ])
  const [bytes, live] = [readFileSync(copy), readFileSync(join(world.folder, 'hoithi.sqlite'))]
  const log = existsSync(join(world.folder, 'hoithi.sqlite-wal')) ? readFileSync(join(world.folder, 'hoithi.sqlite-wal')) : Buffer.alloc(0)
  for (const word of ['SQLite format 3', 'CREATE TABLE', NAME]) {
    expect([word, live.includes(word) || log.includes(word)]).toEqual([word, true])
    expect([word, bytes.includes(word)]).toEqual([word, false])
  }
  expect(readdirSync(world.folder).filter((name) => name.startsWith('.making'))).toEqual([])
})

test('with the secret key, among others too, it comes back as it was', async () => {
  const other = identitiesIn((await newIdentity()).text)
  const dataDir = join(folder, 'back')
  const { contents } = await restore(copy, dataDir, [...other, ...keys])
  expect(contents).toMatchObject({ people: 1, attempts: 1, entries: 1 })
  expect(readdirSync(dataDir)).toEqual(['hoithi.sqlite'])
  expect(logOf(join(dataDir, 'hoithi.sqlite'))).toEqual(logOf(join(world.folder, 'hoithi.sqlite')))
  rmSync(dataDir, { recursive: true })
})

describe('nothing is put in place', () => {
  const flip = (file: string, place: number): void => {
    const bytes = readFileSync(file)
    bytes[place] = bytes[place]! ^ 1
    writeFileSync(file, bytes)
  }
  const cases: [what: string, spoil: (file: string) => void, given: () => Promise<readonly string[]>, says: RegExp][] = [
    ['without a key', () => undefined, async () => [], /is encrypted: name the file with the secret key/],
    ['with another key', () => undefined, async () => identitiesIn((await newIdentity()).text), /cannot be decrypted/],
    ['of a file with one bit changed', (file) => flip(file, statSync(file).size - 100_000), async () => keys, /cannot be decrypted/],
    ['of a file with its first lines changed', (file) => flip(file, 60), async () => keys, /cannot be decrypted/],
    ['of a file that was cut short', (file) => truncateSync(file, statSync(file).size - 70_000), async () => keys, /cannot be decrypted/],
  ]
  test.each(cases)('%s', async (_what, spoil, given, says) => {
    const [bad, dataDir] = [join(folder, 'bad.age'), join(folder, 'bad')]
    cpSync(copy, bad)
    spoil(bad)
    await expect(restore(bad, dataDir, await given())).rejects.toThrow(says)
    expect(readdirSync(dataDir)).toEqual([])
    rmSync(bad)
  })
})

test('a copy that fails its check is never encrypted, and the open one is gone', async () => {
  const { recipient } = await newIdentity()
  const broken = join(folder, 'broken')
  await restore(copy, broken)
  const client = new Database(join(broken, 'hoithi.sqlite'))
  for (const guard of client.prepare(`select name from sqlite_master where type = 'trigger' and tbl_name = 'submission_log'`).pluck().all())
    client.exec(`drop trigger "${String(guard)}"`)
  client.exec('update submission_log set at = at + 1')
  client.close()
  const copies = join(folder, 'of-broken')
  await expect(makeBackup({ database: join(broken, 'hoithi.sqlite'), folder: copies, at: AT, sha256, recipient })).rejects.toThrow(
    'broken after entry',
  )
  expect([readdirSync(copies), readdirSync(broken).filter((name) => name.startsWith('.'))]).toEqual([[], []])
})

test('copies of both kinds are counted by the moment in their names', async () => {
  const names = [copyName(AT, true), copyName(AT - 86_400_000), copyName(AT - 60_000, true)]
  expect(names.map(copiedAt)).toEqual([AT, AT - 86_400_000, AT - 60_000])
  const copies = names.map((name) => ({ name, at: copiedAt(name)! }))
  expect(new Set(outdatedCopies(copies, { newest: 1, days: 0 }, AT))).toEqual(new Set([names[1], names[2]]))
  expect((await newestBackup(folder))?.name).toBe('hoithi-20210510T010000Z.sqlite.age')
})
