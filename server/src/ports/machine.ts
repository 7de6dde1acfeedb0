import type { BackupFile, ClockState, DiskSpace, Permissions, SecretFacts } from '../domain/preflight-machine.ts'
import type { Bench } from '../domain/preflight-load.ts'

/** What the machine under the server says of itself; a figure that it does not give is null or "unknown", never an exception. */
export type MachineFacts = {
  clock: ClockState
  disk: DiskSpace | null
  databaseBytes: number
  /** Middle time of a small write that has reached the disk; null when nothing could be written. */
  writeMs: number | null
  newestBackup: BackupFile | null
  backupDir: string
  dataDir: string
  secret: SecretFacts
  permissions: Permissions
  /** The last result of `npm run bench -- saves` on this machine. */
  bench: Bench | null
}

export type Machine = {
  /** Look at everything; callers at the same time share one look. */
  look: () => Promise<MachineFacts>
  /** Room left on the disk of the data; null where nobody can say. */
  freeBytes: () => Promise<number | null>
}
