import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect, type Postgres } from '../../server/src/storage/postgres/open.ts'
import { emptyPostgres } from '../support/postgres.ts'

let database: Awaited<ReturnType<typeof emptyPostgres>>
let [one, other]: Postgres[] = []
beforeEach(async () => {
  database = await emptyPostgres()
  one = connect({ url: database.url, connections: 1 })
  other = connect({ url: database.url, connections: 1 })
})
afterEach(async () => {
  await one?.close()
  await other?.close()
  await database.drop()
})

test('a connection that breaks between two statements of a transaction fails that transaction alone, and the next one gets another', async () => {
  const broken = one!.answer(async (tx) => {
    const [mine] = (await tx.execute(sql`select pg_backend_pid() as pid`)).rows
    await other!.db.execute(sql`select pg_terminate_backend(${mine!['pid']}::int, 5000)`)
    // The server's farewell is read before the next statement goes out.
    await new Promise((resolve) => setImmediate(resolve))
    await tx.execute(sql`select 1`)
  })
  await expect(broken).rejects.toThrow()
  expect((await one!.answer((tx) => tx.execute(sql`select 1 as one`))).rows).toEqual([{ one: 1 }])
})
