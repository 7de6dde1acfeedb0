import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sha256 } from '../../server/src/sha256.ts'
import { copyStore } from '../../server/src/storage/copy-store.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { faultsIn } from '../../server/src/verify/report.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { tapOn, type Book, type Counts } from './crowd-of-taps.ts'
import { benchData } from './data.ts'
import { benchPostgres, rowsOf } from './postgres.ts'
import { publish } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { benchServer } from './server.ts'

const SERVERS = Number(process.env['BENCH_SERVERS'] ?? 3)
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 60)
const KILLS = Number(process.env['BENCH_KILLS'] ?? 9)
/** Rest between a server that is back and the end of the next one. */
const REST_MS = 1_000
/** A server that led is followed by another one within less; one that did not, never. */
const LOOKED_FOR_MS = 8_000
const LOOK_EVERY_MS = 50

type Running = Awaited<ReturnType<typeof benchServer>>
/** One server after another dies as in a power cut, and is started again; the others go on. Gives the seconds until another one led, of each that led. */
async function killInTurn(servers: (Running | null)[], start: (index: number) => Promise<Running>, url: string): Promise<number[]> {
  const leaderless: number[] = []
  const leader = (): Promise<string> =>
    rowsOf(url, 'select string_agg(holder, chr(32) order by holder) as holder from leases', ([row]) => String(row?.['holder']))
  for (let turn = 0; turn < KILLS; turn += 1) {
    const index = turn % SERVERS
    const dying = servers[index]
    const led = await leader()
    servers[index] = null
    await dying?.kill()
    const killed = performance.now()
    const taken = (async () => {
      while (performance.now() < killed + LOOKED_FOR_MS) {
        if ((await leader()) !== led) return leaderless.push((performance.now() - killed) / 1_000)
        await pause(LOOK_EVERY_MS)
      }
    })()
    await pause(REST_MS)
    servers[index] = await start(index)
    await taken
  }
  return leaderless
}

/** What was acknowledged, against what the database holds once no server runs. */
async function lookedUp(url: string, books: readonly Book[]): Promise<{ answers: number; lost: number; doubled: number }> {
  const saved = await rowsOf(
    url,
    'select attempt_id, position, choice from responses',
    (rows) => new Map(rows.map((row) => [`${String(row['attempt_id'])} ${String(row['position'])}`, row['choice']])),
  )
  const receipts = await rowsOf(url, 'select id, receipt from attempts', (rows) => new Map(rows.map((row) => [row['id'], row['receipt']])))
  const logged = await rowsOf(
    url,
    "select receipt, count(*)::int as times from submission_log where kind = 'submission' group by receipt",
    (rows) => new Map(rows.map((row) => [row['receipt'], Number(row['times'])])),
  )
  let [answers, lost] = [0, 0]
  for (const { attemptId, choices, receipt } of books) {
    if (!receipts.has(attemptId)) lost += 1
    for (const [position, choice] of choices) {
      answers += 1
      if (saved.get(`${attemptId} ${position}`) !== choice) lost += 1
    }
    if (receipt !== null && (receipts.get(attemptId) !== receipt || !logged.has(receipt))) lost += 1
  }
  return { answers, lost, doubled: [...logged.values()].filter((times) => times > 1).length }
}

/** Everything that follows from the log, computed again on a copy. */
async function faults(folder: string, url: string): Promise<number> {
  const file = join(folder, 'copy.sqlite')
  await copyStore(url, file)
  const reader = openForProof(file, sha256)
  const { ledger } = await verifyAll(reader, sha256)
  reader.close()
  return faultsIn(ledger)
}

/** Several servers on one PostgreSQL, one after another killed under load: nothing that was acknowledged may be lost. */
export async function benchKilledOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await postgres.create('made')
    const people = await benchData(folder, BENCH_SECRET, PEOPLE, postgres.settings('made'))
    const url = postgres.url('made')
    const start = (index: number): Promise<Running> =>
      benchServer({ DATA_DIR: join(folder, `server-${index}`), STAFF_TOTP: 'optional', OVERLOAD_MS: '0', ...postgres.settings('made') })
    const servers: (Running | null)[] = await Promise.all(Array.from({ length: SERVERS }, (_, index) => start(index)))
    const counts: Counts = { starts: 0, saves: 0, handIns: 0, sentAgain: 0, longestMs: 0 }
    let [turn, over] = [0, false]
    // As a line in front of them hands requests on; to one that has just died, too, until that is noticed.
    const addresses = servers.map((server) => server?.url ?? '')
    const anywhere = (): string => {
      servers.forEach((server, index) => (addresses[index] = server?.url ?? addresses[index] ?? ''))
      return addresses[(turn += 1) % SERVERS] ?? ''
    }
    const living = Promise.all(people.map((person) => tapOn({ anywhere, over: () => over, counts }, person)))
    const began = performance.now()
    const leaderless = await killInTurn(servers, start, url)
    over = true
    const seconds = Math.round((performance.now() - began) / 1_000)
    const books = (await living).flat()
    for (const server of servers) await server?.stop()
    const { answers, lost, doubled } = await lookedUp(url, books)
    const rows = [
      {
        servers: SERVERS,
        killed: KILLS,
        'of them the leader': leaderless.length,
        'another led after s, at most': Math.max(0, ...leaderless).toFixed(1),
        seconds,
        'acknowledged starts': counts.starts,
        saves: counts.saves,
        'hand-ins': counts.handIns,
        'sent again': counts.sentAgain,
        'longest wait s': (counts.longestMs / 1_000).toFixed(1),
        'answers looked up': answers,
        lost,
        doubled,
        'npm run verify': await faults(folder, url),
      },
    ]
    const how = `${PEOPLE} people take attempt after attempt, every request to the next server in turn, also to one that is dead; whatever is not acknowledged is sent again. One server after another gets SIGKILL and is started again a second later. Then every acknowledged start, the last acknowledged choice of every question and every receipt is held against the database, row by row; the last column counts what differs when everything is computed again from the log.`
    publish({ name: 'killed-postgres', rows, how, apart: false, engine: postgres.engine })
    if (lost + doubled > 0) throw new Error(`${lost} acknowledged writes were lost, ${doubled} hand-ins doubled`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}
