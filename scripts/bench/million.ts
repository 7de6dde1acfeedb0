import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { copied, generatedFolder } from './generated-folder.ts'
import { startServer } from './servers.ts'
import type { Measured } from './million-measure.ts'
import { bundle } from '../bundle.mjs'
import { root } from '../setup.mjs'

// `npm run bench -- million`: everything that grows with the number of people, on a generated folder that is kept in BENCH_DATA (data/bench-million) to be used again.
// BENCH_PEOPLE (1,000,000) take BENCH_ATTEMPTS (twice as many) in one round; BENCH_PARTS names the parts to measure.

const MEASURE = join(root, 'server/dist/bench-million-measure.js')
/** In this order: a round can be sealed once, and graded again afterwards; the contest that saves go to is made last. */
const PARTS = [
  'start',
  'reads',
  'flags',
  'seal',
  'sealedReads',
  'xlsx',
  'csv',
  'json',
  'trial',
  'rerank',
  'replay',
  'statistics',
  'regrade',
  'saves',
  'verify',
] as const
type Part = (typeof PARTS)[number]
/** What a part runs in the measuring process. */
const measures: Record<Exclude<Part, 'start'>, [part: string, detail?: string]> = {
  reads: ['reads'],
  flags: ['flags'],
  seal: ['seal'],
  sealedReads: ['reads'],
  xlsx: ['exports', 'xlsx'],
  csv: ['exports', 'csv'],
  json: ['exports', 'json'],
  saves: ['saves'],
  trial: ['trial'],
  rerank: ['rerank'],
  replay: ['replay'],
  statistics: ['statistics'],
  regrade: ['regrade'],
  verify: ['verify'],
}

function inItsOwnProcess(part: string, folder: string, detail = ''): Promise<Measured> {
  const child = fork(MEASURE, [part, folder, detail], { execArgv: process.env['BENCH_PROF'] === undefined ? [] : ['--cpu-prof'], cwd: root })
  return new Promise((resolve, reject) => {
    child.once('message', (told) => resolve(told as Measured))
    child.once('exit', (code) => reject(new Error(`the part ${part} ended with ${code}`)))
  })
}

/** A server as npm start runs it, from its start until it answers, and what it holds a moment later. */
async function started(folder: string): Promise<Partial<Measured>> {
  const began = performance.now()
  const server = await startServer(folder)
  const seconds = (performance.now() - began) / 1_000
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const status = `/proc/${server.child.pid ?? 0}/status`
  const resident = existsSync(status) ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
  await server.stop()
  return { seconds, ...(resident === undefined ? {} : { peakMb: Number(resident) / 1e3 }) }
}

const shown = (figures: Partial<Measured>): Record<string, number | string> =>
  Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : String(value).slice(0, 12)]],
    ),
  )

/** Print seconds, processor seconds, memory and the longest stall of each part. */
export async function benchMillion(): Promise<void> {
  const people = Number(process.env['BENCH_PEOPLE'] ?? 1_000_000)
  const attempts = Number(process.env['BENCH_ATTEMPTS'] ?? people * 2)
  const wanted = process.env['BENCH_PARTS']?.split(',') ?? PARTS
  const { data, made } = await generatedFolder(people, attempts)
  // Beside the built workers, so that it is measured as npm start runs it.
  await build({ ...bundle, entryPoints: ['scripts/bench/million-measure.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })
  const folder = copied(data)
  const measured: Record<string, Partial<Measured>> = { generated: made.seconds as Partial<Measured> }
  try {
    console.log(`${people} people, ${attempts} attempts, ${(statSync(join(folder, 'hoithi.sqlite')).size / 1e9).toFixed(2)} GB`)
    console.log('generated', shown(made.seconds as Partial<Measured>))
    for (const part of PARTS.filter((name) => wanted.includes(name))) {
      const figures = part === 'start' ? await started(folder) : await inItsOwnProcess(measures[part][0], folder, measures[part][1])
      measured[part] = figures
      console.log(part, shown(figures))
    }
    console.table(
      Object.fromEntries(
        Object.entries(measured).map(([part, { seconds, cpuSeconds, peakMb, stallMs, mainBusy }]) => [
          part,
          shown({ seconds, cpuSeconds, peakMb, stallMs, mainBusy } as Partial<Measured>),
        ]),
      ),
    )
    console.log(JSON.stringify({ what: 'a million people', node: process.version, cores: cpus().length, people, attempts, measured }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
