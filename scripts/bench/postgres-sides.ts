import { build } from 'esbuild'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../bundle.mjs'
import { POOL, type BenchPostgres } from './postgres.ts'
import { BENCH_SECRET } from './secret.ts'
import { PORT, start, startServer, type Server } from './servers.ts'

/** Floors that decide nothing: an upsert for each save, or one for all that arrive together. */
export type PostgresSide = 'alone' | 'together' | 'hoithi'

/** As fast as it can is more than a server takes on: it would tell new starts to wait. */
const pressed = { OVERLOAD_MS: '0' }

export const buildPostgresFloor = (): Promise<unknown> =>
  build({ ...bundle, entryPoints: ['scripts/bench/postgres-floor.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })

/** A database of its own while `work` is done: a copy of another one, or empty. */
export async function onCopy<T>(postgres: BenchPostgres, template: string | null, work: (database: string) => Promise<T>): Promise<T> {
  const database = `copy_${crypto.randomUUID()}`
  await (template === null ? postgres.create(database) : postgres.create(database, template))
  try {
    return await work(database)
  } finally {
    await postgres.drop(database)
  }
}

/** hoithi on a database, with a data folder of its own. */
export async function onServer<T>(
  settings: Record<string, string>,
  work: (server: Server) => Promise<T>,
  { everywhere = false }: { everywhere?: boolean } = {},
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  try {
    const server = await startServer(folder, { ...pressed, ...settings }, everywhere)
    try {
      return await work(server)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One side on a database of its own, while `work` is done. */
export const onPostgresSide = <T>(postgres: BenchPostgres, side: PostgresSide, template: string, work: (server: Server) => Promise<T>): Promise<T> =>
  onCopy(postgres, side === 'hoithi' ? template : null, async (database) => {
    if (side === 'hoithi') return onServer(postgres.settings(database), work)
    const server = await start(['server/dist/bench-postgres-floor.js', postgres.url(database), BENCH_SECRET, `${PORT}`, `${POOL}`, side], {})
    try {
      return await work(server)
    } finally {
      await server.stop()
    }
  })
