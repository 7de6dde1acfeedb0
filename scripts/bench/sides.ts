import { build } from 'esbuild'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../bundle.mjs'
import { BENCH_SECRET } from './secret.ts'
import { PORT, start, startServer, type Server } from './servers.ts'

/** The floor is a bare server that decides nothing; `eachAlone` is hoithi with a commit for each write. */
export type Side = 'floor' | 'hoithi' | 'eachAlone'

/** As fast as it can is more than a server takes on: it would tell new starts to wait. */
const pressed = { OVERLOAD_MS: '0' }

export const buildFloor = (): Promise<unknown> =>
  build({ ...bundle, entryPoints: ['scripts/bench/floor.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })

/** One side on a copy of the data, while `work` is done; `model` is a file that tells the floor which bytes to write and to send. */
export async function onSide<T>(side: Side, data: string, work: (server: Server) => Promise<T>, model = ''): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  try {
    if (side !== 'floor') cpSync(data, folder, { recursive: true })
    const server =
      side === 'floor'
        ? await start(['server/dist/bench-floor.js', join(folder, 'floor.sqlite'), BENCH_SECRET, String(PORT), model], {})
        : await startServer(folder, { ...pressed, ...(side === 'eachAlone' ? { WRITE_BATCH: '1' } : {}) })
    try {
      return await work(server)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
