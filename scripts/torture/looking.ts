import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { scratchCopy } from '../../server/src/storage/scratch-copy.ts'
import { databaseUrl } from '../simulation/store.ts'
import { ask } from './database-faults.ts'

/** What a killed server had asked for is carried out to its end, or undone. */
const LONGEST_END_MS = 60_000

/**
 * A copy of what a data folder's servers kept, to be read while none of them runs: of an SQLite file as it lies there, since opening it would mend what the next start has to mend
 * itself; of a PostgreSQL database one moment, once it has let go of every server that was killed.
 */
export async function copyOf(dataDir: string): Promise<{ file: string; remove: () => void }> {
  const url = databaseUrl(dataDir)
  if (url !== null) {
    await letGo(url)
    return scratchCopy(url)
  }
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-torture-copy-'))
  const file = join(folder, 'hoithi.sqlite')
  for (const end of ['', '-wal'])
    if (existsSync(join(dataDir, `hoithi.sqlite${end}`))) copyFileSync(join(dataDir, `hoithi.sqlite${end}`), `${file}${end}`)
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function letGo(url: string): Promise<void> {
  const connected = `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  for (const began = performance.now(); performance.now() - began < LONGEST_END_MS; await pause(20))
    if ((await ask<{ count: number }>(url, connected))[0]?.count === 0) return
  throw new Error('the database is still at work for servers that have ended')
}
