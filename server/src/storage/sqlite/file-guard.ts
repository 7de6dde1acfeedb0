import { statSync } from 'node:fs'

/** The files that were opened are gone, or others lie in their place: what is written now would end with the process. `code` is read like one of SQLite's. */
class FilesGone extends Error {
  readonly code = 'SQLITE_IOERR_GONE'
}

const identityOf = (file: string): string | null => {
  const found = statSync(file, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.dev}:${found.ino}`
}

/**
 * Called before each commit: a file that was deleted or replaced is still written to by those who hold it open, and nobody finds it afterwards.
 * Two looks at the directory cost some microseconds, a commit some hundreds.
 */
export function fileGuard(file: string): () => void {
  const known = new Map<string, string>()
  return () => {
    for (const one of [file, `${file}-wal`]) {
      const now = identityOf(one)
      const before = known.get(one)
      if (before === undefined && now !== null) known.set(one, now)
      else if (now !== (before ?? null) && before !== undefined) throw new FilesGone(`${one} was removed or replaced while the server was running`)
    }
  }
}
