import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { HOST, startStandby } from '../postgres.ts'
import { benchData, type Load } from './data.ts'
import { median } from './figures.ts'
import { benchPostgres, rowsOf } from './postgres.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { benchServer } from './server.ts'

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 60)
const LOSSES = Number(process.env['BENCH_LOSSES'] ?? 3)
/** Long enough for the standby to have caught up, and for the pages it holds to be warm. */
const LIVES_MS = 6_000
const STANDBY = 'b'
const WAYS = [
  { names: '', lineMs: 0 },
  { names: STANDBY, lineMs: 0 },
  { names: '', lineMs: 20 },
  { names: STANDBY, lineMs: 20 },
  { names: '', lineMs: 200 },
  { names: STANDBY, lineMs: 200 },
] as const

/** A line on which every byte takes so long, each way; what is on it when it is cut arrives nowhere. */
async function slowLine(port: number, lineMs: number): Promise<{ port: number; cut: () => void }> {
  const sockets = new Set<Socket>()
  const line = createServer((near) => {
    const far = connect(port, HOST)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('data', (piece) => void setTimeout(() => to.write(piece), lineMs))
      from.once('close', () => to.destroy())
    }
  }).listen(0, HOST)
  await once(line, 'listening')
  return {
    port: (line.address() as AddressInfo).port,
    cut: () => {
      line.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

type Person = { attemptId: string; acknowledgedAt: number[] }

/** Answers one after another, each with a number of its own, until the database has gone. */
async function answering(url: string, { attemptId, token }: Load, waits: number[]): Promise<Person> {
  const acknowledgedAt: number[] = []
  for (;;) {
    const asked = performance.now()
    const tap = acknowledgedAt.length
    const body = { responses: [{ position: (tap % 20) + 1, choice: ['ab'[Math.floor(tap / 20) % 2]], ageMs: 0 }], prediction: tap + 1 }
    const reply = await fetch(`${url}/api/attempts/${attemptId}/responses`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    await reply.arrayBuffer()
    if (reply.status >= 500) return { attemptId, acknowledgedAt }
    if (reply.status !== 200) throw new Error(`a save was refused: ${reply.status}`)
    acknowledgedAt.push(performance.now())
    waits.push(performance.now() - asked)
  }
}

/** One machine lost: what was acknowledged, and what of it the standby does not have; `agesMs` of those, before the end. */
async function lose({ names, lineMs }: (typeof WAYS)[number], waits: number[]): Promise<{ acknowledged: number; agesMs: number[]; engine: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  const primary = await benchPostgres()
  try {
    await primary.create('made')
    const load = await benchData(folder, BENCH_SECRET, PEOPLE, primary.settings('made'))
    const line = await slowLine(primary.port, lineMs)
    const { username, password } = new URL(primary.url('made'))
    const follows = `host=${HOST} port=${line.port} user=${username} password=${password} application_name=${STANDBY}`
    const standby = await startStandby(primary, STANDBY, { primary_conninfo: follows })
    try {
      await rowsOf(primary.url('postgres'), `alter system set synchronous_standby_names = '${names}'`, () => undefined)
      await rowsOf(primary.url('postgres'), 'select pg_reload_conf()', () => undefined)
      const server = await benchServer({ DATA_DIR: folder, OVERLOAD_MS: '0', ...primary.settings('made') })
      const living = Promise.all(load.map((one) => answering(server.url, one, waits)))
      await pause(LIVES_MS)
      line.cut()
      const lost = performance.now()
      await primary.kill()
      const people = await living
      await server.stop()
      await rowsOf(standby.url('postgres'), 'select pg_promote()', () => undefined)
      const stored = await rowsOf(
        standby.url('made'),
        'select id, coalesce(prediction, 0)::int as prediction from attempts',
        (rows) => new Map(rows.map((row) => [String(row['id']), Number(row['prediction'])])),
      )
      const gone = people.flatMap(({ attemptId, acknowledgedAt }) => acknowledgedAt.slice(stored.get(attemptId) ?? 0))
      return {
        acknowledged: people.reduce((sum, { acknowledgedAt }) => sum + acknowledgedAt.length, 0),
        agesMs: gone.map((at) => Math.max(0, lost - at)),
        engine: primary.engine,
      }
    } finally {
      line.cut()
      await standby.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await primary.stop()
  }
}

/** What is lost with the database's machine, when an answer is acknowledged once it is on that machine's disk, and when it is on a standby's too. */
export async function benchFailoverOnPostgres(): Promise<void> {
  const rows: Row[] = []
  let [engine, wrong] = ['', 0]
  for (const way of WAYS) {
    const waits: number[] = []
    const losses: Awaited<ReturnType<typeof lose>>[] = []
    while (losses.length < LOSSES) losses.push(await lose(way, waits))
    engine = losses[0]?.engine ?? ''
    const ages = losses.flatMap(({ agesMs }) => agesMs)
    if (way.names !== '') wrong += ages.length
    rows.push({
      synchronous_standby_names: `'${way.names}'`,
      'line to the standby, ms each way': way.lineMs,
      'machines lost': LOSSES,
      'acknowledged saves': losses.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
      'lost of them': ages.length,
      'of one machine at most': Math.max(...losses.map(({ agesMs }) => agesMs.length)),
      'the oldest lost was acknowledged, ms before': ages.length === 0 ? '–' : Math.round(Math.max(...ages)),
      'a save took ms': Math.round(median(waits)),
    })
  }
  const how = `${PEOPLE} people save one answer after another, each with a number of its own; after ${LIVES_MS / 1_000} s the line to the standby is cut with all that is on it and PostgreSQL ended as in a power cut, the standby is promoted, and the last number of each person is held against the last one acknowledged. Both lie on one machine, so the line is one that holds every byte back for as long as the table says.`
  publish({ name: 'failover-postgres', rows, how, apart: false, engine })
  if (wrong > 0) throw new Error(`${wrong} saves were lost that a standby had to have`)
}
