import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Unusable } from './domain/unusable.ts'
import type { SubmissionLog } from './ports/log.ts'

// SQLite cannot tell that its write-ahead log was deleted or cut off: it opens what is left and knows of nothing that is missing.
// So the newest line of the submission log is written down beside it, and a database that ends before that line does not start.

const KEEP_EVERY_MS = 1_000
const NAME = 'log-head.json'
/** `file` tells which file of the disk was the database: a copy that was put in its place is another one, and nobody's accident. */
const headFile = z.object({ seq: z.number().int().min(0), hash: z.string(), file: z.string() })
type Head = z.infer<typeof headFile>

/** The number of a file is given out again once it is removed; with the moment it was made it is its own. */
export function fileIdentity(file: string): string {
  const { ino, birthtimeMs } = statSync(file)
  return `${ino} ${birthtimeMs}`
}

function keptHead(dataDir: string): Head | null {
  try {
    return headFile.parse(JSON.parse(readFileSync(join(dataDir, NAME), 'utf8')))
  } catch {
    return null
  }
}

const howToGoOn = (dataDir: string): string =>
  `put back the file that is missing, or restore the newest copy; if an older state is what you want, remove ${join(dataDir, NAME)} and start again`

/** Before the database is opened, which would make an empty one where it is missing. Throws `Unusable`. */
export function refuseLostDatabase(dataDir: string): void {
  const file = join(dataDir, 'hoithi.sqlite')
  if (existsSync(file)) return
  if ((keptHead(dataDir)?.seq ?? 0) === 0 && !existsSync(`${file}-wal`)) return
  throw new Unusable(`${file} is gone, though this folder has held a contest: ${howToGoOn(dataDir)}`)
}

/** What a database that nobody has opened yet says of a line of its log, and which one is its last; null when it cannot be read. */
export type ReadLine = (file: string, seq: number) => { hash: string | null; last: number } | null

/** Before anything is written to the database, so that a file put back still fits. Throws `Unusable` when the log ends before a line that was in it, or says something else there. */
export function refuseCutLog(dataDir: string, readLine: ReadLine): void {
  const file = join(dataDir, 'hoithi.sqlite')
  const kept = keptHead(dataDir)
  if (kept === null || kept.seq === 0 || !existsSync(file) || fileIdentity(file) !== kept.file) return
  const found = readLine(file, kept.seq)
  // A file that cannot be read is told by whoever opens it.
  if (found === null || found.hash === kept.hash) return
  const what =
    found.hash === null ? `ends at line ${found.last} of the submission log, though line ${kept.seq} was in it` : 'is not the one that was here'
  throw new Unusable(`${file} ${what} (hoithi.sqlite-wal deleted or cut, or an older copy written over it): ${howToGoOn(dataDir)}`)
}

/** Write the newest line of the log down, beside the database, as it grows. */
export function keepHead(dataDir: string, log: Pick<SubmissionLog, 'head'>): { stop: () => Promise<void> } {
  let kept = -1
  const keep = async (): Promise<void> => {
    const { seq, hash } = await log.head()
    if (seq === kept) return
    const file = join(dataDir, NAME)
    const head: Head = { seq, hash, file: fileIdentity(join(dataDir, 'hoithi.sqlite')) }
    writeFileSync(`${file}.new`, JSON.stringify(head))
    renameSync(`${file}.new`, file)
    kept = seq
  }
  // A disk that is full must not end the process; what is kept is then a line that is in the log all the same.
  const tryToKeep = (): Promise<void> => keep().catch(() => undefined)
  const timer = setInterval(() => void tryToKeep(), KEEP_EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await tryToKeep()
    },
  }
}
