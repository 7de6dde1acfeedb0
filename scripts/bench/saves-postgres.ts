import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchData } from './data.ts'
import { inTurn, ratio } from './figures.ts'
import { saving } from './load.ts'
import { benchPostgres, counting, POOL } from './postgres.ts'
import { buildPostgresFloor, onPostgresSide } from './postgres-sides.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad } from './servers.ts'
import { CONNECTIONS, ROUNDS, SECONDS } from './settings.ts'

const WARM_SECONDS = 3

/** Durable saves on PostgreSQL against bare node-postgres. */
export async function benchSavesOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  pinLoad()
  await buildPostgresFloor()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await postgres.create('made')
    const load = await benchData(folder, BENCH_SECRET, Math.max(...CONNECTIONS), postgres.settings('made'))
    const rows: Row[] = []
    for (const connections of CONNECTIONS) {
      const { alone, together, hoithi } = await inTurn(['alone', 'together', 'hoithi'] as const, ROUNDS, (side) =>
        onPostgresSide(postgres, side, 'made', async (server) => {
          await saving(load, connections, WARM_SECONDS)
          return counting({ postgres, server }, async () => {
            const figure = await saving(load, connections, SECONDS)
            return { figure, count: figure.perSecond * SECONDS }
          })
        }),
      )
      rows.push({
        connections,
        'an upsert each/s': alone.perSecond,
        'upserts together/s': together.perSecond,
        'hoithi/s': hoithi.perSecond,
        'of upserts each': ratio(hoithi.perSecond, alone.perSecond),
        'of upserts together': ratio(hoithi.perSecond, together.perSecond),
        'processor ms a save (server + PostgreSQL), each': both(alone),
        together: both(together),
        hoithi: both(hoithi),
        'p99 ms each': alone.p99Ms,
        'p99 ms together': together.p99Ms,
        'p99 ms hoithi': hoithi.p99Ms,
        errors: alone.errors + together.errors + hoithi.errors,
      })
    }
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s. Floors: bare Fastify, JWT and node-postgres with as many connections (${POOL}), every save committed before its reply; each as one prepared upsert, and all that arrive together as one statement (at most two at a time), as hoithi writes them. Server on one core, load on another, PostgreSQL on both.`
    publish({ name: 'saves-postgres', rows, how, engine: postgres.engine })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}

const both = ({ eachMs, storeMs }: { eachMs: number; storeMs: number }): string => `${eachMs.toFixed(2)} + ${storeMs.toFixed(2)}`
