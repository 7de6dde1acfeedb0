import { build } from 'esbuild'
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hashesAtOnce } from '../../server/src/password-line.ts'
import { bundle } from '../bundle.mjs'
import { root } from '../setup.mjs'
import { benchData, type Load } from './data.ts'
import { median, ratio, type Figure } from './figures.ts'
import { loggingIn, saving } from './load.ts'
import { PASSWORD, peopleWithPassword, type Hashed } from './logins-data.ts'
import { publish } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { onCores, pinLoad, startServer } from './servers.ts'
import { ROUNDS, SECONDS } from './settings.ts'

const SAVING = 50
const LOGGING_IN = 20
const PEOPLE = 1_000
const AT_ONCE = hashesAtOnce(availableParallelism())
const CALM: Figure = { perSecond: 0, p99Ms: 0, errors: 0 }

const buildBare = (): Promise<unknown> =>
  build({ ...bundle, entryPoints: ['scripts/bench/bare-hashes.ts'], outdir: 'server/dist', entryNames: 'bench-[name]' })

/** The same hash in a process that does nothing else, beside the same saves. */
async function bareHashes(): Promise<Figure> {
  const [name, ...rest] = onCores(['server/dist/bench-bare-hashes.js', String(AT_ONCE), String(SECONDS)], true)
  const { stdout } = await promisify(execFile)(name, rest, { cwd: root })
  return { ...CALM, perSecond: (JSON.parse(stdout) as Hashed).perSecond }
}

type Kind = 'alone' | 'bare' | 'logins'
type Turn = { hashes: Figure; saves: Figure }

/** Saves at a fixed rate and, beside them, nothing, bare hashes or logins. */
async function turn(
  kind: Kind,
  data: string,
  { load, logins, rate }: { load: readonly Load[]; logins: readonly string[]; rate: number },
): Promise<Turn> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  cpSync(data, folder, { recursive: true })
  const server = await startServer(folder, { ADDRESS_LIMIT: '1000000' }, true)
  const beside = { alone: async () => CALM, bare: bareHashes, logins: () => loggingIn(logins, PASSWORD, LOGGING_IN, SECONDS) }
  try {
    await saving(load, SAVING, 3, { perSecond: rate })
    const [hashes, saves] = await Promise.all([beside[kind](), saving(load, SAVING, SECONDS, { perSecond: rate })])
    if (hashes.errors + saves.errors > 0) throw new Error(`${hashes.errors} logins and ${saves.errors} saves went wrong`)
    return { hashes, saves }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Half of what this machine bears: an ordinary busy minute. */
async function ordinaryRate(data: string, load: readonly Load[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  cpSync(data, folder, { recursive: true })
  const server = await startServer(folder, {}, true)
  try {
    await saving(load, SAVING, 3)
    return Math.round((await saving(load, SAVING, 5)).perSecond / 2)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everybody logs in at once while others answer: against bare argon2 on as many threads, and saves against saves alone. */
export async function benchLogins(): Promise<void> {
  pinLoad()
  await buildBare()
  const data = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const load = await benchData(data, BENCH_SECRET, SAVING)
    const logins = await peopleWithPassword(data, PEOPLE)
    const given = { load, logins, rate: await ordinaryRate(data, load) }
    const taken: Record<Kind, Turn[]> = { alone: [], bare: [], logins: [] }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const kind of ['alone', 'bare', 'logins'] as const) taken[kind].push(await turn(kind, data, given))
    const of = (kind: Kind, figure: (turn: Turn) => number): number => median(taken[kind].map(figure))
    const [bare, real] = [of('bare', ({ hashes }) => hashes.perSecond), of('logins', ({ hashes }) => hashes.perSecond)]
    const saves = (kind: Kind): number => of(kind, ({ saves: { perSecond } }) => perSecond)
    const p99 = (kind: Kind): number => of(kind, ({ saves: { p99Ms } }) => p99Ms)
    const rows = [
      {
        'bare argon2/s': Math.round(bare * 10) / 10,
        'logins/s': Math.round(real * 10) / 10,
        'of bare': ratio(real, bare),
        'saves alone/s': Math.round(saves('alone')),
        'beside logins/s': Math.round(saves('logins')),
        kept: ratio(saves('logins'), saves('alone')),
        'p99 alone ms': p99('alone'),
        'beside bare argon2': p99('bare'),
        'beside logins': p99('logins'),
      },
    ]
    const how = `Middle of ${ROUNDS} turns of ${SECONDS} s, one kind after the other: argon2id (19 MiB, two passes) ${AT_ONCE} at once, ${LOGGING_IN} connections that log in, ${SAVING} that save ${given.rate} answers a second, half of what the machine bore before. The server may use every core. Bare: a process that only verifies passwords, beside the same saves.`
    publish({ name: 'logins', rows, how, apart: false })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
