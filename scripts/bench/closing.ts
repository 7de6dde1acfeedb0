import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import type { Report } from '../simulation/report.ts'
import { publish, type Row } from './publish.ts'
import { onCores } from './servers.ts'

/** At this speed and with so many people the last minutes bring the burst of a contest of a million: 55 starts a second, and twenty times as many saves. */
const SPEED = Number(process.env['BENCH_SPEED'] ?? 20)
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_400)
const ONLOOKERS = Number(process.env['BENCH_ONLOOKERS'] ?? 500)
/** One after the other: `sqlite`, `postgres`, or both. */
const STORES = (process.env['BENCH_STORE'] ?? 'sqlite,postgres').split(',')

const PATHS = [
  ['saves', 'saveResponses'],
  ['starts', 'startAttempt'],
  ['submissions', 'submitAttempt'],
  ['looks at boards of people', 'getRoundLeaderboard'],
  ['looks at boards of unions', 'getUnionLeaderboard'],
] as const

async function played(folder: string, store: string): Promise<Report> {
  const file = join(folder, `${store}.json`)
  const asked = ['--scenario', 'closing', '--contestants', `${PEOPLE}`, '--speed', `${SPEED}`, '--onlookers', `${ONLOOKERS}`]
  const [name, ...rest] = onCores(['scripts/run-ts.mjs', 'scripts/simulate.ts', ...asked, '--store', store, '--json', file], true)
  const child = spawn(name, rest, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`the closing hour on ${store} did not pass: see above`)
  return JSON.parse(readFileSync(file, 'utf8')) as Report
}

function rowsOf(store: string, { paths, errors }: Report): Row[] {
  const of = (path: string) => paths.find((one) => one.path === path)
  return PATHS.map(([what, path]) => ({
    store: store === 'postgres' ? 'PostgreSQL' : 'SQLite',
    what,
    requests: of(path)?.requests ?? 0,
    'busiest second': of(path)?.peakPerSecond ?? 0,
    'p50 ms': of(path)?.p50Ms ?? 0,
    'p99 ms': of(path)?.p99Ms ?? 0,
    errors: errors.filter((error) => !error.expected && error.path === path).reduce((sum, { count }) => sum + count, 0),
  }))
}

/** The closing hour of a round, played on each store by a crowd on the same two cores as the server, with people who only look at the boards. */
export async function benchClosing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  try {
    const rows: Row[] = []
    const lags: number[] = []
    for (const store of STORES) {
      const report = await played(folder, store)
      rows.push(...rowsOf(store, report))
      lags.push(report.lagSeconds)
    }
    const how = `${PEOPLE} people in the closing hour of a round, ${SPEED} times as fast, ${ONLOOKERS} looks at the boards a second beside them; crowd, server and database share the cores. The boards were at most ${lags.join(' and ')} s behind the log, looked at every quarter of a second. Nothing acknowledged was lost, and every board was reckoned again.`
    publish({ name: 'closing', rows, how, apart: false })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
