import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchForSilence, type Heard } from '../../server/src/storage/postgres/silence.ts'

const SECOND = 1_000
let there: Socket
let here: Socket
let close: () => void

beforeEach(async () => {
  const server = createServer((socket) => (there = socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  here = connect((server.address() as AddressInfo).port, '127.0.0.1')
  here.on('error', () => undefined).resume()
  await once(here, 'connect')
  await vi.waitFor(() => expect(there).toBeDefined())
  close = () => {
    here.destroy()
    there.destroy()
    server.close()
  }
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  close()
})

/** A second of the watch, with what it asks. */
async function seconds(count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) {
    await vi.advanceTimersByTimeAsync(SECOND)
    for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate)
  }
}
const watched = (probe: () => Promise<Heard>, inUse = true): (() => void) => watchForSilence({ sockets: new Set([here]), inUse: () => inUse, probe })

test.each([
  ['nobody answers over a new line', () => Promise.reject(new Error('silence')), 5],
  ['a new line is let in and left without an answer for twenty seconds', () => Promise.resolve('let-in' as const), 24],
])('lines over which nothing comes are closed when %s', async (_, probe, closedAfter) => {
  const end = watched(probe)
  await seconds(closedAfter)
  expect(here.destroyed).toBe(true)
  end()
})

test.each([
  ['a new line is answered: somebody waits for a long statement', () => Promise.resolve('answer' as const), true, 60],
  ['a new line is let in, as by PgBouncer while all of its own are busy', () => Promise.resolve('let-in' as const), true, 15],
  ['nobody waits', () => Promise.reject(new Error('silence')), false, 60],
])('they stay open when %s', async (_, probe, inUse, lasting) => {
  const end = watched(probe, inUse)
  await seconds(lasting)
  expect(here.destroyed).toBe(false)
  end()
})
