import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import type { Report } from '../simulation/report.ts'
import { publish } from './publish.ts'
import { onCores } from './servers.ts'

/** At this speed and with so many people the last minutes bring the burst of a contest of a million: 55 starts a second, and twenty times as many saves. */
const SPEED = 20
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_400)
const ONLOOKERS = 500

/** The closing hour of a round, played by a crowd on the same two cores as the server, with people who only look at the boards. */
export async function benchClosing(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  const file = join(folder, 'report.json')
  const asked = ['--scenario', 'closing', '--contestants', `${PEOPLE}`, '--speed', `${SPEED}`, '--onlookers', `${ONLOOKERS}`, '--json', file]
  try {
    const [name, ...rest] = onCores(['scripts/run-ts.mjs', 'scripts/simulate.ts', ...asked], true)
    const child = spawn(name, rest, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    const code = await new Promise((resolve) => child.once('exit', resolve))
    if (code !== 0) throw new Error('the closing hour did not pass: see above')
    const { paths, lagSeconds, errors } = JSON.parse(readFileSync(file, 'utf8')) as Report
    const of = (path: string) => paths.find((one) => one.path === path)
    const rows = [
      ['saves', 'saveResponses'],
      ['starts', 'startAttempt'],
      ['submissions', 'submitAttempt'],
      ['looks at boards of people', 'getRoundLeaderboard'],
      ['looks at boards of unions', 'getUnionLeaderboard'],
    ].map(([what = '', path = '']) => ({
      what,
      requests: of(path)?.requests ?? 0,
      'busiest second': of(path)?.peakPerSecond ?? 0,
      'p50 ms': of(path)?.p50Ms ?? 0,
      'p99 ms': of(path)?.p99Ms ?? 0,
      errors: errors.filter((error) => !error.expected && error.path === path).reduce((sum, { count }) => sum + count, 0),
    }))
    const how = `${PEOPLE} people in the closing hour of a round, ${SPEED} times as fast, ${ONLOOKERS} looks at the boards a second beside them; crowd and server share the cores. The boards were at most ${lagSeconds} s behind the log, looked at every quarter of a second. Nothing acknowledged was lost, and every board was reckoned again.`
    publish({ name: 'closing', rows, how, apart: false })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
