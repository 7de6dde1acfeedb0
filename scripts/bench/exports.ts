import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { FILE_HEAP, type ResultFileMessage, type ResultFileWanted } from '../../server/src/exports.ts'
import { sealRound } from '../../server/src/features/rounds/seal.ts'
import { sha256 } from '../../server/src/sha256.ts'
import { openSealedReads } from '../../server/src/storage/readers.ts'
import { bundle } from '../bundle.mjs'
import { serverMemory } from '../server-command.mjs'
import { root } from '../setup.mjs'
import type { Constant } from './bare-exports.ts'
import { median, ratio } from './figures.ts'
import { scratchOf } from './generated-folder.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { processorSeconds } from './servers.ts'
import { ROUNDS } from './settings.ts'

const ROWS = Number(process.env['BENCH_ROWS'] ?? 100_000)
const LOOK_EVERY_MS = 20
const WHOLE = { of: 'whole' } as const

type Sealed = { revisionId: string; constant: Constant }
type Made = { perSecond: number; processor: number; peakMb: number; hash: string }

/** Seal the generated round; gives back what its file is about, and a row from the middle. */
async function sealed(folder: string): Promise<Sealed> {
  const services = await compose(readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root))
  const { storage } = services
  try {
    const contest = await storage.contests.find('cnvcld-ngay-hoi-2021')
    const [round] = contest === null ? [] : await storage.contests.rounds(contest.id)
    if (round === undefined) throw new Error('the generated folder has no round')
    const done = await sealRound(services, round.id, 'bench', 'đo tốc độ')
    if (!done.ok) throw new Error(`the round was not sealed: ${done.reason}`)
    const [revision] = await storage.results.revisions(round.id)
    const [row] = revision === undefined ? [] : await storage.results.rowsAfter(revision.id, Math.floor(revision.people / 2), 1)
    if (revision === undefined || row === undefined) throw new Error('the sealed round has no rows')
    const reads = await openSealedReads(join(folder, 'hoithi.sqlite'), sha256)
    const about = await reads.about(revision.id, WHOLE)
    await reads.close()
    return { revisionId: revision.id, constant: { about, row } }
  } finally {
    await services.projector.stop()
    await storage.close()
  }
}

/** A file by a process of its own, as the server starts it. */
async function made(script: string, wanted: ResultFileWanted, rows: number): Promise<Made> {
  const began = performance.now()
  const child = fork(join(root, 'server/dist', script), [], {
    execArgv: [FILE_HEAP, ...(process.env['BENCH_PROF'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROF']}`])],
    serialization: 'advanced',
    env: { ...process.env, ...serverMemory },
  })
  child.send(wanted)
  let [processor, peakKb] = [0, 0]
  const look = (): void => {
    const highest = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1]
    // A process that has ended tells no more.
    if (highest !== undefined) [processor, peakKb] = [processorSeconds(child), Number(highest)]
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  let file: { sha256: string } | null = null
  let why = 'ended early'
  child.on('message', (told: ResultFileMessage) => {
    if ('failed' in told) why = told.failed
    else if ('sha256' in told) {
      look()
      file = told
    }
  })
  await once(child, 'exit')
  clearInterval(timer)
  if (file === null) throw new Error(`${script} ${why}`)
  const { sha256: hash } = file as { sha256: string }
  return { perSecond: rows / ((performance.now() - began) / 1_000), processor, peakMb: peakKb / 1e3, hash }
}

/** Files of a whole ranking against their writers alone. */
export async function benchExports(): Promise<void> {
  await build({ ...bundle, entryPoints: ['scripts/bench/bare-exports.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })
  const folder = await scratchOf(ROWS)
  try {
    const { revisionId, constant } = await sealed(folder)
    const given = join(folder, 'constant.json')
    writeFileSync(given, JSON.stringify(constant))
    const count = constant.about.rows
    const rows: Row[] = []
    for (const format of ['xlsx', 'csv'] as const) {
      const job = { format, revisionId, scope: WHOLE }
      const [floor, hoithi]: [Made[], Made[]] = [[], []]
      for (let round = 0; round < ROUNDS; round += 1) {
        floor.push(await made('bench-bare-exports.js', { store: given, path: join(folder, `floor.${format}`), job }, count))
        hoithi.push(await made('results-worker.js', { store: join(folder, 'hoithi.sqlite'), path: join(folder, `hoithi.${format}`), job }, count))
      }
      const of = (taken: Made[], figure: 'perSecond' | 'processor' | 'peakMb'): number => median(taken.map((one) => one[figure]))
      rows.push({
        format,
        rows: count,
        'writers/s': Math.round(of(floor, 'perSecond')),
        'hoithi/s': Math.round(of(hoithi, 'perSecond')),
        'of writers': ratio(of(hoithi, 'perSecond'), of(floor, 'perSecond')),
        'of writers by processor': ratio(of(floor, 'processor'), of(hoithi, 'processor')),
        'processor s, writers': Math.round(of(floor, 'processor') * 10) / 10,
        'processor s, hoithi': Math.round(of(hoithi, 'processor') * 10) / 10,
        'peak MB, writers': Math.round(of(floor, 'peakMb')),
        'peak MB, hoithi': Math.round(of(hoithi, 'peakMb')),
      })
      console.log(format, hoithi[0]?.hash)
    }
    const how = `Middle of ${ROUNDS} turns, from the start of the process that makes the file to its end, peak resident memory that process's. Writers: the same modules with one row again and again, no database, no other sheets' rows.`
    publish({ name: 'exports', rows, how, apart: false })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
