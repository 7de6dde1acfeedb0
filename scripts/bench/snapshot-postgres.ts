import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMoment, rowsOf as rowsIn } from '../../server/src/storage/postgres/open.ts'
import { sql } from 'drizzle-orm'
import { benchData, type Load } from './data.ts'
import { inTurn, ratio, type Figure } from './figures.ts'
import { saving } from './load.ts'
import { benchPostgres, counting, rowsOf, type BenchPostgres } from './postgres.ts'
import { onCopy, onServer } from './postgres-sides.ts'
import { publish } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad } from './servers.ts'
import { ROUNDS, SECONDS } from './settings.ts'

const CONNECTIONS = 200
const WARM_SECONDS = 3

const tableBytes = (url: string): Promise<number> =>
  rowsOf(url, "select pg_total_relation_size('responses')::float8 as bytes", ([row]) => Number(row?.['bytes']))

type Grown = { bytes: number; saves: number }

/** Saves while somebody reads one moment of the database from before them, as a copy or an export does; or nobody. */
const beside = (postgres: BenchPostgres, held: boolean, load: readonly Load[], grown: Grown[]): Promise<Figure> =>
  onCopy(postgres, 'made', (database) =>
    onServer(postgres.settings(database), async (server) => {
      const url = postgres.url(database)
      await saving(load, CONNECTIONS, WARM_SECONDS)
      const moment = held ? await openMoment(url) : null
      // A moment begins with the first question.
      if (moment !== null) await rowsIn(moment.db, sql`select count(*) from responses`)
      const before = await tableBytes(url)
      const figure = await counting({ postgres, server }, async () => {
        const saved = await saving(load, CONNECTIONS, SECONDS)
        return { figure: saved, count: saved.perSecond * SECONDS }
      })
      grown.push({ bytes: (await tableBytes(url)) - before, saves: figure.perSecond * SECONDS })
      await moment?.close()
      return figure
    }),
  )

const bytesEach = (grown: readonly Grown[]): number =>
  Math.round(grown.reduce((sum, { bytes }) => sum + bytes, 0) / grown.reduce((sum, { saves }) => sum + saves, 0))

/** What a long look at one moment costs those who save beside it: rows that were written over cannot be cleared away. */
export async function benchSnapshotOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  pinLoad()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    await postgres.create('made')
    const load = await benchData(folder, BENCH_SECRET, CONNECTIONS, postgres.settings('made'))
    const grown: Record<'free' | 'held', Grown[]> = { free: [], held: [] }
    const { free, held } = await inTurn(['free', 'held'] as const, ROUNDS, (side) => beside(postgres, side === 'held', load, grown[side]))
    const rows = [
      {
        'saves/s by themselves': free.perSecond,
        'beside a long look': held.perSecond,
        kept: ratio(held.perSecond, free.perSecond),
        'PostgreSQL, processor ms a save': free.storeMs.toFixed(2),
        'beside it': held.storeMs.toFixed(2),
        'bytes that answers grow by a save': bytesEach(grown.free),
        'beside a look': bytesEach(grown.held),
        'p99 ms': free.p99Ms,
        'p99 ms beside': held.p99Ms,
      },
    ]
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s; ${CONNECTIONS} people who answer the same 20 questions over and over, so that every save writes over a row: the worst case. The long look is a transaction that reads one moment and stays open all the while, as a copy, an export or pg_dump does.`
    publish({ name: 'snapshot-postgres', rows, how, engine: postgres.engine })
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}
