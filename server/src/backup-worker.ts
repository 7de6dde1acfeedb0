import { constants, setPriority } from 'node:os'
import type { BackupJob, BackupMessage } from './backups.ts'
import { sha256 } from './sha256.ts'
import { makeBackup } from './storage/sqlite/backup.ts'

// A process of its own: it can be ended in the middle of a check that takes a minute, and a damaged file breaks nothing but itself.

/** Copying is quick, and the server's log grows until it is done; what comes after it may take its time. */
const stepBack = (): void => setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const tell = (message: BackupMessage): void => void process.send?.(message, () => process.disconnect())

async function make({ store: database, ...job }: BackupJob): Promise<void> {
  try {
    tell({ made: await makeBackup({ database, ...job, sha256, copied: stepBack }) })
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) })
  }
}

process.once('disconnect', () => process.exit())
process.once('message', (job: BackupJob) => void make(job))
