import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assumed, country, type Cost } from './country.ts'
import { answerPathData, QUESTIONS, type AnswerPath } from './answer-path-data.ts'
import { papersAhead } from './answer-path.ts'
import type { Load } from './data.ts'
import type { Figure } from './figures.ts'
import { asking, reading, saveRequest, startRequest, submitRequest } from './load.ts'
import { benchPostgres, counting, rowsOf, written, type BenchPostgres } from './postgres.ts'
import { onServer } from './postgres-sides.ts'
import { publish, type Row } from './publish.ts'
import { pinLoad, type Server } from './servers.ts'
import { SECONDS, STARTS } from './settings.ts'

const CONNECTIONS = 200
const WARM_UP = Math.ceil(STARTS / 4 / CONNECTIONS) * CONNECTIONS
/** Questions of the bank; fewer than a contest has, for they are read once and cost nothing after that. */
const BANK = 1_000
const COUNTRY = `${assumed.members.toLocaleString('en')} members, ${assumed.rounds} rounds, ${assumed.attemptsOfOne} attempts each of ${assumed.questions} questions, ${assumed.inLastHour * 100} % of a round's attempts in its last hour, ${assumed.rush} times as many in the busiest minutes, ${assumed.looksAnAttempt} looks at boards an attempt; processors as measured above, used to ${assumed.used * 100} %.`

type At = { postgres: BenchPostgres; server: Server; url: string }

type Counted = Cost & { count: number }

/** What so many requests took of processors, and how many bytes PostgreSQL wrote into its log and laid down for good. */
async function cost({ postgres, server, url }: At, count: number, work: () => Promise<Figure>): Promise<Counted> {
  const before = await written(url)
  const figure = await counting({ postgres, server }, async () => ({ figure: await work(), count }))
  const after = await written(url)
  if (figure.errors > 0) throw new Error(`${figure.errors} requests went wrong`)
  return {
    count,
    perSecond: figure.perSecond,
    serverMs: figure.eachMs ?? 0,
    storeMs: figure.storeMs ?? 0,
    logBytes: (after.wal - before.wal) / count,
    tableBytes: (after.database - before.database) / count,
  }
}

const rowOf = (path: string, { count, perSecond, serverMs, storeMs, logBytes, tableBytes }: Counted): Row => ({
  path,
  count,
  'a second': Math.round(perSecond),
  'server, processor ms each': serverMs.toFixed(2),
  'PostgreSQL, processor ms each': storeMs.toFixed(2),
  'log, bytes each': Math.round(logBytes),
  'tables, bytes each': Math.round(tableBytes),
})

/** The attempts that people have begun, in the order of these. */
async function begunBy(url: string, people: AnswerPath['newcomers']): Promise<Load[]> {
  const ids = await rowsOf(
    url,
    'select id, contestant_id from attempts',
    (rows) => new Map(rows.map((row) => [row['contestant_id'], String(row['id'])])),
  )
  return people.map(({ contestantId, token }) => ({ attemptId: ids.get(contestantId) ?? '', token }))
}

/** Whole attempts step by step: all start, all answer every question once, all hand in. */
async function attempts(at: At, { roundId, newcomers }: AnswerPath): Promise<Record<'start' | 'save' | 'handIn', Counted>> {
  const warm = newcomers.slice(0, WARM_UP)
  const counted = newcomers.slice(WARM_UP)
  await papersAhead(newcomers.length)
  const started = (people: AnswerPath['newcomers']) => (turn: number) => startRequest(roundId, people[turn]?.token ?? '')
  const saved = (load: readonly Load[]) => (turn: number) =>
    saveRequest(load[turn % load.length] ?? { attemptId: '', token: '' }, Math.floor(turn / load.length))
  const handedIn = (load: readonly Load[]) => (turn: number) => submitRequest(load[turn] ?? { attemptId: '', token: '' })
  await asking(WARM_UP, CONNECTIONS, started(warm))
  const warmLoad = await begunBy(at.url, warm)
  await asking(WARM_UP * QUESTIONS, CONNECTIONS, saved(warmLoad))
  await asking(WARM_UP, CONNECTIONS, handedIn(warmLoad))
  const start = await cost(at, counted.length, () => asking(counted.length, CONNECTIONS, started(counted)))
  const load = await begunBy(at.url, counted)
  const save = await cost(at, load.length * QUESTIONS, () => asking(load.length * QUESTIONS, CONNECTIONS, saved(load)))
  const handIn = await cost(at, load.length, () => asking(load.length, CONNECTIONS, handedIn(load)))
  return { start, save, handIn }
}

async function looks(at: At, { roundId }: AnswerPath): Promise<Counted> {
  const path = `/api/rounds/${roundId}/leaderboard?page=1&pageSize=50`
  const headers = { 'accept-encoding': 'gzip, deflate, br' }
  const { perSecond } = await reading(path, headers, 100, 2)
  const count = Math.round(perSecond * SECONDS)
  return cost(at, count, () => asking(count, 100, () => ({ method: 'GET', path, headers })))
}

/** What each request of the answer path costs a server and PostgreSQL: the paper model of a whole country stands on it. */
export async function benchCostsOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  pinLoad()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await postgres.create('made')
    const store = postgres.settings('made')
    const data = await answerPathData(folder, { newcomers: WARM_UP + STARTS, answered: 0, bank: BANK, store })
    const costs = await onServer(store, async (server) => {
      const at = { postgres, server, url: postgres.url('made') }
      return { ...(await attempts(at, data)), look: await looks(at, data) }
    })
    const rows = [
      rowOf('start', costs.start),
      rowOf('first answer of a question', costs.save),
      rowOf('hand-in, with what the boards count meanwhile', costs.handIn),
      rowOf('look at a board', costs.look),
    ]
    const how = `${STARTS} people on ${CONNECTIONS} connections: all start, all answer ${QUESTIONS} questions one by one, all hand in, after ${WARM_UP} others who warmed it up; then looks at the first page of the board. Bytes of the log hold whole pages after each checkpoint, those of tables the indexes. One server on one core, load on another, PostgreSQL on both.`
    publish({ name: 'costs-postgres', rows, how, engine: postgres.engine })
    publish({ name: 'country', part: 'costs-postgres', rows: country(costs), how: COUNTRY, engine: postgres.engine })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}
