import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { resultFile } from './formats/results/result-file.ts'
import { vietnameseFonts } from './pdf-fonts.ts'
import type { ResultFileMessage, ResultFileWanted } from './exports.ts'
import type { MadeFile } from './ports/exports.ts'
import { sha256 } from './sha256.ts'
import { openSealedReads } from './storage/readers.ts'
import { teller, writeWhole } from './worker-file.ts'

// A process of its own: all its threads, also those that pack, stand behind the server's, and its memory is gone when it ends.
setPriority(constants.priority.PRIORITY_LOW)

const tell = (message: ResultFileMessage, done = (): void => undefined): void => void process.send?.(message, undefined, undefined, done)

async function make({ store, path, job }: ResultFileWanted): Promise<Omit<MadeFile, 'path'>> {
  const reads = await openSealedReads(store, sha256)
  try {
    // How many of the revision's people were nameless by then.
    const { erased } = await reads.about(job.revisionId, job.scope)
    return { ...(await writeWhole(path, resultFile(reads, job, vietnameseFonts, teller(tell)))), erased }
  } finally {
    await reads.close()
  }
}

process.once('disconnect', () => process.exit())
const [wanted] = (await once(process, 'message')) as [ResultFileWanted]
const end = (message: ResultFileMessage): void => tell(message, () => process.disconnect())
await make(wanted).then(
  (made) => end(made),
  (error: unknown) => end({ failed: error instanceof Error ? error.message : String(error) }),
)
