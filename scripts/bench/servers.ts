import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { serverArguments, serverMemory } from '../server-command.mjs'
import { serverFigures } from '../server-figures.ts'
import { root } from '../setup.mjs'
import { BENCH_SECRET } from './secret.ts'

export const PORT = Number(process.env['BENCH_PORT'] ?? 18_080)
export const pinned = cpus().length >= 2 && spawnSync('taskset', ['--version']).status === 0

export type Server = { child: ChildProcess; stop: () => Promise<void> }

/** The load itself runs on the second core. */
export function pinLoad(): void {
  if (pinned) spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)])
}

/** A command of Node on the first core (where cores can be chosen), or on all of them: what a pinned process starts is pinned as it is. */
export function onCores(args: string[], everywhere: boolean): [name: string, ...rest: string[]] {
  const command: [string, ...string[]] = [process.execPath, ...args]
  return pinned ? ['taskset', '-c', everywhere ? `0-${cpus().length - 1}` : '0', ...command] : command
}

/** Start a server on the first core (where cores can be chosen), or on all of them, and wait until it answers. */
export async function start(args: string[], env: Record<string, string>, everywhere = false): Promise<Server> {
  const [name, ...rest] = onCores(args, everywhere)
  const child = spawn(name, rest, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...env },
  })
  // A busy machine takes its time.
  for (let tries = 0; tries < 1_200; tries += 1) {
    const answered = await fetch(`http://127.0.0.1:${env['PORT'] ?? PORT}/healthz`).then(
      () => true,
      () => false,
    )
    if (answered) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    child,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** A folder for a processor profile of each server. */
const PROFILES = process.env['BENCH_PROF']

/** The built server on a data folder, as the bench runs it. */
export const startServer = (folder: string, more: Record<string, string> = {}, everywhere = false): Promise<Server> =>
  start(
    [...(PROFILES === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`]), ...serverArguments],
    {
      ...serverMemory,
      ...{ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, STAFF_TOTP: 'optional', PORT: String(PORT), LOG_LEVEL: 'error' },
      ...more,
    },
    everywhere,
  )

export const serverFigure = async (name: string, url = `http://127.0.0.1:${PORT}`): Promise<number> => (await serverFigures(url))(name)

/** Seconds of processors that a process and all its threads have had so far; Linux alone tells. */
export function processorSeconds({ pid }: Pick<ChildProcess, 'pid'>): number {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ')
      .slice(11, 13)
      .map(Number) ?? []
  return (user + system) / 100
}

/** What a server takes of a processor for one piece of work. */
export async function taking<T>({ child }: Server, work: () => Promise<T>): Promise<[T, seconds: number]> {
  const before = processorSeconds(child)
  return [await work(), processorSeconds(child) - before]
}
