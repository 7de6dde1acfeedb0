import { constants, setPriority } from 'node:os'
import type { BackupMessage } from './backups.ts'
import { sha256 } from './sha256.ts'
import { makeBackup } from './storage/sqlite/backup.ts'

// A process of its own: it can be ended in the middle of a check that takes a minute, and a damaged file breaks nothing but itself.

const [database = '', folder = '', at = '0', recipient = ''] = process.argv.slice(2)
/** Copying is quick, and the server's log grows until it is done; what comes after it may take its time. */
const stepBack = (): void => setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const tell = (message: BackupMessage): void => void process.send?.(message, () => process.disconnect())

process.once('disconnect', () => process.exit())
try {
  tell({ made: await makeBackup({ database, folder, at: Number(at), sha256, recipient: recipient === '' ? null : recipient, copied: stepBack }) })
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) })
}
