import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchData, type Load } from './data.ts'
import { inTurn, ratio, type Figure } from './figures.ts'
import { saving } from './load.ts'
import { benchPostgres, type BenchPostgres } from './postgres.ts'
import { onCopy, onServer } from './postgres-sides.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { PORT, processorSeconds, type Server } from './servers.ts'
import { CONNECTIONS, ROUNDS, SECONDS } from './settings.ts'

const WARM_SECONDS = 3

/** The same connections over so many servers on one database; all of them, PostgreSQL and the load share the cores. */
const over = (postgres: BenchPostgres, servers: number, connections: number, load: readonly Load[]): Promise<Figure> =>
  onCopy(postgres, 'made', (database) => {
    const at = Array.from({ length: servers }, (_, index) => PORT + index)
    const each = (seconds: number): Promise<Figure[]> =>
      Promise.all(
        at.map((port, index) => {
          const own = load.filter((_, place) => place % servers === index)
          return saving(own, Math.round(connections / servers), seconds, { url: `http://127.0.0.1:${port}` })
        }),
      )
    const withAll = (running: readonly Server[]): Promise<Figure> => {
      const port = at[running.length]
      if (port === undefined) return measured(postgres, running, each)
      return onServer({ ...postgres.settings(database), PORT: `${port}` }, (server) => withAll([...running, server]), { everywhere: true })
    }
    return withAll([])
  })

async function measured(postgres: BenchPostgres, servers: readonly Server[], each: (seconds: number) => Promise<Figure[]>): Promise<Figure> {
  await each(WARM_SECONDS)
  const spent = (): number => servers.reduce((sum, { child }) => sum + processorSeconds(child), 0)
  const [before, storeBefore] = [spent(), postgres.processorSeconds()]
  const figures = await each(SECONDS)
  const perSecond = figures.reduce((sum, one) => sum + one.perSecond, 0)
  const msEach = (seconds: number): number => (seconds * 1_000) / (perSecond * SECONDS)
  return {
    perSecond,
    p99Ms: Math.max(...figures.map(({ p99Ms }) => p99Ms)),
    errors: figures.reduce((sum, { errors }) => sum + errors, 0),
    eachMs: msEach(spent() - before),
    storeMs: msEach(postgres.processorSeconds() - storeBefore),
  }
}

/** Two servers on one PostgreSQL against one, for saves, on the same cores. */
export async function benchServersOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await postgres.create('made')
    const load = await benchData(folder, BENCH_SECRET, Math.max(...CONNECTIONS), postgres.settings('made'))
    const rows: Row[] = []
    for (const connections of CONNECTIONS) {
      const { one, two } = await inTurn(['one', 'two'] as const, ROUNDS, (side) => over(postgres, side === 'one' ? 1 : 2, connections, load))
      rows.push({
        connections,
        'one server, saves/s': one.perSecond,
        'two servers, saves/s': two.perSecond,
        'two : one': ratio(two.perSecond, one.perSecond),
        'processor ms a save (servers + PostgreSQL), one': `${one.eachMs.toFixed(2)} + ${one.storeMs.toFixed(2)}`,
        two: `${two.eachMs.toFixed(2)} + ${two.storeMs.toFixed(2)}`,
        'p99 ms one': one.p99Ms,
        'p99 ms two': two.p99Ms,
        errors: one.errors + two.errors,
      })
    }
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s. The connections are split over the servers; servers, PostgreSQL and the load itself share all cores.`
    publish({ name: 'servers-postgres', rows, how, apart: false, engine: postgres.engine })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}
