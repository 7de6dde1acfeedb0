import Database from 'better-sqlite3'
import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackupMessage } from '../../server/src/backups.ts'
import { benchData } from './data.ts'
import { median, type Figure } from './figures.ts'
import { saving } from './load.ts'
import { pinned, startServer } from './servers.ts'
import { BENCH_SECRET } from './secret.ts'
import { root } from '../setup.mjs'

const CONNECTIONS = 200
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)
const MEGABYTES = Number(process.env['BENCH_MEGABYTES'] ?? 1_024)

/** The small database of the bench, blown up: a copy has so many pages to read. */
function fill(file: string): void {
  const client = new Database(file)
  client.exec('create table filler (id integer primary key, words text not null)')
  const insert = client.prepare('insert into filler (words) select hex(randomblob(400)) from json_each(?)')
  const thousand = JSON.stringify(Array.from({ length: 1_000 }, () => 0))
  while (statSync(file).size < MEGABYTES * 1_048_576) {
    client.transaction(() => {
      for (let turn = 0; turn < 50; turn += 1) insert.run(thousand)
    })()
    client.pragma('wal_checkpoint(truncate)')
  }
  client.close()
}

/** Copies one after another, as the server makes them, until it is told to stop; returns how long each took. */
function copying(database: string, folder: string): { stop: () => Promise<number[]> } {
  const took: number[] = []
  let stopped = false
  let current: ReturnType<typeof fork> | null = null
  const one = (): Promise<void> =>
    new Promise((resolve) => {
      current = fork(join(root, 'server/dist/backup-worker.js'), [database, folder, String(Date.now())], { execArgv: [] })
      current.once('message', (message: BackupMessage) => {
        if ('made' in message) took.push(message.made.tookMs)
        else console.error(message.failed)
      })
      current.once('close', () => resolve())
    })
  const loop = (async () => {
    while (!stopped) {
      await one()
      for (const name of readdirSync(folder).slice(0, -1)) rmSync(join(folder, name))
    }
  })()
  return {
    stop: async () => {
      stopped = true
      current?.kill('SIGKILL')
      await loop
      return took
    },
  }
}

/** Saves a second with and without copies being made all the while, in turn. */
export async function benchBackup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-'))
  const copies = mkdtempSync(join(tmpdir(), 'hoithi-bench-copies-'))
  const [quiet, beside]: [Figure[], Figure[]] = [[], []]
  const took: number[] = []
  try {
    const load = await benchData(folder, BENCH_SECRET, CONNECTIONS)
    const database = join(folder, 'hoithi.sqlite')
    fill(database)
    console.log(
      `\nSaves beside copies of a database of ${Math.round(statSync(database).size / 1_048_576)} MiB (${cpus().length} cores, ${pinned ? 'server on one of them' : 'not pinned'})`,
    )
    const server = await startServer(folder)
    try {
      await saving(load, CONNECTIONS, 3)
      for (let round = 0; round < ROUNDS; round += 1) {
        quiet.push(await saving(load, CONNECTIONS, SECONDS))
        const running = copying(database, copies)
        beside.push(await saving(load, CONNECTIONS, SECONDS))
        took.push(...(await running.stop()))
      }
    } finally {
      await server.stop()
    }
  } finally {
    for (const one of [folder, copies]) rmSync(one, { recursive: true, force: true })
  }
  report(quiet, beside, took)
}

function report(quiet: Figure[], beside: Figure[], took: number[]): void {
  for (const [name, figures] of [
    ['alone', quiet],
    ['beside copies', beside],
  ] as const) {
    const errors = figures.reduce((sum, figure) => sum + figure.errors, 0)
    console.log(
      `  ${name.padEnd(14)} ${Math.round(median(figures.map((figure) => figure.perSecond)))} saves/s, p99 ${median(figures.map((figure) => figure.p99Ms))} ms, ${errors} errors`,
    )
  }
  const share = median(beside.map(({ perSecond }) => perSecond)) / median(quiet.map(({ perSecond }) => perSecond))
  console.log(`  ${(share * 100).toFixed(0)} % of the saves; a copy took ${(median(took) / 1_000).toFixed(1)} s (${took.length} were finished)`)
}
