import pg from 'pg'
import { expect, test } from 'vitest'
import { cannotWrite, unready } from '../../server/src/http/readiness.ts'
import { lineIsLost } from '../../server/src/storage/postgres/failures.ts'
import { postgresStorage } from '../../server/src/storage/postgres/storage.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { timeSortedIds } from '../../server/src/ids.ts'
import { readOnlyDatabase } from '../../scripts/torture/database-faults.ts'
import { emptyPostgres } from '../support/postgres.ts'

const NAME = 'Lò Văn Páo'

/** What each kind of question to a store rejects with; null where it is answered. */
async function asked(url: string, during: () => Promise<void>, after: () => Promise<void>): Promise<unknown[]> {
  const storage = await postgresStorage({ url, connections: 4, migrations: 'migrations/postgres', sha256, ids: timeSortedIds(), secret: 'secret' })
  const failure = async (work: () => Promise<unknown>): Promise<unknown> => {
    const told = await work().then(
      () => null,
      (error: unknown) => error,
    )
    // A connection that the fault ended and this pool has not seen ended yet.
    return lineIsLost(told) ? failure(work) : told
  }
  try {
    await storage.ready()
    await during()
    return [
      await failure(storage.ready),
      await failure(() => storage.accounts.findByLogin(NAME)),
      await failure(async () => storage.counts?.add(NAME, { now: 1, windowMs: 1_000 })),
    ]
  } finally {
    await after()
    await storage.close()
  }
}

test('what ails a database is told by its code and without people’s data, whatever was asked', async () => {
  const { url, drop } = await emptyPostgres()
  const fault = readOnlyDatabase(url)
  const [ready, read, write] = await asked(
    url,
    async () => void (await fault.begin()),
    async () => void (await fault.end()),
  )
  expect([unready(ready, 'en').reason, read, cannotWrite(write)]).toEqual(['database-read-only', null, true])
  expect(String(write)).not.toContain(NAME)

  // Without its tables nothing can be asked, and the mapper would write out the statement with its values.
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [, lost] = await asked(
    url,
    async () => void (await client.query('alter table accounts rename to lost')),
    async () => void (await client.query('alter table lost rename to accounts')),
  )
  await client.end()
  expect(lost).toMatchObject({ code: '42P01' })
  expect(String(lost)).not.toContain(NAME)
  await drop()
})
