import { join } from 'node:path'
import type { Machine, MachineFacts } from '../ports/machine.ts'
import { askClock } from './clock-state.ts'
import { newestBackup, readBench, readPermissions, readSecret, spaceOf } from './files.ts'
import { measureWriting } from './write-speed.ts'

type Options = { dataDir: string; backupDir: string; jwtSecret: string; databaseBytes: () => Promise<number> }

/** The machine that this process runs on. */
export function thisMachine({ dataDir, backupDir, jwtSecret, databaseBytes }: Options): Machine {
  const secretFile = join(dataDir, 'jwt-secret')
  let underWay: Promise<MachineFacts> | null = null

  const lookNow = async (): Promise<MachineFacts> => {
    const [clock, disk, writeMs, bytes, backup, secret, permissions, bench] = await Promise.all([
      askClock(),
      spaceOf(dataDir),
      measureWriting(dataDir),
      databaseBytes(),
      newestBackup(backupDir),
      readSecret(jwtSecret, secretFile),
      readPermissions(dataDir, secretFile),
      readBench(join(dataDir, 'bench.json')),
    ])
    return { clock, disk, writeMs, databaseBytes: bytes, newestBackup: backup, backupDir, dataDir, secret, permissions, bench }
  }
  return {
    freeBytes: async () => (await spaceOf(dataDir))?.freeBytes ?? null,
    look() {
      underWay ??= lookNow().finally(() => {
        underWay = null
      })
      return underWay
    },
  }
}
