import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { postgresJobs } from '../../server/src/storage/postgres/jobs.ts'
import { connect, rowsOf, type Postgres } from '../../server/src/storage/postgres/open.ts'
import type { Jobs } from '../../server/src/ports/jobs.ts'
import { emptyPostgres } from '../support/postgres.ts'
import { beginFile, beginSeal, bytesOf } from './jobs.contract.ts'

// Two servers on one database: what one does the other one knows.

let database: Awaited<ReturnType<typeof emptyPostgres>>
let servers: { postgres: Postgres; jobs: Jobs }[]
const folder = mkdtempSync(join(tmpdir(), 'hoithi-jobs-'))

beforeEach(async () => {
  database = await emptyPostgres()
  servers = [1, 2].map(() => {
    const postgres = connect({ url: database.url, connections: 3 })
    return { postgres, jobs: postgresJobs(postgres) }
  })
})
afterEach(async () => {
  for (const { jobs, postgres } of servers) {
    await jobs.stop()
    await postgres.close()
  }
  await database.drop()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const both = (): [Jobs, Jobs] => servers.map(({ jobs }) => jobs) as [Jobs, Jobs]
const execute = (statement: string): Promise<unknown> => servers[1]!.postgres.db.execute(sql.raw(statement))

test('of those who begin the same at both at once one does it', async () => {
  const jobs = both()
  const begun = await Promise.all(Array.from({ length: 20 }, (_, index) => beginSeal(jobs[index % 2]!, `S${index + 10}`, 'R')))
  expect(begun.filter((one) => one.ok && one.value.own !== null)).toHaveLength(1)
  expect(new Set(begun.map((one) => one.ok && one.value.job.id)).size).toBe(1)
})

test('the other one sees how far it is, hands out the file, and what it drops is given up', async () => {
  const [maker, other] = both()
  const own = await beginFile(maker, 'E')
  own.tell({ done: 1, total: 2 })
  await expect.poll(() => other.find('export', 'E'), { timeout: 10_000 }).toMatchObject({ state: 'making', progress: { done: 1, total: 2 } })
  const path = join(folder, 'file')
  const bytes = randomBytes(3 * 1024 * 1024 + 7)
  writeFileSync(path, bytes)
  await own.keep(1, path)
  expect((await bytesOf(other, 'E', 1))?.equals(bytes)).toBe(true)
  await other.drop('E')
  await expect.poll(() => own.signal.aborted, { timeout: 10_000 }).toBe(true)
  expect(await rowsOf(servers[0]!.postgres.db, sql`select 1 from job_file_pieces`)).toEqual([])
})

test('whoever reads a file while it is erased is told, and does not take it for the whole', async () => {
  const [maker, other] = both()
  const own = await beginFile(maker, 'E')
  const path = join(folder, 'file')
  writeFileSync(path, Buffer.alloc(8 * 1024 * 1024))
  await own.keep(1, path)
  const reading = (await other.open('E', 1))!
  const read = (async () => {
    for await (const _ of reading) await maker.drop('E')
  })()
  await expect(read).rejects.toThrow('erased')
})

test('is lost when its server is not heard of, and its own again when it is; unless another one has begun the same', async () => {
  const [maker, other] = both()
  const begun = await beginSeal(maker, 'S1', 'R')
  const own = begun.ok ? begun.value.own! : null
  const silent = (): Promise<unknown> => execute(`update jobs set alive_until = 0`)
  const stateOf = async (id: string): Promise<unknown> => (await other.find('seal', id))?.state
  await silent()
  expect(await stateOf('S1')).toBe('lost')
  await expect.poll(() => stateOf('S1'), { timeout: 10_000 }).toBe('waiting')
  expect(own?.signal.aborted).toBe(false)

  // From here on it is the other one's.
  await silent()
  const taken = await beginSeal(other, 'S2', 'R')
  expect(taken.ok && taken.value.own?.id).toBe('S2')
  expect(await stateOf('S1')).toBe('lost')
  await expect.poll(() => own?.signal.aborted, { timeout: 10_000 }).toBe(true)
  await own?.end(null)
  expect([await stateOf('S1'), await stateOf('S2')]).toEqual(['lost', 'waiting'])
})

test('a server that stops says so at once', async () => {
  const [maker, other] = both()
  await beginFile(maker, 'E')
  await maker.stop()
  expect((await other.find('export', 'E'))?.state).toBe('lost')
})
