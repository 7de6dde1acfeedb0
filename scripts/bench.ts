import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../server/src/config.ts'
import { benchBackup } from './bench-backup.ts'
import { benchData, type Load } from './bench-data.ts'
import { benchFlags } from './bench-flags.ts'
import { benchImports } from './bench-imports.ts'
import { benchLighthouse } from './bench-lighthouse.ts'
import { measure, pinned, PORT, start, startServer, type Figure } from './bench-load.ts'
import { benchMillion } from './bench-million.ts'
import { benchPhone } from './bench-phone.ts'
import { benchRegrade } from './bench-regrade.ts'
import { BENCH_SECRET } from './bench-secret.ts'
import { bundle } from './bundle.mjs'
import { root } from './setup.mjs'

// `npm run bench`: durable saves against a bare floor, in turn, on one machine in one run, then reading question files, the flags of a large round,
// the first question on a slow phone, attempts graded again while others save, copies made while others save, and files of a million results (`-- saves`, `-- imports`, `-- flags`,
// `-- phone`, `-- regrade`, `-- backup` or `-- exports` for one).
// Figures are ratios; nothing here asserts a time.

const CONNECTIONS = (process.env['BENCH_CONNECTIONS'] ?? '50,200,1000').split(',').map(Number)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const middle = (figures: Figure[]): Figure => ({
  perSecond: Math.round(median(figures.map((f) => f.perSecond))),
  p99Ms: median(figures.map((f) => f.p99Ms)),
  errors: figures.reduce((sum, f) => sum + f.errors, 0),
})

async function once(kind: 'floor' | 'hoithi' | 'eachAlone', data: string, load: Load[], connections: number): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  try {
    cpSync(data, folder, { recursive: true })
    const server =
      kind === 'floor'
        ? await start(['server/dist/bench-floor.js', join(folder, 'floor.sqlite'), BENCH_SECRET, String(PORT)], {})
        : await startServer(folder, kind === 'eachAlone' ? { WRITE_BATCH: '1' } : {})
    try {
      // Both sides are measured warm: the first seconds of a process are its compiler's.
      await measure(load, connections, 3)
      return await measure(load, connections, SECONDS)
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Leave what this machine bore, at its worst number of connections, where the preflight of DATA_DIR looks for it. */
function keep(savesPerSecond: number): void {
  const file = join(readConfig(process.env, root).dataDir, 'bench.json')
  writeFileSync(file, JSON.stringify({ at: Date.now(), savesPerSecond, node: process.version, cores: cpus().length }))
  console.log(`Kept for the preflight: ${file}`)
}

async function benchSaves(): Promise<void> {
  if (pinned) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)])
  await build({ ...bundle, entryPoints: ['scripts/bench-floor.ts'], outdir: 'server/dist' })
  const data = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const load = await benchData(data, BENCH_SECRET, Math.max(...CONNECTIONS))
    const rows: Record<string, unknown>[] = []
    const borne: number[] = []
    for (const connections of CONNECTIONS) {
      const taken = { floor: [] as Figure[], hoithi: [] as Figure[], eachAlone: [] as Figure[] }
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const kind of ['floor', 'hoithi', 'eachAlone'] as const) taken[kind].push(await once(kind, data, load, connections))
      }
      const [floor, hoithi, alone] = [middle(taken.floor), middle(taken.hoithi), middle(taken.eachAlone)]
      borne.push(hoithi.perSecond)
      rows.push({
        connections,
        'floor/s': floor.perSecond,
        'hoithi/s': hoithi.perSecond,
        'of floor': (hoithi.perSecond / floor.perSecond).toFixed(2),
        'each alone/s': alone.perSecond,
        'group : alone': (hoithi.perSecond / alone.perSecond).toFixed(1),
        'p99 floor ms': floor.p99Ms,
        'p99 hoithi ms': hoithi.p99Ms,
        errors: floor.errors + hoithi.errors + alone.errors,
      })
    }
    console.table(rows)
    keep(Math.min(...borne))
    console.log(
      JSON.stringify({ what: 'durable saves', node: process.version, cores: cpus().length, pinned, rounds: ROUNDS, seconds: SECONDS, rows }),
    )
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

const benches = {
  saves: benchSaves,
  imports: benchImports,
  flags: benchFlags,
  phone: benchPhone,
  regrade: benchRegrade,
  backup: benchBackup,
}
const [asked] = process.argv.slice(2)
for (const [name, bench] of Object.entries(benches)) if (asked === undefined || asked === name) await bench()
// One takes half an hour and some 10 GB of disk, the other fetches Lighthouse: only for who asks for them.
if (asked === 'million') await benchMillion()
if (asked === 'lighthouse') await benchLighthouse()
