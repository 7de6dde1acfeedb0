import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgresLease } from '../../server/src/storage/postgres/leases.ts'
import { connect, type Postgres } from '../../server/src/storage/postgres/open.ts'
import { emptyPostgres } from '../support/postgres.ts'

const LEASE_MS = 60_000
let opened: Awaited<ReturnType<typeof emptyPostgres>>
let postgres: Postgres
beforeEach(async () => {
  opened = await emptyPostgres()
  postgres = connect({ url: opened.url, connections: 4 })
})
afterEach(async () => {
  await postgres.close()
  await opened.drop()
})

const take = (holder: string, ms = LEASE_MS) => postgresLease(postgres).take('background', holder, ms)
const movedBy = (ms: number) => postgres.db.execute(sql`update leases set until = until + ${ms}::bigint`)

test('of many who ask at once one leads, keeps it by asking again, and the others wait', async () => {
  const asked = ['a', 'b', 'c', 'd', 'e']
  const taken = await Promise.all(asked.map((holder) => take(holder)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  const leader = asked[taken.indexOf(true)]!
  expect(await take(leader)).toBe(true)
  for (const other of asked.filter((one) => one !== leader)) expect(await take(other)).toBe(false)
})

test('a lease that was not renewed is over with its time, and one that was given back at once', async () => {
  expect([await take('a'), await take('b')]).toEqual([true, false])
  await movedBy(-LEASE_MS - 1)
  expect([await take('b'), await take('a')]).toEqual([true, false])
  await postgresLease(postgres).end('background', 'a')
  expect(await take('a')).toBe(false)
  await postgresLease(postgres).end('background', 'b')
  expect(await take('a')).toBe(true)
})

test('one that reaches further ahead than any can was written by another machine’s clock, and counts for nothing', async () => {
  expect([await take('a'), await take('b')]).toEqual([true, false])
  await movedBy(3_600_000)
  expect([await take('b'), await take('a')]).toEqual([true, false])
})
