import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TortureOptions } from './options.ts'

/** Where the server's data lies: `mounted` is a small disk of its own. */
export type Ground = { folder: string; dataDir: string; mounted: boolean; leave: (keep: boolean) => void }

const DISK = '192m'

export const ran = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** A disk of its own can be filled and made read-only for real; who may not mount gets limits of the process instead. */
export function layGround(disk: TortureOptions['disk']): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-torture-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  const mounted = disk !== 'limit' && ran('mount', '-t', 'tmpfs', '-o', `size=${DISK},mode=700`, 'hoithi-torture', dataDir)
  if (disk === 'mount' && !mounted) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('--disk mount needs the right to mount (root); leave it out to work with limits of the process')
  }
  return {
    folder,
    dataDir,
    mounted,
    leave(keep) {
      if (keep) return console.error(`Kept: ${dataDir}${mounted ? ' (umount it when you have read it)' : ''}`)
      if (mounted) ran('umount', '-l', dataDir)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
