import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sha256 } from '../../server/src/domain/receipt.ts'
import { migrationsIn, restoreCopy } from '../../server/src/storage/sqlite/data-folder.ts'
import { openForProof } from '../../server/src/storage/sqlite/proof-reader.ts'
import { faultsIn } from '../../server/src/verify/report.ts'
import { verifyAll } from '../../server/src/verify/verify.ts'
import { serverArguments, serverMemory } from '../server-command.mjs'
import { root } from '../setup.mjs'

type Needs = { sha256: Sha256; identities: readonly string[]; migrations: number; say: (line: string) => void }

const LONGEST_START_MS = 600_000
const seconds = (from: number): string => `${((performance.now() - from) / 1_000).toFixed(1)} s`

/** Restore a copy into a folder of its own, compute everything again, and let a server answer from it; true when all of it went well. */
export async function drill(copy: string, { sha256, identities, migrations, say }: Needs): Promise<boolean> {
  const began = performance.now()
  const dataDir = mkdtempSync(join(tmpdir(), 'hoithi-drill-'))
  const database = join(dataDir, 'hoithi.sqlite')
  // Whoever ends the drill early leaves nothing of people's data behind.
  const clean = (): void => rmSync(dataDir, { recursive: true, force: true })
  const ended = (): void => {
    clean()
    process.exit(130)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, ended)
  say(`Drill with ${copy}`)
  try {
    const { contents, copyMs, checkMs } = await restoreCopy({ copy, dataDir, replace: false, at: Date.now(), migrations, sha256, identities })
    const { people, attempts, entries } = contents
    say(`  restored: ${people} people, ${attempts} attempts, ${entries} log entries, ${((copyMs + checkMs) / 1_000).toFixed(1)} s`)
    const same = migrationsIn(database) === migrations
    if (!same) say('  the copy is of an older release: it is upgraded by the start, and verified after it')
    const before = same ? await verified(database, sha256, say) : true
    const answers = await answered(dataDir, say)
    const after = same ? true : await verified(database, sha256, say)
    const whole = before && answers && after
    say(whole ? `The drill went well: ${seconds(began)} from the copy to a server that answers.` : 'The drill FAILED: this copy cannot be relied on.')
    return whole
  } finally {
    clean()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, ended)
  }
}

async function verified(database: string, sha256: Sha256, say: Needs['say']): Promise<boolean> {
  const began = performance.now()
  const reader = openForProof(database, sha256)
  try {
    const { ledger } = await verifyAll(reader, sha256)
    const faults = faultsIn(ledger)
    say(
      `  verified: ${faults === 0 ? 'everything follows from the log' : `${faults} places differ, see npm run verify -- --data`}, ${seconds(began)}`,
    )
    return faults === 0
  } finally {
    reader.close()
  }
}

/** The built server on the folder: it must say that it is ready, and draw one board. */
async function answered(dataDir: string, say: Needs['say']): Promise<boolean> {
  const began = performance.now()
  const child = spawn(process.execPath, serverArguments, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...serverMemory,
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      JWT_SECRET: randomBytes(32).toString('base64url'),
      LOG_LEVEL: 'error',
    },
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const url = await address(child)
    const ready = await fetch(new URL('/readyz', url))
    say(`  server: ${ready.ok ? 'ready' : `not ready (${ready.status})`} on ${url.host}, ${seconds(began)}`)
    return ready.ok && (await boardDrawn(url, say))
  } catch (error) {
    say(`  server: ${error instanceof Error ? error.message : String(error)}`)
    return false
  } finally {
    child.kill('SIGTERM')
    await gone
  }
}

async function boardDrawn(url: URL, say: Needs['say']): Promise<boolean> {
  const read = async (path: string): Promise<{ status: number; body: unknown }> => {
    const reply = await fetch(new URL(path, url))
    return { status: reply.status, body: await reply.json() }
  }
  const { contests = [] } = (await read('/api/contests')).body as { contests?: { slug: string }[] }
  const [first] = contests
  if (first === undefined) {
    say('  board: none, the copy holds no published contest')
    return true
  }
  const began = performance.now()
  const { status, body } = await read(`/api/contests/${encodeURIComponent(first.slug)}/leaderboard`)
  const { total, code } = body as { total?: number; code?: string }
  const time = `${Math.round(performance.now() - began)} ms`
  if (status === 200) say(`  board of ${first.slug}: ${total ?? 0} rows, ${time}`)
  // Rules may hide a board; that the server says so is an answer.
  else say(`  board of ${first.slug}: ${code ?? status}, ${time}`)
  return status < 500
}

function address(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let printed = ''
    setTimeout(() => reject(new Error('did not answer within ten minutes')), LONGEST_START_MS).unref()
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /hoithi is up: (\S+)/.exec(printed)?.[1]
      if (found !== undefined) resolve(new URL(found.replace('localhost', '127.0.0.1')))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)} before it answered`)))
  })
}
