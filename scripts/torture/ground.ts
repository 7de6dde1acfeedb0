import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreKind } from '../simulation/store.ts'
import type { TortureOptions } from './options.ts'

/** Where the servers' folders lie, and what is kept in `dataDir`, or for PostgreSQL in `database`: `mounted`, that one is a small disk of its own. */
export type Ground = { folder: string; dataDir: string; database: string; mounted: boolean; leave: (keep: boolean) => void }

/** PostgreSQL keeps ahead for its log, and three databases that it was made with. */
const sizes = { sqlite: '192m', postgres: '320m' } satisfies Record<StoreKind, string>
/** Its user enters a folder of root's. */
const ENTERED = 0o711

export const ran = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A disk of its own can be filled and made read-only for real; who may not mount gets limits of the process instead. */
export function layGround(disk: TortureOptions['disk'], store: StoreKind = 'sqlite'): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-torture-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const database = join(folder, 'database')
  const small = store === 'sqlite' ? dataDir : database
  if (store === 'postgres') {
    mkdirSync(database)
    for (const path of [folder, database]) chmodSync(path, ENTERED)
  }
  const mode = store === 'sqlite' ? '700' : '711'
  const mounted = disk !== 'limit' && ran('mount', '-t', 'tmpfs', '-o', `size=${sizes[store]},mode=${mode}`, 'hoithi-torture', small)
  if (disk === 'mount' && !mounted) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('--disk mount needs the right to mount (root); leave it out to work with limits of the process')
  }
  return {
    folder,
    dataDir,
    database,
    mounted,
    leave(keep) {
      if (keep && store === 'sqlite') return console.error(`Kept: ${dataDir}${mounted ? ' (umount it when you have read it)' : ''}`)
      if (mounted) ran('umount', '-l', small)
      if (keep) return console.error(`Kept: ${dataDir}, what was in the database as a file`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
