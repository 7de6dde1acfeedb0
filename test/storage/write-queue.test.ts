import Database from 'better-sqlite3'
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { fileGuard } from '../../server/src/storage/sqlite/file-guard.ts'
import { openWriteQueue } from '../../server/src/storage/sqlite/write-queue.ts'

describe('group commit', () => {
  let folder: string
  let client: Database.Database
  const file = () => join(folder, 'queue.sqlite')
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoithi-queue-'))
    client = new Database(file())
    client.pragma('journal_mode = WAL')
    client.pragma('synchronous = FULL')
    client.exec('create table kept (n integer primary key)')
  })
  afterEach(() => {
    client.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const put = (n: number) => client.prepare('insert into kept values (?)').run(n)
  const kept = (database = client) => database.prepare('select n from kept order by n').pluck().all()

  test.each([[1], [3], [512]])('keeps every write in order, at most %i to a commit', async (largestBatch) => {
    const queue = openWriteQueue(client, largestBatch)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        queue.write(() => {
          put(n)
          return n
        }),
      ),
    )
    expect(answers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(kept()).toEqual(answers)
  })

  it('commits together what arrived together', async () => {
    const queue = openWriteQueue(client, 512)
    const other = new Database(file(), { readonly: true })
    const seen: number[] = []
    await Promise.all([
      queue.write(() => put(1)),
      queue.write(() => {
        put(2)
        seen.push(kept(other).length)
      }),
    ])
    expect(seen).toEqual([0])
    expect(kept(other)).toEqual([1, 2])
    other.close()
  })

  it('tells what stands in line and since when, and of each commit how many writes it had', async () => {
    const queue = openWriteQueue(client, 2)
    const commits: { writes: number; ms: number }[] = []
    queue.follow((commit) => commits.push(commit))
    expect(queue.look()).toEqual({ waiting: 0, oldestMs: 0 })
    const written = [1, 2, 3].map((n) => queue.write(() => put(n)))
    await new Promise((resolve) => process.nextTick(resolve))
    expect([queue.look().waiting, queue.look().oldestMs >= 0]).toEqual([3, true])
    await Promise.all(written)
    expect([commits.map(({ writes }) => writes), commits.every(({ ms }) => ms > 0), queue.look().waiting]).toEqual([[2, 1], true, 0])
  })

  it('rolls a failing write back alone; its neighbours in the same commit stay', async () => {
    const queue = openWriteQueue(client, 512)
    const outcomes = await Promise.allSettled([
      queue.write(() => put(1)),
      queue.write(() => {
        put(2)
        throw new Error('changed my mind')
      }),
      queue.write(() => put(1)),
      queue.write(() => put(3)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    expect(kept()).toEqual([1, 3])
  })

  it('acknowledges nothing when the commit fails, and goes on afterwards', async () => {
    client.exec('pragma foreign_keys = on; create table child (p integer references kept(n) deferrable initially deferred)')
    const queue = openWriteQueue(client, 512)
    const broken = await Promise.allSettled([queue.write(() => put(1)), queue.write(() => client.prepare('insert into child values (99)').run())])
    expect(broken.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(kept()).toEqual([])
    await queue.write(() => put(2))
    expect(kept()).toEqual([2])
  })

  it('acknowledges only what another process finds after the file is opened anew', async () => {
    const queue = openWriteQueue(client, 512)
    await Promise.all([queue.write(() => put(1)), queue.write(() => put(2))])
    const other = new Database(file(), { readonly: true })
    expect(kept(other)).toEqual([1, 2])
    other.close()
  })

  it('waits for another program that holds the database, and is not in anybody’s way meanwhile', async () => {
    client.pragma('busy_timeout = 10')
    const queue = openWriteQueue(client, 512)
    const other = new Database(file())
    other.exec('begin immediate; insert into kept values (100)')
    let turns = 0
    const timer = setInterval(() => (turns += 1), 10)
    const written = Promise.all([queue.write(() => put(1)), queue.write(() => put(2))])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(kept()).toEqual([])
    expect(turns).toBeGreaterThan(5)
    clearInterval(timer)
    other.exec('commit')
    other.close()
    await written
    expect(kept()).toEqual([1, 2, 100])
  })

  it('tells those who waited five seconds for it that nothing was written, and serves who comes afterwards', async () => {
    client.pragma('busy_timeout = 10')
    const queue = openWriteQueue(client, 512)
    const other = new Database(file())
    other.exec('begin immediate')
    const refused = await queue.write(() => put(1)).then(String, (error: { code: string }) => error.code)
    expect(refused).toMatch(/^SQLITE_BUSY/)
    const next = queue.write(() => put(2))
    other.exec('rollback')
    other.close()
    await next
    expect(kept()).toEqual([2])
  })

  it('acknowledges nothing any more once something was found damaged', async () => {
    const queue = openWriteQueue(client, 512)
    const damage = new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT')
    const outcomes = await Promise.allSettled([
      queue.write(() => put(1)),
      queue.write(() => {
        throw damage
      }),
    ])
    const later = await Promise.allSettled([queue.write(() => put(2))])
    expect([...outcomes, ...later].map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(kept()).toEqual([])
  })

  it.each([
    ['removed', ''],
    ['removed', '-wal'],
    ['replaced', ''],
  ])('acknowledges nothing once its file was %s (hoithi.sqlite%s)', async (what, end) => {
    const queue = openWriteQueue(client, 512, fileGuard(file()))
    await queue.write(() => put(1))
    renameSync(`${file()}${end}`, join(folder, 'elsewhere'))
    if (what === 'replaced') copyFileSync(join(folder, 'elsewhere'), file())
    await expect(queue.write(() => put(2))).rejects.toMatchObject({ code: 'SQLITE_IOERR_GONE' })
    rmSync(`${file()}${end}`, { force: true })
    renameSync(join(folder, 'elsewhere'), `${file()}${end}`)
    await queue.write(() => put(3))
    expect(kept()).toEqual([1, 3])
  })
})
