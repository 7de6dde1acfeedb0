import { constants, setPriority } from 'node:os'
import { resultFile } from './formats/results/result-file.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { ResultFileMessage } from './exports.ts'
import type { ExportJob, MadeFile } from './ports/exports.ts'
import { sha256 } from './sha256.ts'
import { openSealedReads } from './storage/sqlite/sealed-reads.ts'
import { teller, writeWhole } from './worker-file.ts'

// A process of its own: all its threads, also those that pack, stand behind the server's, and its memory is gone when it ends.
setPriority(constants.priority.PRIORITY_LOW)

const [databaseFile = '', path = '', wanted = ''] = process.argv.slice(2)
const job = JSON.parse(wanted) as ExportJob
const tell = (message: ResultFileMessage, done = (): void => undefined): void => void process.send?.(message, undefined, undefined, done)

async function make(): Promise<Omit<MadeFile, 'path'>> {
  const reads = openSealedReads(databaseFile, sha256)
  // How many of the revision's people were nameless by then.
  const { erased } = reads.about(job.revisionId, job.scope)
  return { ...(await writeWhole(path, resultFile(reads, job, vietnameseFonts, teller(tell)))), erased }
}

process.once('disconnect', () => process.exit())
const end = (message: ResultFileMessage): void => tell(message, () => process.disconnect())
await make().then(
  (made) => end(made),
  (error: unknown) => end({ failed: error instanceof Error ? error.message : String(error) }),
)
