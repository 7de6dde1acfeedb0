import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/src/config.ts'
import { root } from '../setup.mjs'
import { benchData } from './data.ts'
import { inTurn, ratio } from './figures.ts'
import { saving } from './load.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { pinLoad } from './servers.ts'
import { CONNECTIONS, ROUNDS, SECONDS } from './settings.ts'
import { buildFloor, onSide } from './sides.ts'

/** Leave what this machine bore, at its worst number of connections, where the preflight of DATA_DIR looks for it. */
function keep(savesPerSecond: number): void {
  const file = join(readConfig(process.env, root).dataDir, 'bench.json')
  writeFileSync(file, JSON.stringify({ at: Date.now(), savesPerSecond, node: process.version, cores: cpus().length }))
  console.log(`Kept for the preflight: ${file}`)
}

/** Durable saves against a bare floor, and group commit against a commit each. */
export async function benchSaves(): Promise<void> {
  pinLoad()
  await buildFloor()
  const data = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const load = await benchData(data, BENCH_SECRET, Math.max(...CONNECTIONS))
    const rows: Row[] = []
    const borne: number[] = []
    for (const connections of CONNECTIONS) {
      // Both sides are measured warm: the first seconds of a process are its compiler's.
      const taken = await inTurn(['floor', 'hoithi', 'eachAlone'] as const, ROUNDS, (side) =>
        onSide(side, data, async () => {
          await saving(load, connections, 3)
          return saving(load, connections, SECONDS)
        }),
      )
      const { floor, hoithi, eachAlone } = taken
      borne.push(hoithi.perSecond)
      rows.push({
        connections,
        'floor/s': floor.perSecond,
        'hoithi/s': hoithi.perSecond,
        'of floor': ratio(hoithi.perSecond, floor.perSecond),
        'a commit each/s': eachAlone.perSecond,
        'group : each': ratio(hoithi.perSecond, eachAlone.perSecond),
        'p99 floor ms': floor.p99Ms,
        'p99 hoithi ms': hoithi.p99Ms,
        errors: floor.errors + hoithi.errors + eachAlone.errors,
      })
    }
    const how = `Middle of ${ROUNDS} alternating runs of ${SECONDS} s. Floor: bare Fastify, JWT, one prepared upsert, group commit, the same durability.`
    publish({ name: 'saves', rows, how })
    keep(Math.min(...borne))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
