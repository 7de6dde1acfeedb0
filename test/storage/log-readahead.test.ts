import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../server/src/storage/sqlite/open.ts'
import { reached, readAhead, readAheadCounts, type ReadAhead } from '../../server/src/storage/sqlite/log-readahead.ts'
import { root } from '../support/services.ts'
import { startWorker } from '../support/built-workers.ts'

const folder = mkdtempSync(join(tmpdir(), 'hoithi-readahead-'))
const databaseFile = join(folder, 'hoithi.sqlite')
openSqlite({ file: databaseFile, migrations: join(root, 'migrations/sqlite'), largestBatch: 1 }).close()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const taken = (counts: Int32Array): number => Atomics.load(counts, 0)

/** What was taken comes to so many and no further. */
async function staysAt(counts: Int32Array, entries: number): Promise<void> {
  await expect.poll(() => taken(counts), { timeout: 30_000 }).toBe(entries)
  await wait(200)
  expect(taken(counts)).toBe(entries)
}

describe('reading the log ahead of a seal', () => {
  it('goes to the end, and whoever comes later finds nothing left', () => {
    const ahead: ReadAhead = { databaseFile, upTo: 12_000, counts: readAheadCounts() }
    readAhead(ahead)
    const first = taken(ahead.counts)
    readAhead(ahead)
    expect([first, taken(ahead.counts)]).toEqual([20_000, 25_000])
  })

  it('stays within 250,000 entries of who reads behind it, and goes on as that one does', async () => {
    const ahead: ReadAhead = { databaseFile, upTo: 1_000_000, counts: readAheadCounts() }
    const threads = [startWorker('readahead-worker', ahead), startWorker('readahead-worker', ahead)]
    const ended = Promise.all(threads.map((thread) => once(thread, 'exit')))
    // Each of the two has taken one piece more, and waits with it.
    await staysAt(ahead.counts, 265_000)
    reached(ahead.counts, 400_000)
    await staysAt(ahead.counts, 665_000)
    reached(ahead.counts, 900_000)
    expect((await ended).map(([code]) => code)).toEqual([0, 0])
  })
})
