import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { serverArguments, serverMemory } from '../server-command.mjs'
import { root } from '../setup.mjs'
import { median } from './figures.ts'
import { scratchOf } from './generated-folder.ts'
import { publish, type Row } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { PORT } from './servers.ts'
import { ROUNDS } from './settings.ts'

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_000_000)
/** The first start of the demo installs, builds and fills. */
const LONGEST_MS = 600_000
const LOOK_EVERY_MS = 10

type Start = { seconds: number; processor: number }

/** Processor seconds of all processes of a group so far, with those that have ended; Linux alone tells. */
function groupSeconds(group: number): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid): number => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        const taken = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0)
        return Number(fields[2]) === group ? taken / 100 : 0
      } catch {
        // It ended between the two looks.
        return 0
      }
    })
    .reduce((sum, seconds) => sum + seconds, 0)
}

const ready = (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${PORT}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )

/** Run a command until its server is ready, then end it. */
async function start([name, ...args]: [string, ...string[]], env: Record<string, string>): Promise<Start> {
  const began = performance.now()
  // A group of its own, so that all of it can be ended.
  const child = spawn(name, args, { cwd: root, detached: true, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } })
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} cannot be run`)
  try {
    while (!(await ready())) {
      if (child.exitCode !== null || performance.now() - began > LONGEST_MS) throw new Error(`${name} ${args.join(' ')} was never ready`)
      await pause(LOOK_EVERY_MS)
    }
    return { seconds: (performance.now() - began) / 1_000, processor: groupSeconds(pid) }
  } finally {
    if (child.exitCode === null) {
      process.kill(-pid, 'SIGTERM')
      await once(child, 'exit')
    }
    while (await ready()) await pause(LOOK_EVERY_MS)
  }
}

/** From a command until /readyz says yes: the demo's second start, and a server on a large database. */
export async function benchStartUp(): Promise<void> {
  const folder = await scratchOf(PEOPLE)
  const kinds: Record<string, () => Promise<Start>> = {
    'npm run demo, once it was built and filled': () => start(['npm', 'run', 'demo'], { PORT: String(PORT) }),
    [`the server, ${PEOPLE} people, ${PEOPLE * 2} attempts`]: () =>
      start([process.execPath, ...serverArguments], {
        ...serverMemory,
        ...{ NODE_ENV: 'production', DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, STAFF_TOTP: 'optional', PORT: String(PORT), LOG_LEVEL: 'error' },
      }),
  }
  const taken = new Map<string, Start[]>()
  try {
    for (const start of Object.values(kinds)) await start()
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [kind, start] of Object.entries(kinds)) taken.set(kind, [...(taken.get(kind) ?? []), await start()])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const rounded = (values: number[]): number => Math.round(median(values) * 100) / 100
  const rows = [...taken].map(([start, all]): Row => {
    const seconds = all.map((one) => one.seconds)
    return { start, seconds: rounded(seconds), 'at least': rounded([Math.min(...seconds)]), 'processor s': rounded(all.map((one) => one.processor)) }
  })
  const how = `Middle of ${ROUNDS} turns, after one that is not counted, until /readyz answers 200; any core.`
  publish({ name: 'start-up', rows, how, apart: false })
}
